"""The rota as a calendar (iCalendar, RFC 5545) for any calendar program; it can be read back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from outreach.model.rota import ShiftKind

# Name, e-mail address, kind, start, end, UID, city.
Line = tuple[str, str | None, ShiftKind, datetime, datetime, str, str | None]


def calendar(lines: Sequence[Line]) -> bytes:
    """The calendar, a VEVENT each line."""
    from icalendar import Calendar, Event

    made = Calendar()
    for name, value in (("prodid", "-//outreach//rota//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    for who, address, kind, start, end, uid, city in lines:
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", start.astimezone(UTC))
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", end.astimezone(UTC))
        # Entries that came of one repetition share its UID: each is told apart by when it starts.
        event.add("recurrence-id", start.astimezone(UTC))
        event.add("summary", f"{who}: {kind.value}")
        event.add("categories", [kind.value.upper()])
        if address:
            event.add("attendee", f"mailto:{address}", parameters={"cn": who})
        if city:
            event.add("location", city)
        made.add_component(event)
    return bytes(made.to_ical())
