"""Public holidays of countries and of their parts, by ISO 3166: AT, AT-9, US-NY. Computed, no network is asked."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from outreach.errors import InvalidValue
from outreach.model.office import Holidays, Office, no_holidays

NONE = "none"
_CODE = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,4}))?")
_FIELD = "holidays"


def code(written: str) -> str:
    """The calendar that `written` names, or "none" for an office that works on holidays. Raises InvalidValue."""
    if written.strip().casefold() == NONE:
        return NONE
    found = _CODE.fullmatch(written.strip())
    if not found:
        raise InvalidValue(_FIELD, written, "is no ISO 3166 code; write it like AT, AT-9 or US-NY, or none")
    country, part = found[1].upper(), (found[2] or "").upper()
    known = _subdivisions()
    if country not in known:
        raise InvalidValue(_FIELD, written, f"the holidays of {country} are not known; say none, or a country like it")
    if part and part not in known[country]:
        parts = ", ".join(f"{country}-{name}" for name in known[country])
        raise InvalidValue(
            _FIELD, written, f"{country} has no such part; {f'there are {parts}' if parts else 'leave it out'}"
        )
    return f"{country}-{part}" if part else country


@cache
def _subdivisions() -> Mapping[str, list[str]]:
    from holidays import list_supported_countries

    return list_supported_countries()


def of_office(office: Office) -> Holidays:
    """The holidays of an office: those it names, else its country's; no days at all where none are known."""
    named = office.holidays or office.country
    if named == NONE:
        return no_holidays
    return lambda day: of_year(named, day.year).get(day)


@cache
def of_year(named: str, year: int) -> Mapping[date, str]:
    """The holidays of a year by day, with their names, in English where there are any; empty where none are known."""
    from holidays import country_holidays

    country, _, part = named.partition("-")
    try:
        # Years around it are not wanted: looking for a day would otherwise load them.
        found = country_holidays(country, subdiv=part or None, years=year, expand=False, language="en_US")
    except NotImplementedError:
        return {}
    return {day: str(name) for day, name in sorted(found.items())}
