"""The content lines of one card, unfolded, each by itself; never more of a file in memory than one of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach.errors import InvalidValue
from outreach.formats.vcard.header import Header, header_of
from outreach.formats.vcard.spans import Piece, Span

# No phone writes a picture or a text of this size, nor a card of so many lines: such a file wants to hurt.
LONGEST_PROPERTY = 8 * 1024 * 1024
LONGEST_TEXT = 1024 * 1024
MOST_LINES = 10_000

# No repeated groups in these: the engine would remember every line of a hostile file.
_BLANK = re.compile(rb"(?:[ \t\r\n]*\n)?\r*")
_END = re.compile(rb"\n(?![ \t])")
_FOLD = re.compile(rb"\r*\n[ \t]")
_FOLDED_LINE = re.compile(rb"([^\n]*)\n[ \t]")
_FULL_LINE = 70
# A line of quoted-printable that ends in = goes on in the next (RFC 2045 §6.7); a blank line ends it all the same.
_QUOTED_END = re.compile(rb"(?:[^=\r\n]|\n)\r*\n(?![ \t])")
_SOFT_BREAK = re.compile(rb"=\r*\n")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/= \t\r\n]")
_HEADER_OCTETS = 65_536


Unfold = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: its number in the file, its header (None if it has none), and its value as it stands."""

    number: int
    header: Header | None
    value: bytes


def content_lines(content: bytes, span: Span, *, old: bool) -> Iterator[Line]:
    """The lines of a card. `old` says that it is a vCard 2.1.

    Raises InvalidValue for a picture of more than 8 MB, a text of more than 1 MB, a card of more than 10,000 lines.
    """
    count = 0
    for piece in span.pieces:
        for line in _lines_of(content, piece, unfold=_unfolded_of_2 if old else _unfolded):
            count += 1
            if count > MOST_LINES:
                raise InvalidValue("card", f"of more than {MOST_LINES} lines", "is no address card; look into the file")
            yield line


def _lines_of(content: bytes, piece: Piece, *, unfold: Unfold) -> Iterator[Line]:
    at, number, counted = piece.start, piece.line, piece.start
    while True:
        blank = _BLANK.match(content, at, piece.end)
        at = blank.end() if blank else at
        if at >= piece.end:
            return
        number += content.count(b"\n", counted, at)
        counted = at
        # Nobody looks further than the longest property goes.
        limit = min(piece.end, at + LONGEST_PROPERTY + 1)
        end = _end_of(_END.search(content, at, limit), limit)
        header = header_of(unfold(content[at : min(end, at + _HEADER_OCTETS)]))
        if header and header.is_binary:
            end = _end_of_picture(content, end, limit)
        elif header and header.encoding == "QUOTED-PRINTABLE":
            end = _end_of(_QUOTED_END.search(content, at + header.length - 1, limit), limit)
        _refuse_the_endless(content, at, end, header=header, number=number)
        yield Line(number, header, _value(content, at, end, header=header, unfold=unfold))
        at = end


def _end_of(found: re.Match[bytes] | None, limit: int) -> int:
    return found.end() if found else limit


def _end_of_picture(content: bytes, end: int, limit: int) -> int:
    """Old phones do not indent the lines of a picture; a colon, which every property has, is in none of them."""
    other = _NOT_BASE64.search(content, end, limit)
    return max(end, content.rfind(b"\n", end, other.start()) + 1) if other else limit


def _refuse_the_endless(content: bytes, at: int, end: int, *, header: Header | None, number: int) -> None:
    longest = LONGEST_TEXT if header and header.is_text else LONGEST_PROPERTY
    if end - at > longest:
        name, excerpt = header.name if header else "line", content[at : at + 40].decode("utf-8", "replace")
        problem = f"on line {number} is longer than {longest // 1024**2} MB; take it out"
        raise InvalidValue(name, excerpt, problem)


def _value(content: bytes, at: int, end: int, *, header: Header | None, unfold: Unfold) -> bytes:
    """What follows the colon, or the whole line where there is none."""
    whole = content[at:end].rstrip(b"\r\n")
    if header is None:
        return unfold(whole)
    if header.is_binary:
        return _unfolded(whole)[header.length :]
    if header.encoding == "QUOTED-PRINTABLE":
        value = whole[whole.find(b":", header.length - 1) + 1 :]
        return unfold(_SOFT_BREAK.sub(b"", value)).removesuffix(b"=")
    return unfold(whole)[header.length :]


def _unfolded(octets: bytes) -> bytes:
    return _FOLD.sub(b"", octets)


def _unfolded_of_2(octets: bytes) -> bytes:
    """2.1 folds at a space, which stays (§2.1.3); many fold it like 3.0 all the same, at the end of a full line."""

    def joined(found: re.Match[bytes]) -> bytes:
        line = found[1].rstrip(b"\r")
        return line if len(line) >= _FULL_LINE else line + b" "

    return _FOLDED_LINE.sub(joined, octets)
