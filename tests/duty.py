"""Officers, offices and shifts as they are read, for tests of who answers."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from outreach.model import opening_hours
from outreach.model.card import Card, ContactKind
from outreach.model.office import Holidays, Office, no_holidays, place_of
from outreach.model.on_call import Roster
from outreach.model.rota import Shift, ShiftKind
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber
from outreach.store import gazetteer

WORK = PhoneNumber("+4319999123", kind=PhoneKind.WORK, printed="+43 1 9999123")
MOBILE = PhoneNumber("+436601234567", kind=PhoneKind.MOBILE, printed="+43 660 1234567")
DUTY = PhoneNumber("+4319999124", kind=PhoneKind.DUTY, printed="+43 1 9999124")


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def card(name: str, city: str | None = "Vienna", *, kind: ContactKind = ContactKind.OFFICER, **fields: object) -> Card:
    """Somebody who can be rung and written to, in a city of the gazetteer."""
    place = gazetteer.city(city) if city else None
    usual: dict[str, object] = {
        "uid": name,
        "kind": kind,
        "name": name,
        "city": place.name if place else None,
        "country": place.country if place else None,
        "timezone": place.timezone if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "phones": (WORK,),
        "emails": (EmailAddress(f"{name.split(maxsplit=1)[0].lower()}@example.org"),),
    }
    return Card(**usual | fields)  # type: ignore[arg-type]


def office(city: str = "Vienna", hours: str | None = "Mo-Fr 09:00-17:00", **fields: object) -> Office:
    """An office in a city of the gazetteer."""
    place = gazetteer.city(city)
    usual: dict[str, object] = {
        "city": place.name,
        "country": place.country,
        "timezone": place.timezone,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "hours": opening_hours.parse(hours) if hours else None,
    }
    return Office(**usual | fields)  # type: ignore[arg-type]


def shift(officer: Card, starts: str, ends: str, kind: ShiftKind = ShiftKind.DUTY, *, city: str | None = None) -> Shift:
    """A stretch of the rota, in UTC."""
    return Shift(
        officer=officer.uid,
        name=officer.name,
        kind=kind,
        starts=utc(starts),
        ends=utc(ends),
        zone="UTC",
        place=office(city).place if city else place_of(officer),
    )


def away(officer: Card, starts: str, ends: str) -> Shift:
    """An absence, in UTC."""
    return shift(officer, starts, ends, ShiftKind.AWAY)


def holidays(*days: str) -> Holidays:
    """A calendar in which these days are holidays."""
    return lambda day: "Holiday" if day in {date.fromisoformat(text) for text in days} else None


def roster(
    officers: Iterable[Card],
    offices: Iterable[Office] = (),
    shifts: Sequence[Shift] = (),
    *,
    on: Holidays = no_holidays,
) -> Roster:
    """A roster in which every city has the same holidays."""
    return Roster(officers, offices, shifts, holidays=lambda _office: on)


def instants(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Any instant between two days, in UTC."""
    begin, end = (datetime.fromisoformat(day) for day in (first, last))
    return st.datetimes(begin, end, timezones=st.just(UTC))
