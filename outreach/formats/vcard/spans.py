"""Where the cards of a file are. Each is found before any is read, so that none can spoil the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A literal first octet lets the search run over 50 MB on one line in no time. No space may stand before the word: then
# it is the end of a folded line, which says what its writer pleases.
_MARK = re.compile(rb"\n(?:\xef\xbb\xbf)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*(?=[\r\n]|\Z)", re.IGNORECASE)
_FIRST_MARK = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*(?=[\r\n]|\Z)", re.IGNORECASE)
_AGENT = re.compile(rb"(?:^|\n)(?:[\w-]+\.)?AGENT[^\n:]*:[ \t\r\n]*\Z", re.IGNORECASE)
_AGENT_LINE = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Octets `start` to `end` of the file; the first of them is on line `line`, counted from 1."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Span:
    """One card: the line of its BEGIN, and what stands between that and its END except for cards inside it.

    `closed` is false where the END is missing.
    """

    line: int
    pieces: tuple[Piece, ...]
    closed: bool


@dataclass(slots=True)
class _Open:
    line: int
    inside: Piece
    depth: int
    before: tuple[Piece, ...] = ()

    def until(self, end: int, *, closed: bool) -> Span:
        last = (Piece(self.inside.start, end, self.inside.line),) if self.depth == 1 else ()
        return Span(self.line, (*self.before, *last), closed)


def card_spans(content: bytes) -> Iterator[Span]:
    """The cards of `content` in their order. A BEGIN inside a card ends it, unless an AGENT (2.1) stands before it."""
    card: _Open | None = None
    for start, end, line, begins in _marks(content):
        if not begins:
            card, span = _after_end(card, Piece(start, end, line))
        elif card and _AGENT.search(content, max(card.inside.start, start - _AGENT_LINE), start):
            card, span = _with_agent(card, start), None
        else:
            span = card.until(start, closed=False) if card else None
            card = _Open(line, Piece(end, end, line), 1)
        if span:
            yield span
    if card:
        yield card.until(len(content), closed=False)


def _after_end(card: _Open | None, mark: Piece) -> tuple[_Open | None, Span | None]:
    if card is None:
        return None, None
    if card.depth == 1:
        return None, card.until(mark.start, closed=True)
    return _Open(card.line, Piece(mark.end, mark.end, mark.line), card.depth - 1, card.before), None


def _with_agent(card: _Open, start: int) -> _Open:
    before = card.until(start, closed=True).pieces
    return _Open(card.line, card.inside, card.depth + 1, before)


def _marks(content: bytes) -> Iterator[tuple[int, int, int, bool]]:
    """Start, end and line of each BEGIN and END, and whether it is a BEGIN."""
    first = _FIRST_MARK.match(content)
    if first:
        yield 0, first.end(), 1, first[1].upper() == b"BEGIN"
    line, counted = 1, 0
    for mark in _MARK.finditer(content):
        line += content.count(b"\n", counted, mark.start() + 1)
        counted = mark.start() + 1
        yield mark.start(), mark.end(), line, mark[1].upper() == b"BEGIN"
