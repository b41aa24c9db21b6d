"""The readers that a preview can be made out to: journalists of the directory, each of their addresses."""

from dataclasses import dataclass
from datetime import datetime

from outreach.model.card import Card, ContactKind
from outreach.model.query import Is
from outreach.store import search
from outreach.store.glance import Rows

_FOR_EACH = 5  # hits for a reader: some have left, some have no address


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at an address; `about` is outlet, city and language, as far as they are known."""

    address: str
    name: str
    about: str


def readers(rows: Rows, text: str, *, limit: int, now: datetime) -> list[Reader]:
    """The journalists whom `text` finds, the likeliest first, at most `limit` addresses of them.

    Raises NotFound for a city or list that does not exist.
    """
    found = search.find(rows, text, limit=limit * _FOR_EACH, now=now, also=Is("kind", ContactKind.JOURNALIST.value))
    people = (card for card in (hit.card for hit in found) if card.active)
    return [Reader(email.address, card.name, _about(card)) for card in people for email in card.emails][:limit]


def _about(card: Card) -> str:
    return " · ".join(filter(None, (card.outlet or card.organisation, card.city, ", ".join(card.languages))))
