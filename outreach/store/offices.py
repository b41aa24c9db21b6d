"""Offices: where we have one, its hours, and whom it answers for."""

import json
from typing import TYPE_CHECKING, Any

from outreach.errors import NotFound
from outreach.model import opening_hours
from outreach.model.city import City
from outreach.model.office import Office
from outreach.store import cities
from outreach.store.glance import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

_OFFICES = """
    SELECT city.name, city.country, city.timezone, city.latitude, city.longitude, o.hours, o.holidays,
           o.is_headquarters, o.countries, o.languages, o.beats
    FROM office o JOIN city ON city.id = o.city_id ORDER BY city.name, city.country"""


def everywhere(rows: Rows) -> list[Office]:
    """All offices of which something was said, by city."""
    return [_office(row) for row in rows(_OFFICES)]


def _office(row: tuple[Any, ...]) -> Office:
    city, country, timezone, latitude, longitude, hours, holidays, is_headquarters, *served = row
    countries, languages, beats = (tuple(json.loads(text)) for text in served)
    return Office(
        city=city,
        country=country,
        timezone=timezone,
        latitude=latitude,
        longitude=longitude,
        hours=opening_hours.parse(hours) if hours else None,
        holidays=holidays,
        is_headquarters=bool(is_headquarters),
        countries=countries,
        languages=languages,
        beats=beats,
    )


def write(session: "Session", city: City, said: dict[str, Any]) -> bool:
    """Writes what was said of the office in `city`; True where it is new. There is one headquarters at most."""
    from sqlmodel import select

    from outreach.store.rows import OfficeRow

    cities.row(session, city)
    session.flush()
    row = session.get(OfficeRow, city.id)
    is_new = row is None
    row = row or OfficeRow(city_id=city.id)
    row.sqlmodel_update(said)
    session.add(row)
    if said.get("is_headquarters"):
        for other in session.exec(select(OfficeRow).where(OfficeRow.city_id != city.id)):
            other.is_headquarters = False
    session.flush()
    return is_new


def remove(session: "Session", city: City) -> None:
    """Forgets what was said of the office in `city`; its officers and their rota stay. Raises NotFound."""
    from outreach.store.rows import OfficeRow

    row = session.get(OfficeRow, city.id)
    if row is None:
        raise NotFound("office", city.name, advice="`outreach offices` lists them")
    session.delete(row)
