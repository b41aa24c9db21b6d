"""How any text stays one value of one property: escaped, and on lines of at most 75 octets."""

import re
from collections.abc import Sequence

LINE_OCTETS = 75

# Every character that ends a line for somebody: str.splitlines does for many a reader of vCards.
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def escaped(value: str) -> str:
    r"""`value` as TEXT (RFC 6350 §3.4, RFC 2426 §5): `\,` `\;` `\\`, and `\n` for whatever ends a line.

    Other control characters are left out: no version of vCard has a place for them.
    """
    # Nearly every value is printable and holds none of these, and this is asked for each of a million of them.
    if "\\" in value or "," in value or ";" in value:
        value = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return value if value.isprintable() else unbroken(value)


def unbroken(value: str) -> str:
    r"""`value`, which is escaped already, on one line: `\n` for whatever ends a line, no other control character."""
    return value if value.isprintable() else _UNPRINTED.sub("", _LINE_END.sub(r"\\n", value))


def all_folded(lines: Sequence[str]) -> str:
    """`lines` with a line end after each but the last, each folded where it must be."""
    text = "\r\n".join(lines)
    # Asking all at once costs a fraction of asking each, and most cards have nothing to fold.
    return text if text.isascii() and max(map(len, lines)) <= LINE_OCTETS else "\r\n".join(map(folded, lines))


def folded(line: str) -> str:
    """`line`, without its line end, folded at 75 octets of UTF-8 and between characters (RFC 6350 §3.2)."""
    if len(line) <= LINE_OCTETS and line.isascii():
        return line
    octets = line.encode("utf-8", "replace")
    return line if len(octets) <= LINE_OCTETS else b"\r\n ".join(_pieces(octets)).decode()


def _pieces(octets: bytes) -> list[bytes]:
    pieces, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        # 10xxxxxx continues a character: step back to where it starts.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        # The space that marks a continuation counts as well.
        start, room = end, LINE_OCTETS - 1
    return [*pieces, octets[start:]]
