"""Whose entry nobody has confirmed for a long time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from outreach.model.card import ContactKind
from outreach.store.glance import Rows, instant

# Who is out of service is not rung, and need not be confirmed. The first number and the first address are the ones
# that somebody would ask at.
_STALE = """
    SELECT c.uid, c.name, outlet.name, city.name, COALESCE(city.country, c.country), c.confirmed_at,
           (SELECT p.international FROM phone p WHERE p.contact_id = c.id ORDER BY p.position LIMIT 1),
           (SELECT e.address FROM email e WHERE e.contact_id = c.id ORDER BY e.position LIMIT 1),
           (SELECT d.status FROM delivery d WHERE d.contact_id = c.id
            AND d.status IN ('accepted', 'bounced', 'complained', 'refused') ORDER BY d.id DESC LIMIT 1)
    FROM contact c LEFT JOIN city ON city.id = c.city_id LEFT JOIN outlet ON outlet.id = c.outlet_id
    WHERE c.kind = :kind AND c.active AND c.confirmed_at <= :before {where} ORDER BY c.confirmed_at, c.sort_key, c.id"""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody whom nobody has confirmed since `confirmed_at`; `last_delivery` is how the last mail to them fared."""

    uid: str
    name: str
    outlet: str | None
    city: str | None
    country: str | None
    confirmed_at: datetime
    phone: str | None
    email: str | None
    last_delivery: str | None


def stale(rows: Rows, kind: ContactKind, *, before: datetime, city_id: int | None = None) -> Iterator[Stale]:
    """Those in service whom nobody has confirmed after `before`, the longest ago first; only in one city, if given."""
    where, values = ("AND c.city_id = :city_id", {"city_id": city_id}) if city_id is not None else ("", {})
    for row in rows(_STALE.format(where=where), kind=kind.value, before=_as_text(before), **values):
        uid, name, outlet, city, country, confirmed_at, phone, email, last = row
        yield Stale(uid, name, outlet, city, country, instant(confirmed_at), phone, email, last)


def _as_text(moment: datetime) -> str:
    """As SQLite keeps an instant, which is text; the zone at its end is for PostgreSQL."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00:00"
