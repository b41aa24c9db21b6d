"""An event as a calendar entry that Gmail, Outlook and Apple can add (RFC 5545, RFC 5546)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outreach.errors import AdvisoryProblem, InvalidFile
from outreach.formats import time_zone
from outreach.formats.advisory import view
from outreach.model.advisory import Advisory, Event
from outreach.model.message import Attachment
from outreach.model.text import one_line

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

_LASTING = timedelta(hours=1)
_FILENAME, _MEDIA_TYPE = "event.ics", "text/calendar"
_PRODUCT = "-//outreach//advisories//EN"


def uid(advisory: Advisory, *, domain: str = "outreach.invalid") -> str:
    """The entry's UID: the same for the same headline, language and day, whatever else of the file changes.

    The day parts the weekly briefings of one name; an event that is moved after sending keeps the UID that was sent.
    """
    day = f"{advisory.event.when.local:%Y-%m-%d}" if advisory.event and advisory.event.when else ""
    key = "\0".join((advisory.headline.casefold(), advisory.language, day))
    return f"{sha256(key.encode()).hexdigest()[:32]}@{domain}"


def invitation(
    advisory: Advisory, *, organiser: str | None, now: datetime, main: Advisory | None = None
) -> bytes | None:
    """The first entry for the event of `advisory`, None where no event with an hour is there.

    The versions of one advisory have the UID of the `main` one, so that nobody sees the event twice.
    """
    if advisory.event is None or advisory.event.when is None:
        return None
    return event(advisory, uid=uid(main or advisory), organiser=organiser, now=now)


def is_one(filename: str) -> bool:
    """Whether a file of that name is a calendar entry, as some advisories bring one of their own."""
    return filename.lower().endswith(".ics")


def event(advisory: Advisory, *, uid: str, organiser: str | None, now: datetime, sequence: int = 0) -> bytes:
    """The event of `advisory` as a calendar with one VEVENT (METHOD:PUBLISH) and its VTIMEZONE.

    `organiser` is a checked e-mail address; `now` is DTSTAMP; `sequence` is 0 for the first.
    Raises AdvisoryProblem if no event with an hour is there.
    """
    happening = advisory.event
    if happening is None or happening.when is None:
        raise AdvisoryProblem(f"{advisory.file} has no event with an hour; a calendar entry needs one")
    calendar = _calendar()
    entry = _entry(advisory, happening, now=now, sequence=sequence)
    entry.add("uid", one_line(uid, field="uid"))
    if organiser:
        entry.add("organizer", f"mailto:{one_line(organiser, field='organiser')}")
    zone, (starts, ends) = happening.when.zone, _span(happening)
    if not _in_utc(zone, starts, ends):
        calendar.add_component(time_zone.component(zone, first=starts, last=ends))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def updated(advisory: Advisory, *, sent: bytes, now: datetime) -> bytes:
    """The event as `advisory` has it now, in place of the entry that was `sent` last (RFC 5546 §3.2.1).

    UID and ORGANIZER stay, whatever became of the headline; SEQUENCE rises. Raises InvalidFile if `sent` is not a
    calendar of one event, AdvisoryProblem as `event` does.
    """
    _, entry = _read(sent)
    organiser = str(entry.get("ORGANIZER", "")).removeprefix("mailto:").removeprefix("MAILTO:")
    return event(advisory, uid=str(entry["UID"]), organiser=organiser or None, now=now, sequence=_sequence(entry) + 1)


def cancelled(sent: bytes, *, now: datetime) -> bytes:
    """The entry that was `sent` last, called off: METHOD:CANCEL, STATUS:CANCELLED, SEQUENCE risen (RFC 5546 §3.2.5).

    It needs no advisory: whoever has the entry sees the same event struck out. Raises InvalidFile as `updated` does.
    """
    calendar, entry = _read(sent)
    said = {"dtstamp": now.astimezone(UTC), "sequence": _sequence(entry) + 1, "status": "CANCELLED"}
    calendar.pop("METHOD", None)
    calendar.add("method", "CANCEL")
    for name, value in said.items():
        entry.pop(name, None)
        entry.add(name, value)
    return bytes(calendar.to_ical())


def is_cancelled(entry: bytes) -> bool:
    """Whether the entry strikes its event out. Raises InvalidFile as `updated` does."""
    return str(_read(entry)[0].get("METHOD", "")) == "CANCEL"


def attachment(entry: bytes) -> Attachment:
    """`entry` as it goes along with a mail.

    The type repeats the METHOD within, as it must (RFC 6047 §2.4), so that readers offer to add it or to strike it out.
    """
    method = _read(entry)[0]["METHOD"]
    return Attachment(_FILENAME, f"{_MEDIA_TYPE}; charset=utf-8; method={method}", entry)


def among(attachments: Iterable[Attachment]) -> bytes | None:
    """The entry that went along with a mail, to be updated or cancelled."""
    return next((file.content for file in attachments if file.content_type.lower().startswith(_MEDIA_TYPE)), None)


def _read(sent: bytes) -> tuple["Calendar", "Entry"]:
    from icalendar import Calendar
    from icalendar import Event as Entry

    try:
        calendar = Calendar.from_ical(sent)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InvalidFile(_FILENAME, "is no calendar that we can read; send the change by hand") from error
    entries = [entry for entry in calendar.walk("VEVENT") if isinstance(entry, Entry) and entry.get("UID")]
    if len(entries) != 1:
        raise InvalidFile(_FILENAME, f"holds {len(entries)} events with a UID, not one; send the change by hand")
    return calendar, entries[0]


def _sequence(entry: "Entry") -> int:
    # Whoever leaves it out means 0 (RFC 5545 §3.8.7.4).
    return int(entry.get("SEQUENCE", 0))


def _calendar() -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    return calendar


def _entry(advisory: Advisory, happening: Event, *, now: datetime, sequence: int) -> "Entry":
    from icalendar import Event as Entry

    assert happening.when is not None
    entry = Entry()
    entry.add("dtstamp", now.astimezone(UTC))
    zone, span = happening.when.zone, _span(happening)
    clock = UTC if _in_utc(zone, *span) else ZoneInfo(zone)
    for name, instant in zip(("dtstart", "dtend"), span, strict=True):
        entry.add(name, instant.astimezone(clock))
    entry.add("sequence", sequence)
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
    rsvp = view.rsvp(advisory, happening, language=advisory.language)
    description = " ".join(f"{text.strip().rstrip('.')}." for text in (happening.what, happening.why, rsvp) if text)
    texts = [("summary", advisory.headline), ("location", happening.where), ("description", description)]
    return [(name, text) for name, text in texts if text]
