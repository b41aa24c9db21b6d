"""A zone's clock around some days as a calendar says it (VTIMEZONE, RFC 5545 §3.6.5)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outreach.model import clock

if TYPE_CHECKING:
    from icalendar import Component, Timezone

# Every zone that changes its clock at all changes it within a year; a month more for those that follow the moon.
_AROUND = timedelta(days=400)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_NEAR = timedelta(hours=4)


def component(zone: str, *, first: datetime, last: datetime) -> "Timezone":
    """The VTIMEZONE of `zone` that is right from `first` to `last` (aware), with the change before and the one after.

    Not of a century: most events see one STANDARD and one DAYLIGHT, which every reader understands.
    """
    from icalendar import Timezone

    there = ZoneInfo(zone)
    made = Timezone()
    made.add("tzid", zone)
    for instant in _told(there, first=first.astimezone(UTC), last=last.astimezone(UTC)):
        made.add_component(_observance(there, instant))
    return made


def is_near_a_change(zone: str, instant: datetime) -> bool:
    """Whether clocks in `zone` change within some hours of `instant`, so that one hour there may come twice.

    Readers do not agree which of the two is meant, nor when exactly the change is.
    """
    there = ZoneInfo(zone)
    return _offset(there, instant - _NEAR) != _offset(there, instant + _NEAR)


def _told(there: ZoneInfo, *, first: datetime, last: datetime) -> list[datetime]:
    """The change before `first`, those up to `last`, and the next; where nothing changed before, a day long before."""
    changes = list(_changes(there, first - _AROUND, last + _AROUND))
    before = [change for change in changes if change <= first][-1:] or [first - _AROUND]
    during = [change for change in changes if first < change <= last]
    return before + during + [change for change in changes if change > last][:1]


def _changes(there: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants from which the clock shows another offset."""
    days = [first.replace(second=0, microsecond=0) + _DAY * number for number in range((last - first) // _DAY + 2)]
    for before, after in pairwise(days):
        if _offset(there, before) != _offset(there, after):
            yield clock.change_between(before, after, there)


def _observance(there: ZoneInfo, instant: datetime) -> "Component":
    from icalendar import TimezoneDaylight, TimezoneStandard

    earlier, local = _offset(there, instant - _SECOND), instant.astimezone(there)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    # The onset is what the clock would show had it not been changed (RFC 5545 §3.6.5).
    made.add("dtstart", (instant + earlier).replace(tzinfo=None))
    made.add("tzoffsetfrom", earlier)
    made.add("tzoffsetto", _offset(there, instant))
    made.add("tzname", local.tzname() or there.key)
    return made


def _offset(there: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(there).utcoffset() or timedelta()
