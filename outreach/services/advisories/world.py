"""The office around an advisory, asked of the store: whose a number is, who is away, when an office is open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from outreach.model.card import Card
from outreach.model.listing import Listing
from outreach.services import on_call
from outreach.services.advisories.rules.surroundings import World
from outreach.services.on_call import Staffing
from outreach.store import listings
from outreach.store.glance import Rows


def world(rows: Rows, *, mailboxes: Iterable[str] = (), home_country: str | None = None) -> World:
    """What `rows` know; `mailboxes` are our own shared addresses, `home_country` is ISO 3166 ("AT")."""

    def listed(numbers: Iterable[str], addresses: Iterable[str]) -> Mapping[str, Sequence[Listing]]:
        return listings.of_numbers(rows, numbers) | listings.of_addresses(rows, addresses)

    def staffing(people: Iterable[Card], start: datetime, end: datetime) -> Staffing:
        return on_call.staffing(rows, people, start, end)

    own = frozenset(mailbox.casefold() for mailbox in mailboxes)
    return World(listings=listed, staffing=staffing, mailboxes=own, home_country=home_country)
