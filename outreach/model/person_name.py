"""A person's name in the parts of vCard's N (RFC 6350 §6.2.2): prefix, given, additional, family, suffix."""

from dataclasses import dataclass

from outreach.model.text import fold

_PREFIXES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev fr sr sra srta don dona herr frau mag mmag dipl ing
    di mme mlle m maitre me amb ambassador hon he
    """.split()
)
_SUFFIXES = frozenset(
    """
    jr sr ii iii iv phd md mba msc bsc ma ba llm llb mph mpa cpa esq obe cbe mbe ret dphil bed meng beng pmp
    """.split()
)
# Words that belong to the family name that follows them.
_PARTICLES = frozenset(
    """
    van von der den de del della di da das do dos du la le las los el al bin bint ibn ben abu ter ten zu zum zur
    af av y e mac san santa saint st
    """.split()
)
# Han, kana and hangul, as (first, last). Compiling them as a pattern takes longer than most commands.
_EAST_ASIAN = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))
_PATRONYMICS = ("ович", "евич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name; each may be empty. `str(name)` puts them in the order of FN."""

    given: str = ""
    family: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        plain = " ".join(part for part in (self.prefix, self.given, self.additional, self.family) if part)
        return f"{plain}, {self.suffix}" if plain and self.suffix else plain or self.suffix


def split(name: str) -> PersonName:
    """The parts of `name` as a careful reader would guess them; a single word is a given name.

    >>> split("Dr. Ludwig van Beethoven, MBA")
    PersonName(given='Ludwig', family='van Beethoven', additional='', prefix='Dr.', suffix='MBA')
    """
    main, suffix = _without_suffix(name.split())
    prefix: list[str] = []
    while len(main) > 1 and _word(main[0]) in _PREFIXES:
        prefix.append(main.pop(0))
    given, additional, family = _ordered(main)
    return PersonName(given, family, additional, " ".join(prefix), suffix)


def _word(text: str) -> str:
    return fold(text).replace(" ", "")


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    """("Anna Ek, MBA, PhD" -> Anna Ek | MBA, PhD). "Ek, Anna" is turned round instead."""
    at = next((i for i, word in enumerate(words) if word[-1] == ","), None)
    if at is not None and at + 1 < len(words):
        before, after = [*words[:at], words[at].rstrip(",")], words[at + 1 :]
        if all(_word(word) in _SUFFIXES for word in after):
            return before, " ".join(after)
        return [*after, *before], ""
    end = len(words)
    while end > 2 and _word(words[end - 1]) in _SUFFIXES:
        end -= 1
    return words[:end], " ".join(words[end:])


def _ordered(words: list[str]) -> tuple[str, str, str]:
    if len(words) < 2:
        return " ".join(words), "", ""
    if not words[0].isascii() and all(_is_east_asian(word[0]) for word in words):
        return " ".join(words[1:]), "", words[0]  # the family name comes first
    if len(words) == 3 and words[2].casefold().endswith(_PATRONYMICS):
        return words[1], words[2], words[0]  # family name, given name, father's name
    start = next((i for i in range(1, len(words) - 1) if _word(words[i]) in _PARTICLES), len(words) - 1)
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def _is_east_asian(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _EAST_ASIAN)
