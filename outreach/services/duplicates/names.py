"""How two names compare: the same, nearly the same, one short for the other, or two names."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from outreach.model.latin import skeleton, words
from outreach.model.person_name import PersonName

_GENERATIONS = {"jr": "jr", "jun": "jr", "junior": "jr", "ii": "jr", "fils": "jr", "iii": "iii", "iv": "iv"}
_GENERATIONS |= {"sr": "sr", "sen": "sr", "senior": "sr", "pere": "sr"}
_PARTICLES = frozenset("van von der den de del della di da das do dos du la le el al bin ibn zu y e".split())


class Likeness(Enum):
    """What two names have to do with each other; the value says how much it is worth."""

    SAME = 1.0
    NEAR = 0.9
    PART = 0.87
    INITIALS = 0.85
    SHORT = 0.72


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: words in Latin letters, without titles and particles."""

    given: str
    more: tuple[str, ...]
    family: tuple[str, ...]
    generation: str = ""

    @property
    def words(self) -> list[str]:
        """Every word of it, in the order of the alphabet."""
        return sorted((self.given, *self.more, *self.family))


def name_of(parts: PersonName, written: str) -> Name:
    """The name in `parts`; where nobody took it apart, the words of it as it is written."""
    given, *more = words(parts.given) or words(written)[:1] or ("",)
    more += words(parts.additional)
    family = [word for word in words(parts.family) if word not in _PARTICLES] or list(words(parts.family))
    if not family and len(prefix := "".join(words(parts.prefix))) == 1:
        given, family = prefix, [given]  # "M. Olsen" was taken for monsieur, and may be Mira
    said = [*words(parts.suffix), *family, *more]
    generation = next((_GENERATIONS[word] for word in said if word in _GENERATIONS), "")
    return Name(
        given,
        tuple(word for word in more if word not in _GENERATIONS),
        tuple(word for word in family if word not in _GENERATIONS),
        generation,
    )


def keys(name: Name) -> Iterator[str]:
    """What names that may be one have in common, at least one of them: the sound of a word, the initial of another.

    Names in the other order, with an initial, with a slip in one word, or with half of a double name still share one.
    """
    for family in (*name.family, *name.more):
        if len(family) > 1 and name.given:
            yield f"{skeleton(family)} {name.given[0]}"
    if name.family and len(name.given) > 1:
        for family in name.family:
            yield f"{skeleton(name.given)} {family[0]}"


def likeness(one: Name, other: Name) -> Likeness | None:
    """How alike the two names are, or None for the names of two people."""
    if one.words == other.words:
        return Likeness.SAME
    if not (one.family and other.family):
        return None
    turned = Name(other.family[0], other.more, (other.given, *other.family[1:]))
    return _in_order(one, other) or _in_order(one, turned)


def _in_order(one: Name, other: Name) -> Likeness | None:
    family, given = _families(one, other), _givens(one, other)
    if family is None or given is None:
        return None
    if family is Likeness.SAME or given is Likeness.SAME:
        return family if given is Likeness.SAME else given
    return Likeness.NEAR if family is given is Likeness.NEAR else None


def same_family(one: Name, other: Name) -> bool:
    """Whether the two may be of one family."""
    return _families(one, other) is not None


def same_given(one: Name, other: Name) -> bool:
    """Whether the two may be called by one given name."""
    return _givens(one, other) is not None


def _families(one: Name, other: Name) -> Likeness | None:
    ours, theirs = set(one.family), set(other.family)
    if not ours or not theirs:
        return None
    if ours == theirs:
        return Likeness.SAME
    if ours <= theirs or theirs <= ours or ours <= {*theirs, *other.more} or theirs <= {*ours, *one.more}:
        return Likeness.PART
    whole, other_whole = " ".join(one.family), " ".join(other.family)
    return Likeness.NEAR if _is_slip(whole, other_whole) or _sounds_alike(whole, other_whole) else None


def _givens(one: Name, other: Name) -> Likeness | None:
    ours, theirs = one.given, other.given
    if ours == theirs:
        return Likeness.SAME if len(ours) > 1 else Likeness.INITIALS
    if not ours or not theirs:
        return None
    if len(ours) == 1 or len(theirs) == 1:
        return Likeness.INITIALS if ours[0] == theirs[0] else None
    if _is_turned(ours, theirs) or (_ends_alike(ours, theirs) and _sounds_alike(ours, theirs)):
        return Likeness.NEAR
    is_middle = ours in other.more or theirs in one.more
    return Likeness.SHORT if is_middle or _is_short(*sorted((ours, theirs), key=len)) else None


def _sounds_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    sounds = [" ".join(map(skeleton, text.split())) for text in (one, other)]
    return sounds[0] == sounds[1] and fuzz.ratio(one, other) >= 65


def _is_slip(one: str, other: str) -> bool:
    """A slip of the finger in a word that is long enough to be known by the rest."""
    from rapidfuzz.distance import OSA

    return min(len(one), len(other)) >= 5 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1


def _is_turned(one: str, other: str) -> bool:
    """Two letters in each other's place, but for the last. Any other slip makes another name: Marina, Martina."""
    from rapidfuzz.distance import OSA

    if len(one) < 4 or one[-1] != other[-1] or sorted(one) != sorted(other):
        return False
    return bool(OSA.distance(one, other, score_cutoff=1) <= 1)


def _ends_alike(one: str, other: str) -> bool:
    """Paul is not Paula, and Mario is not Maria; Dmitri is Dmitry."""
    return _END.get(one[-1], one[-1]) == _END.get(other[-1], other[-1])


_END = {"y": "i", "j": "i"}


def _is_short(short: str, whole: str) -> bool:
    """Alex for Alexander; Jan is not short for Jana, nor Anna for Annabel."""
    return len(short) >= 3 and len(whole) >= len(short) + 3 and whole.startswith(short) and short[-1] not in "aeiou"
