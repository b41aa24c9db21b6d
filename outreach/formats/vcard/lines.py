"""The content lines of one card, unfolded, each by itself; never more of a file in memory than one of them."""

import re
from collections.abc import Iterator
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
_OLD_FOLD = re.compile(rb"\r*\n(?=[ \t])")
# A line of quoted-printable that ends in = goes on in the next (RFC 2045 §6.7); a blank line ends it all the same.
_QUOTED_END = re.compile(rb"(?:[^=\r\n]|\n)\r*\n(?![ \t])")
_SOFT_BREAK = re.compile(rb"=\r*\n")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/= \t\r\n]")
_HEADER_OCTETS = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: its number in the file, its header (None if it has none), and its value as it stands."""

    number: int
    header: Header | None
    value: bytes


def content_lines(content: bytes, span: Span, *, old: bool) -> Iterator[Line]:
    """The lines of a card, without the values of pictures. `old` is vCard 2.1, where folding keeps its space (§2.1.3).

    Raises InvalidValue for a picture of more than 8 MB, a text of more than 1 MB, a card of more than 10,000 lines.
    """
    count = 0
    for piece in span.pieces:
        for line in _lines_of(content, piece, fold=_OLD_FOLD if old else _FOLD):
            count += 1
            if count > MOST_LINES:
                raise InvalidValue("card", f"of more than {MOST_LINES} lines", "is no address card; look into the file")
            yield line


def _lines_of(content: bytes, piece: Piece, *, fold: re.Pattern[bytes]) -> Iterator[Line]:
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
        header = header_of(fold.sub(b"", content[at : min(end, at + _HEADER_OCTETS)]))
        if header and header.is_binary:
            end = _end_of_picture(content, end, limit)
        elif header and header.encoding == "QUOTED-PRINTABLE":
            end = _end_of(_QUOTED_END.search(content, at + header.length - 1, limit), limit)
        _refuse_the_endless(content, at, end, header=header, number=number)
        yield Line(number, header, _value(content, at, end, header=header, fold=fold))
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


def _value(content: bytes, at: int, end: int, *, header: Header | None, fold: re.Pattern[bytes]) -> bytes:
    """What follows the colon, or the whole line where there is none; nothing of a picture."""
    if header and header.is_binary:
        return b""
    whole = content[at:end].rstrip(b"\r\n")
    if header is None:
        return fold.sub(b"", whole)
    if header.encoding == "QUOTED-PRINTABLE":
        value = whole[whole.find(b":", header.length - 1) + 1 :]
        return fold.sub(b"", _SOFT_BREAK.sub(b"", value)).removesuffix(b"=")
    return fold.sub(b"", whole)[header.length :]
