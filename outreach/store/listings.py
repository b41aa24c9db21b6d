"""Whose a number or an address is, asked for many at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from outreach.model.card import Card, ContactKind
from outreach.model.listing import Listing
from outreach.model.values import Visibility
from outreach.store import cards
from outreach.store.glance import Rows

_PHONES = """
    SELECT w.e164, c.name, c.kind, c.active, w.visibility, w.extension
    FROM phone w JOIN contact c ON c.id = w.contact_id WHERE w.e164 IN ({names}) ORDER BY c.sort_key, c.id"""
_EMAILS = """
    SELECT w.key, c.name, c.kind, c.active, w.visibility, NULL
    FROM email w JOIN contact c ON c.id = w.contact_id WHERE w.key IN ({names}) ORDER BY c.sort_key, c.id"""
_AT_ONCE = 400  # values in one query; SQLite takes 999 at the least

Listings = dict[str, list[Listing]]


def of_numbers(rows: Rows, e164s: Iterable[str]) -> Listings:
    """Who has these numbers (E.164); a number that nobody has is left out."""
    return _listings(rows, _PHONES, e164s)


def of_addresses(rows: Rows, keys: Iterable[str]) -> Listings:
    """Who has these addresses, by what makes two one mailbox (EmailAddress.key); what nobody has is left out."""
    return _listings(rows, _EMAILS, keys)


def _listings(rows: Rows, sql: str, wanted: Iterable[str]) -> Listings:
    found: Listings = {}
    for some in _pieces(wanted):
        values = _named("way", some)
        for key, owner, kind, active, seen, extension in rows(sql.format(names=_places(values)), **values):
            listing = Listing(owner, ContactKind(kind), bool(active), Visibility(seen), extension or "")
            found.setdefault(key, []).append(listing)
    return found


def officers(rows: Rows, *, cities: Iterable[str], uids: Iterable[str]) -> list[Card]:
    """The officers in cities of these names, and those with these UIDs, by family name; some hundreds at the most."""
    here, known = _named("city", cities), _named("uid", uids)
    in_city = f"c.city_id IN (SELECT x.id FROM city x WHERE x.name IN ({_places(here)}))"  # noqa: S608 - names of our own
    where = f"c.kind = :kind AND ({in_city} OR c.uid IN ({_places(known)}))"
    return list(cards.chosen(rows, where, kind=ContactKind.OFFICER.value, **here, **known))


def _named(name: str, values: Iterable[str]) -> dict[str, Any]:
    return {f"{name}_{at}": value for at, value in enumerate(dict.fromkeys(values))}


def _places(values: dict[str, Any]) -> str:
    return ", ".join(f":{name}" for name in values) or "NULL"


def _pieces(values: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(values)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
