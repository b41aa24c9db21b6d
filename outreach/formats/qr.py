"""A card as a QR code: what a telephone needs to ring somebody, and nothing that makes the code hard to read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.formats.vcard.escaping import escaped
from outreach.model.card import Card

if TYPE_CHECKING:
    from segno import QRCode

# Above this many octets a code has so many dots that a telephone cannot read it from a screen or a badge.
_MOST_OCTETS = 700


def code(card: Card) -> tuple["QRCode", list[str]]:
    """The code of a vCard 3.0 with name, house, title, numbers and addresses, and what had to be left out of it.

    The last numbers and addresses go first, so that what is preferred stays (RFC 6350 §5.3). ISO/IEC 18004, level M.
    """
    import segno

    small, left_out = fitting(card)
    return segno.make(text(small), error="m", encoding="utf-8", micro=False), left_out


def fitting(card: Card) -> tuple[Card, list[str]]:
    """`card` without what a code has no room for, and what that was."""
    left_out: list[str] = []
    while len(text(card).encode()) > _MOST_OCTETS and (step := _less(card)):
        card, gone = step
        left_out.append(gone)
    return card, left_out


def _less(card: Card) -> tuple[Card, str] | None:
    if len(card.phones) + len(card.emails) > 1:
        if len(card.phones) > len(card.emails):
            return replace(card, phones=card.phones[:-1]), card.phones[-1].international
        return replace(card, emails=card.emails[:-1]), card.emails[-1].address
    if card.title:
        return replace(card, title=None), card.title
    house = card.organisation or card.outlet
    return (replace(card, organisation=None, outlet=None), house) if house else None


def text(card: Card) -> str:
    """The vCard that the code holds (RFC 2426), as short as phones take it."""
    parts = card.parts
    house = card.organisation or card.outlet
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_joined(parts.family or card.name, parts.given)}",
        f"FN:{escaped(card.name)}",
        *([f"ORG:{escaped(house)}"] if house else []),
        *([f"TITLE:{escaped(card.title)}"] if card.title else []),
        *(f"TEL:{phone.e164}{f';{phone.extension}' if phone.extension else ''}" for phone in card.phones),
        *(f"EMAIL:{escaped(email.address)}" for email in card.emails),
        "END:VCARD",
    ]
    return "\r\n".join(lines)


def _joined(*parts: str) -> str:
    return ";".join(escaped(part) for part in _without_empty_end(parts))


def _without_empty_end(parts: Sequence[str]) -> Sequence[str]:
    return parts[:-1] if not parts[-1] else parts
