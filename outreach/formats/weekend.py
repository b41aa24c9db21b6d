"""The weekend of a place: Saturday and Sunday for many, Friday and Saturday in Cairo (Unicode's CLDR)."""

from functools import cache

_USUAL = frozenset({5, 6})


@cache
def days(zone: str) -> frozenset[int]:
    """The days of the weekend, Monday being 0, in the country of an IANA zone; the usual ones where it has none."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    country = get_global("zone_territories").get(zone)
    try:
        there = Locale.parse(f"und_{country}") if country else None
    except (ValueError, UnknownLocaleError):
        there = None
    if there is None:
        return _USUAL
    return frozenset(
        (there.weekend_start + day) % 7 for day in range((there.weekend_end - there.weekend_start) % 7 + 1)
    )
