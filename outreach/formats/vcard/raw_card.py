"""A card as its file has it: the properties, by name, before anybody asks what they mean for us."""

import re
from dataclasses import dataclass

from outreach.errors import InvalidValue
from outreach.formats.vcard.charsets import decoded
from outreach.formats.vcard.doubts import Doubts, listed
from outreach.formats.vcard.header import header_of
from outreach.formats.vcard.labels import OURS
from outreach.formats.vcard.lines import Line, content_lines
from outreach.formats.vcard.property import Property, property_of
from outreach.formats.vcard.spans import Span

_VERSION = re.compile(rb"\nVERSION[^\n:]{0,40}:[ \t]*(\d\.\d)", re.IGNORECASE)
_NAME = re.compile(rb"\n((?:[\w-]{1,60}\.)?FN[;:][^\r\n]{0,1000})", re.IGNORECASE)
_EXCERPT = 60
_LONGEST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class RawCard:
    """`properties` in the order of the file; `labels` are Apple's names for the groups of its lines (`item1.TEL`)."""

    properties: tuple[Property, ...]
    labels: dict[str, str]

    def all(self, name: str) -> list[Property]:
        """Every `name` of the card, the most preferred first."""
        return sorted((p for p in self.properties if p.name == name), key=lambda p: p.rank)

    def first(self, *names: str) -> Property | None:
        """The first that says anything, by the order of `names`, then by preference."""
        return next((p for name in names for p in self.all(name) if not p.is_blank), None)

    def label_of(self, found: Property) -> str:
        """The name that the card's owner gave to a number: X-ABLabel of the same group, or a type of their own."""
        own = (kind[2:] for kind in sorted(found.types - OURS) if kind.startswith("x-"))
        given = (found.header.parameters.get(key) for key in ("X-LABEL", "LABEL"))
        return self.labels.get(found.header.group) or next(filter(None, given), None) or next(own, "")


def raw_card(content: bytes, span: Span, doubts: Doubts) -> RawCard:
    """The card at `span`. Raises InvalidValue where it is beyond reading."""
    if any(content.find(b"\x00", piece.start, piece.end) >= 0 for piece in span.pieces):
        raise InvalidValue("card", "", "holds NUL characters: it was damaged on its way; export it again")
    versions = [_VERSION.search(content, piece.start, piece.end) for piece in span.pieces]
    old = any(version[1] == b"2.1" for version in versions if version)
    properties: list[Property] = []
    unread: list[Line] = []
    for line in content_lines(content, span, old=old):
        if line.header is None:
            unread.append(line)
        else:
            properties.append(property_of(line, line.header))
    _warn_of_unread(unread, doubts)
    guessed = [str(found.line) for found in properties if found.guessed]
    if guessed:
        doubts.warn(f"the text is not UTF-8 and was read as Windows-1252; check its accents (line {listed(guessed)})")
    if not span.closed:
        doubts.warn("there is no END:VCARD; the card may have been cut off")
    labels = {p.header.group: p.text for p in properties if p.name == "X-ABLABEL" and p.header.group}
    return RawCard(tuple(properties), labels)


def _warn_of_unread(unread: list[Line], doubts: Doubts) -> None:
    """A note that somebody's program broke over several lines is kept; what is no text at all is only mentioned."""
    for line in unread:
        text, guessed = decoded(line.value, None)
        if len(text) <= _LONGEST_KEPT and not guessed and text.isprintable():
            doubts.note(f"Line {line.number}", text)
    if unread:
        shown = listed(f"{line.number} {line.value[:_EXCERPT].decode('utf-8', 'replace')!r}" for line in unread)
        doubts.warn(f"what is no property could not be read: line {shown}")


def name_at(content: bytes, span: Span) -> str | None:
    """FN alone, to name a card that is beyond reading."""
    for piece in span.pieces:
        found = _NAME.search(content, piece.start, piece.end)
        header = header_of(found[1]) if found else None
        if found and header:
            return property_of(Line(0, header, found[1][header.length :]), header).text[:200] or None
    return None
