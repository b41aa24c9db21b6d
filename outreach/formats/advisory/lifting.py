"""Whether somebody is there when an embargo lifts: nights, weekends and holidays, by the clock of a place."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from outreach.model import public_holidays

_MORNING, _EVENING = 6, 22


def is_at_night(instant: datetime, *, zone: str) -> bool:
    """Whether clocks in `zone` (IANA) show 22:00 to 05:59 at `instant`."""
    return not _MORNING <= instant.astimezone(ZoneInfo(zone)).hour < _EVENING


def is_at_weekend(instant: datetime, *, zone: str, country: str | None = None) -> bool:
    """Whether it is a day of rest in `zone` at `instant`; `country` (ISO 3166) says which days rest, else the zone's.

    The days are CLDR's: Saturday and Sunday in most countries, Friday and Saturday in Egypt.
    """
    return instant.astimezone(ZoneInfo(zone)).weekday() in _rest(country or country_of(zone))


def holiday(instant: datetime, *, zone: str, country: str | None = None) -> str | None:
    """The public holiday of the whole country that it is in `zone` at `instant`, by name, if its day is certain."""
    day = instant.astimezone(ZoneInfo(zone)).date()
    named = country or country_of(zone)
    name = public_holidays.of_year(named, day.year).get(day) if named else None
    return None if name is None or "estimated" in name else name


@cache
def country_of(zone: str) -> str | None:
    """The country (ISO 3166) that an IANA zone belongs to, if it is one country's."""
    from babel.core import get_global

    found = get_global("zone_territories").get(zone)
    return str(found) if found and len(found) == 2 else None


@cache
def _rest(country: str | None) -> frozenset[int]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{country}") if country else Locale("en", "GB")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    first, last = locale.weekend_start, locale.weekend_end
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
