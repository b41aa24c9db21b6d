"""The end of an embargo: whether somebody is at work then, where it is said."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from outreach.formats.advisory import lifting
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """An end at night or on a day of rest, on the embargo's own clock."""
    embargo = advisory.embargo
    if embargo is None or embargo.instant < around.sending:
        return
    zone, country = embargo.zone, None
    if advisory.dateline and zone in {"UTC", advisory.dateline.timezone}:
        # UTC is nobody's clock: the reader's nearest is the dateline's.
        zone, country = advisory.dateline.timezone, advisory.dateline.country
    there = embargo.instant.astimezone(ZoneInfo(zone))
    if lifting.is_at_night(embargo.instant, zone=zone):
        why = f"the embargo ends at {there:%H:%M} in {zone}, when nobody there reads it; from 06:00 to 22:00 they do"
        yield broken("embargo-at-night", advisory.line("embargo"), why)
    if lifting.is_at_weekend(embargo.instant, zone=zone, country=country):
        why = f"the embargo ends on a {there:%A} in {zone}, a day of rest there; take a working day"
        yield broken("embargo-at-weekend", advisory.line("embargo"), why)
    elif (holiday := lifting.holiday(embargo.instant, zone=zone, country=country)) and not _is_its_day(advisory):
        why = f"the embargo ends on a public holiday in {zone} ({holiday}); take a working day"
        yield broken("embargo-at-weekend", advisory.line("embargo"), why)


def _is_its_day(advisory: Advisory) -> bool:
    """Whether the event is on the day of the embargo's end: then somebody is at work, holiday or not."""
    embargo, when = advisory.embargo, advisory.event.when if advisory.event else None
    return bool(embargo and when and embargo.local.date() == when.local.date())
