"""Cards as rows under the headers that an import reads, so that what is exported can be imported again."""

from collections.abc import Sequence

from outreach.model.card import Card


def sheet(cards: Sequence[Card]) -> tuple[list[str], list[list[str]]]:
    """Header and rows; as many phone and e-mail columns as the richest card needs."""
    phones = max((len(card.phones) for card in cards), default=1) or 1
    emails = max((len(card.emails) for card in cards), default=1) or 1
    header = ["name", "title", "organisation", "outlet", "city", "country", "languages", "beats", "notes"]
    header += [column for n in range(1, phones + 1) for column in (_numbered("phone", n), _numbered("phone_kind", n))]
    header += [_numbered("email", n) for n in range(1, emails + 1)]
    return header, [_row(card, phones, emails) for card in cards]


def _numbered(field: str, number: int) -> str:
    return field if number == 1 else f"{field}_{number}"


def _row(card: Card, phones: int, emails: int) -> list[str]:
    plain = [card.name, card.title, card.organisation, card.outlet, card.city, card.country]
    numbers = [cell for phone in card.phones for cell in (phone.international, phone.kind.value)]
    addresses = [email.address for email in card.emails]
    return [
        *(cell or "" for cell in plain),
        " ".join(card.languages),
        "; ".join(card.beats),
        card.notes or "",
        *_padded(numbers, 2 * phones),
        *_padded(addresses, emails),
    ]


def _padded(cells: list[str], length: int) -> list[str]:
    return cells + [""] * (length - len(cells))
