"""A calendar entry as facts that a person can check: when, in the event's clock and in UTC, where, what, from whom."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

Fact = tuple[str, str]
_SAID = {
    "LOCATION": "Where",
    "DESCRIPTION": "Text",
    "ORGANIZER": "From",
    "STATUS": "Status",
    "SEQUENCE": "Sequence",
    "UID": "UID",
}


def facts(entry: bytes, *, zone: str | None = None) -> list[Fact]:
    """What the first event in `entry` says, as (label, text); `zone` (IANA) is its clock where its hours are in UTC.

    An entry that cannot be read is one fact that says so.
    """
    from icalendar import Calendar
    from icalendar import Event as Entry

    try:
        calendar = Calendar.from_ical(entry)
        events = [event for event in calendar.walk("VEVENT") if isinstance(event, Entry)]
        return [*_facts(events, zone), ("Method", str(calendar.get("METHOD", "")) or "none")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return [("Problem", "this is no calendar that we can read; a reader's calendar may not read it either")]


def _facts(events: list["Event"], zone: str | None) -> Iterator[Fact]:
    if not events:
        yield "Problem", "there is no event in it"
        return
    yield "What", str(events[0].get("SUMMARY", ""))
    for label, name in (("Starts", "DTSTART"), ("Ends", "DTEND")):
        if name in events[0]:
            yield from _when(label, events[0].decoded(name), zone)
    for name, label in _SAID.items():
        if name in events[0]:
            yield label, str(events[0][name]).removeprefix("mailto:")
    if len(events) > 1:
        yield "More", f"{len(events) - 1} more in the file"


def _when(label: str, value: Any, zone: str | None) -> Iterator[Fact]:
    if not isinstance(value, datetime):
        yield label, f"{_day(value)}, all day"
    elif value.tzinfo is None:
        yield label, f"{_hour(value)}, on the clock of whoever reads it"
    else:
        local = value.astimezone(ZoneInfo(zone)) if zone and value.utcoffset() == UTC.utcoffset(None) else value
        yield label, f"{_hour(local)} {local.tzinfo} ({local:%Z})"
        yield f"{label}, UTC", f"{_hour(value.astimezone(UTC))} UTC"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _hour(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M}"
