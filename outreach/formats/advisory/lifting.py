"""Whether somebody is there when an embargo lifts: nights and weekends, on the clock and by the week of a place."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

_MORNING = 6


def is_at_night(instant: datetime, *, zone: str) -> bool:
    """Whether clocks in `zone` (IANA) show 00:00 to 05:59 at `instant`."""
    return instant.astimezone(ZoneInfo(zone)).hour < _MORNING


def is_at_weekend(instant: datetime, *, zone: str, country: str | None = None) -> bool:
    """Whether it is a day of rest in `zone` at `instant`; `country` (ISO 3166) says which days rest, else the zone's.

    The days are CLDR's: Saturday and Sunday in most countries, Friday and Saturday in Egypt.
    """
    return instant.astimezone(ZoneInfo(zone)).weekday() in _rest(country or country_of(zone))


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
