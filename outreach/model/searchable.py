"""What somebody is found by: text as it is searched, made the same way when it is written and when it is asked for.

`words` holds every word twice: bare ("olsen"), and marked with the field that it stands in ("_n_olsen"), so that one
index answers both "who has to do with Olsen" and "whose name is Olsen". Scripts that write without spaces are cut into
pairs of characters, so that any piece of a name is a word of it. `parts` holds numbers and addresses, found by any
piece of at least three characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from outreach.model.text import visible
from outreach.model.work import Work, work_of

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft

# Before a word: the field that it stands in; before a GeoNames id, a country, a language: that it is one.
MARKS = {"name": "_n_", "title": "_t_", "organisation": "_g_", "outlet": "_o_", "beat": "_b_", "notes": "_m_"}
CITY, COUNTRY, LANGUAGE = "_c_", "_k_", "_l_"
SHORTEST_PART = 3

# Longer words are cut, and of a very long note only the beginning is indexed: databases have limits of their own.
_LONGEST_WORD = 40
_MOST_WORDS = 2_000
# Han, kana, hangul, and Thai, Lao, Burmese, Khmer: a word of these is found by any piece of it.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_NO_DIGIT = re.compile("[^0-9]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
# Letters that are a plain one with a stroke, or two in one: no decomposition takes them apart.
_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# What would be a joker of LIKE, or ends a part.
_JOKERS = str.maketrans({"_": "-", "%": "-", "\\": "-", " ": "-"})
_JOKER = re.compile(r"[_%\\ ]")


class Searchable(NamedTuple):
    """`words` are found by their beginnings, `parts` (numbers and addresses) by any piece of them."""

    words: str
    parts: str


def searchable(draft: "ContactDraft") -> Searchable:
    """What the person in `draft` is found by."""
    return texts(
        draft.name,
        draft.notes,
        work_of(draft),
        phones=[(phone.e164, phone.extension) for phone in draft.phones],
        emails=[email.key for email in draft.emails],
    )


def texts(
    name: str, notes: str | None, work: Work, *, phones: Iterable[tuple[str, str | None]], emails: Iterable[str]
) -> Searchable:
    """What somebody of that name and work is found by; `phones` are E.164 with an extension."""
    own = _marked(name, MARKS["name"])
    if notes:
        own += _marked(notes, MARKS["notes"])
    words = " ".join(dict.fromkeys([*own, *_of_work(work)]))
    parts = [digits(e164) + digits(extension) if extension else digits(e164) for e164, extension in phones]
    return Searchable(words, " ".join([*parts, *map(part, emails)]))


@lru_cache(maxsize=10_000)
def _of_work(work: Work) -> tuple[str, ...]:
    said = {
        "title": work.title,
        "organisation": work.organisation,
        "outlet": work.outlet,
        "beat": "\n".join(work.beats),
    }
    found = [form for field, text in said.items() if text for form in _marked(text, MARKS[field])]
    if place := work.place:
        found += [*words_of(f"{place.name} {place.country}"), f"{CITY}{place.id}"]
    if country := place.country if place else work.country:
        found.append(COUNTRY + country.lower())
    for language in work.languages:
        found += language_marks(language)
    return tuple(dict.fromkeys(found))


def _marked(text: str, mark: str) -> list[str]:
    return [form for word in words_of(text)[:_MOST_WORDS] for form in (word, mark + word)]


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared: no case, no accents, pairs where a script has no spaces.

    >>> words_of("Genève – Łódź")
    ('geneve', 'lodz')
    >>> words_of("東京都")
    ('東京', '京都', '都')
    """
    if text.isascii():
        return tuple([word[:_LONGEST_WORD] for word in _ASCII_WORD.findall(text.lower())])
    both_spellings = [text, text.translate(_UMLAUTS)] if text.translate(_UMLAUTS) != text else [text]
    return tuple(dict.fromkeys(word for spelling in both_spellings for word in _words(_plain(spelling))))


def asked_words(text: str) -> tuple[str, ...]:
    """The words that somebody asks for: each begins a word of those whom they find.

    >>> asked_words("東京都")
    ('東京', '京都')
    """
    return tuple(_words(_plain(text), is_asked=True))


def _plain(text: str) -> str:
    """`text` without case, accents and what nobody sees; the vowel signs of Devanagari and Thai stay."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and not _is_unseen(c))
    return unicodedata.normalize("NFC", bare).translate(_STROKES)


def _is_unseen(character: str) -> bool:
    # Joiners, directions, and the selectors that choose between two looks of one character.
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def _words(plain: str, *, is_asked: bool = False) -> Iterable[str]:
    if plain.isascii():
        return (word[:_LONGEST_WORD] for word in _ASCII_WORD.findall(plain))
    return _words_of_any(plain, is_asked=is_asked)


def _words_of_any(plain: str, *, is_asked: bool) -> Iterable[str]:
    spaced = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain)
    for word in spaced.split():
        if word.isascii():
            yield word[:_LONGEST_WORD]
        else:
            yield from _pieces(word, is_asked=is_asked)


def _pieces(word: str, *, is_asked: bool) -> Iterable[str]:
    at = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > at:
            yield word[at : run.start()][:_LONGEST_WORD]
        yield from _pairs(run[0], is_asked=is_asked)
        at = run.end()
    if at < len(word):
        yield word[at:][:_LONGEST_WORD]


def _pairs(run: str, *, is_asked: bool) -> Iterable[str]:
    # The last character stands alone in the index, where a single one is asked for; a longer question needs it not.
    last = len(run) - 1 if is_asked and len(run) > 1 else len(run)
    return (run[at : at + 2] for at in range(last))


@lru_cache(maxsize=1_000)
def language_marks(tag: str) -> tuple[str, ...]:
    """The marks of a language tag: "pt-BR" is found as pt and as pt-BR."""
    subtags = tag.lower().replace("_", "-").split("-")
    return tuple(LANGUAGE + "_".join(subtags[: n + 1]) for n in range(len(subtags)))


def digits(text: str) -> str:
    """The digits of `text` in any script, as ASCII."""
    if text.isascii():
        return text[1:] if text[1:].isdigit() and text[0] == "+" else _NO_DIGIT.sub("", text)
    return "".join(str(unicodedata.digit(c)) for c in visible(text) if c.isdigit())


def part(text: str) -> str:
    """An address, or a piece of one, as it is compared."""
    folded = text.casefold()
    return folded.translate(_JOKERS) if _JOKER.search(folded) else folded
