"""The cities that somebody in the store is in; the rest of the world is in the gazetteer."""

from typing import TYPE_CHECKING

from outreach.model.city import City
from outreach.model.text import fold
from outreach.store import gazetteer
from outreach.store.glance import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.store.rows import CityRow

_CALLED = "SELECT id, country FROM city WHERE names LIKE :name"
_IN_USE = """
    SELECT city.id, COUNT(CASE c.kind WHEN 'officer' THEN 1 END), COUNT(CASE c.kind WHEN 'journalist' THEN 1 END)
    FROM city JOIN contact c ON c.city_id = city.id GROUP BY city.id, city.name ORDER BY city.name"""


def in_use(rows: Rows) -> list[tuple[City, int, int]]:
    """The cities that somebody is in, each with how many officers and how many journalists."""
    return [(gazetteer.by_id(id_), officers, journalists) for id_, officers, journalists in rows(_IN_USE)]


def identified(rows: Rows, name: str) -> int:
    """The GeoNames id of the city called `name` in any language: one that the store uses before any other in the world.

    Raises NotFound, with the nearest names.
    """
    place, _, country = name.rpartition(",")
    qualified = bool(place) and len(country.strip()) == 2
    key = fold(place if qualified else name)
    known = list(rows(_CALLED, name=f"%|{key}|%")) if key else []
    if qualified:
        known = [row for row in known if row[1] == country.strip().upper()]
    return int(known[0][0]) if len(known) == 1 else gazetteer.city(name).id


def row(session: "Session", city: City) -> "CityRow":
    """The row of `city`, made on its first use."""
    from outreach.store.rows import CityRow

    found = session.get(CityRow, city.id)
    if found is None:
        keys = dict.fromkeys(fold(name) for name in (city.name, *city.other_names))
        names = f"|{'|'.join(keys)}|"
        found = CityRow(
            id=city.id,
            name=city.name,
            country=city.country,
            timezone=city.timezone,
            names=names,
            latitude=city.latitude,
            longitude=city.longitude,
        )
        session.add(found)
    return found
