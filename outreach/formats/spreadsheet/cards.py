"""Cards as rows under the headers that an import reads, so that what is exported can be imported again."""

from collections.abc import Callable, Sequence
from typing import Any

from outreach.model.card import Card
from outreach.model.values import EmailAddress, PhoneNumber, Visibility


def sheet(cards: Sequence[Card]) -> tuple[list[str], list[list[str]]]:
    """Header and rows; as many phone and e-mail columns as the richest card needs.

    Who may see a number, and what it is for, have columns where anybody's number says more than that it is public.
    """
    phones, emails = [card.phones for card in cards], [card.emails for card in cards]
    rings = ["phone", "phone_kind", *_said_beside("phone", phones)]
    reads = ["email", *_said_beside("email", emails)]
    rung, read = (max((len(lines) for lines in every), default=1) or 1 for every in (phones, emails))
    header = ["name", "title", "organisation", "outlet", "city", "country", "languages", "beats", "notes"]
    header += [_numbered(field, n) for n in range(1, rung + 1) for field in rings]
    header += [_numbered(field, n) for n in range(1, read + 1) for field in reads]
    return header, [
        [
            *_plain(card),
            *_padded(_cells(card.phones, rings), rung * len(rings)),
            *_padded(_cells(card.emails, reads), read * len(reads)),
        ]
        for card in cards
    ]


def _said_beside(name: str, people: Sequence[Sequence[PhoneNumber | EmailAddress]]) -> list[str]:
    lines = [line for each in people for line in each]
    visible = [f"{name}_visibility"] * any(line.visibility is not Visibility.PUBLIC for line in lines)
    return visible + [f"{name}_usage"] * any(line.usage for line in lines)


def _numbered(field: str, number: int) -> str:
    return field if number == 1 else f"{field}_{number}"


def _plain(card: Card) -> list[str]:
    plain = [card.name, card.title, card.organisation, card.outlet, card.city, card.country]
    return [*(cell or "" for cell in plain), " ".join(card.languages), "; ".join(card.beats), card.notes or ""]


_CELL: dict[str, Callable[[Any], str]] = {
    "phone": lambda phone: phone.international,
    "phone_kind": lambda phone: phone.kind.value,
    "email": lambda email: email.address,
    **dict.fromkeys(("phone_visibility", "email_visibility"), lambda line: line.visibility.value),
    **dict.fromkeys(("phone_usage", "email_usage"), lambda line: line.usage or ""),
}


def _cells(lines: Sequence[PhoneNumber | EmailAddress], fields: Sequence[str]) -> list[str]:
    return [_CELL[field](line) for line in lines for field in fields]


def _padded(cells: list[str], length: int) -> list[str]:
    return cells + [""] * (length - len(cells))
