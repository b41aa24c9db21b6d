"""What a text asks for, term by term: words that begin a word, or a piece of a number or address."""

import re
from dataclasses import dataclass

from outreach.model.searchable import SHORTEST_PART, asked_words, digits, part
from outreach.model.text import fold

# A number as people type it, with spaces, dots, slashes, hyphens and brackets inside.
NUMBER = re.compile(r"\+?(?:\(\d++\)|\d++)(?:(?:\s*-\s+|-|[\s./\u2013]*)(?:\(\d++\)|\d++))*")
_TRUNK_ZERO = re.compile(r"\(0+\)")
_MOST_TERMS = 32
_LONGEST_PART = 100


@dataclass(frozen=True, slots=True)
class Term:
    """Found by `words` (each begins a word), or by `part` (a piece of a number or address); one of both may be empty.

    `place` is the text as names of cities are compared, where it is long enough to name one.
    """

    words: tuple[str, ...] = ()
    part: str = ""
    place: str = ""


def terms(text: str) -> list[Term]:
    """What `text` asks for; all of it must be found. Punctuation asks for nothing.

    >>> terms("Olsen 0660 377")
    [Term(words=('olsen',), part='olsen', place='olsen'), Term(words=('0660', '377'), part='660377', place='')]
    """
    found: list[Term] = []
    at = 0
    while at < len(text) and len(found) < _MOST_TERMS:
        if text[at].isspace():
            at += 1
            continue
        number = number_at(text, at)
        piece = number or text[at:].split(maxsplit=1)[0]
        at += len(piece)
        term = _number(piece) if number else _word(piece)
        if term != Term():
            found.append(term)
    return found


def number_at(text: str, at: int) -> str:
    """The number that begins at that place and is not the beginning of a word, or nothing."""
    found = NUMBER.match(text, at)
    if not found:
        return ""
    after = text[found.end() : found.end() + 1]
    return found[0] if not after or after.isspace() or after in ")," else ""


def _number(written: str) -> Term:
    piece = dialled(written)
    return Term(asked_words(written), piece if len(piece) >= SHORTEST_PART else "")


def dialled(written: str) -> str:
    """The digits of a number, or of a piece of one, as they are kept: no national zero, no zeros before the country."""
    found = digits(_TRUNK_ZERO.sub("", written))
    bare = found.lstrip("0")
    return bare if len(bare) >= SHORTEST_PART else found


def _word(written: str) -> Term:
    if not any(c.isalnum() for c in written):
        return Term()
    piece = part("".join(c for c in written if c.isprintable()).strip(",;<>\"'()"))[:_LONGEST_PART]
    piece = piece if len(piece) >= SHORTEST_PART else ""
    if "@" in written:
        return Term(part=piece)
    words, place = asked_words(written), fold(written)
    return Term(words, piece, place if len(place) >= SHORTEST_PART else "") if words else Term()
