"""One property of a card: its header, and its value as text, whatever it was encoded in."""

import binascii
import re
from dataclasses import dataclass

from outreach.formats.vcard.charsets import decoded
from outreach.formats.vcard.header import Header
from outreach.formats.vcard.lines import Line

_ESCAPED = re.compile(r"\\([nN,;:\\\"])")
_ENDS = {separator: re.compile(rf"\\.|{separator}", re.DOTALL) for separator in ";,"}
_LAST_RANK = 101


@dataclass(frozen=True, slots=True)
class Property:
    """`line` counts from 1; `parts` is the value between its semicolons, still escaped.

    `guessed` says that nobody knows in which characters it was written. Of a picture, a sound or a key there are no
    parts: `octets` is the value as it stands, in base64 or as a URI.
    """

    line: int
    header: Header
    parts: tuple[str, ...]
    guessed: bool = False
    octets: bytes = b""

    @property
    def name(self) -> str:
        """The property's name, in capitals."""
        return self.header.name

    @property
    def types(self) -> frozenset[str]:
        """Its types, in small letters: work, cell, pref."""
        return self.header.types

    @property
    def text(self) -> str:
        """The whole value as one text."""
        return unescaped(";".join(self.parts))

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in any part."""
        return not "".join(self.parts).strip()

    @property
    def components(self) -> list[str]:
        """The value of N, ADR and ORG, component by component."""
        return [unescaped(part) for part in self.parts]

    @property
    def items(self) -> list[str]:
        """The value of CATEGORIES: what stands between commas (in 2.1 also between semicolons)."""
        return [unescaped(item) for part in self.parts for item in split(part, ",")]

    @property
    def rank(self) -> int:
        """How much it is preferred: 1 most (RFC 6350 §5.3; PREF among the types of older versions)."""
        written = self.header.parameters.get("PREF", "")
        if written.isascii() and written.isdigit():
            return min(int(written[:4]), _LAST_RANK)
        return 1 if "pref" in self.types else _LAST_RANK


def property_of(line: Line, header: Header) -> Property:
    """`line` decoded. Semicolons that quoted-printable hides (=3B) are text; those that stand open are not."""
    if header.is_binary:
        return Property(line.number, header, ("",), octets=line.value)
    charset = header.parameters.get("CHARSET")
    if header.encoding == "QUOTED-PRINTABLE":
        pieces = [piece.encode("latin-1") for piece in split(line.value.decode("latin-1"), ";")]
        texts = [decoded(binascii.a2b_qp(piece), charset) for piece in pieces]
        return Property(line.number, header, tuple(text for text, _ in texts), any(guess for _, guess in texts))
    text, guessed = decoded(_octets(line.value, header), charset)
    return Property(line.number, header, tuple(split(text, ";")), guessed)


def _octets(value: bytes, header: Header) -> bytes:
    if header.encoding != "BASE64":
        return value
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return value


def split(text: str, separator: str) -> list[str]:
    r"""`text` at each `separator` that no backslash stands before.

    >>> split(r"Ek\;Berg;Anna", ";")
    ['Ek\\;Berg', 'Anna']
    """
    if "\\" not in text:
        return text.split(separator)
    pieces, start = [], 0
    for found in _ENDS[separator].finditer(text):
        if found[0] == separator:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def unescaped(text: str) -> str:
    r"""`text` without its escapes (RFC 6350 §3.4): `\n` is a new line; a backslash before anything else is one."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
