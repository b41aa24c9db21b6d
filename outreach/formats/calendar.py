"""An event as a calendar entry that Gmail, Outlook and Apple can add (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outreach.errors import AdvisoryProblem
from outreach.formats import time_zone
from outreach.formats.advisory import dates
from outreach.model.advisory import Advisory, Event
from outreach.model.text import one_line

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

_LASTING = timedelta(hours=1)
# What a mail has to say of the entry, so that readers offer to add it (RFC 6047 §2.4).
FILENAME, CONTENT_TYPE = "event.ics", "text/calendar; charset=utf-8; method=PUBLISH"
_PRODUCT = "-//outreach//advisories//EN"


def uid(advisory: Advisory, *, domain: str = "outreach.invalid") -> str:
    """The entry's UID: the same for the same headline in the same language, whatever else of the file changes."""
    key = "\0".join((advisory.headline.casefold(), advisory.language))
    return f"{sha256(key.encode()).hexdigest()[:32]}@{domain}"


def event(advisory: Advisory, *, uid: str, organiser: str | None, now: datetime) -> bytes:
    """The event of `advisory` as a calendar with one VEVENT (METHOD:PUBLISH, SEQUENCE 0) and its VTIMEZONE.

    `organiser` is a checked e-mail address; `now` is DTSTAMP. Raises AdvisoryProblem if no event with an hour is there.
    """
    happening = advisory.event
    if happening is None or happening.when is None:
        raise AdvisoryProblem(f"{advisory.file} has no event with an hour; a calendar entry needs one")
    calendar = _calendar()
    entry = _entry(advisory, happening, now=now)
    entry.add("uid", one_line(uid, field="uid"))
    if organiser:
        entry.add("organizer", f"mailto:{one_line(organiser, field='organiser')}")
    zone, (starts, ends) = happening.when.zone, _span(happening)
    if not _in_utc(zone, starts, ends):
        calendar.add_component(time_zone.component(zone, first=starts, last=ends))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _calendar() -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    return calendar


def _entry(advisory: Advisory, happening: Event, *, now: datetime) -> "Entry":
    from icalendar import Event as Entry

    assert happening.when is not None
    entry = Entry()
    entry.add("dtstamp", now.astimezone(UTC))
    zone, span = happening.when.zone, _span(happening)
    clock = UTC if _in_utc(zone, *span) else ZoneInfo(zone)
    for name, instant in zip(("dtstart", "dtend"), span, strict=True):
        entry.add(name, instant.astimezone(clock))
    entry.add("sequence", 0)
    entry.add("status", "CONFIRMED")
    for name, value in _texts(advisory, happening):
        entry.add(name, one_line(value, field=name), parameters={"language": advisory.language})
    return entry


def _span(happening: Event) -> tuple[datetime, datetime]:
    assert happening.when is not None
    starts = happening.when.instant
    # An hour is what calendars show for an event that does not say when it ends.
    return starts, happening.until.instant if happening.until else starts + _LASTING


def _in_utc(zone: str, starts: datetime, ends: datetime) -> bool:
    """Whether the hours are said in UTC: there, and where the clock is being changed, so that none can be misread."""
    return zone == "UTC" or any(time_zone.is_near_a_change(zone, instant) for instant in (starts, ends))


def _texts(advisory: Advisory, happening: Event) -> list[tuple[str, str]]:
    rsvp = dates.in_words(happening.rsvp, language=advisory.language)
    description = " ".join(f"{text.rstrip('.')}." for text in (happening.what, happening.why, rsvp) if text)
    texts = [("summary", advisory.headline), ("location", happening.where), ("description", description)]
    return [(name, text) for name, text in texts if text]
