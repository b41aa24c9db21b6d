from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from outreach.errors import AdvisoryProblem, InvalidFile, InvalidValue
from outreach.formats import calendar
from outreach.model.advisory import Advisory, Event, Moment
from outreach.model.message import Attachment
from tests.advisories import NOW, read

INVITATION = """\
---
kind: media-advisory
headline: "Hafenstädte, Städte; und \\\\ mehr"
language: de
event:
  what: Eröffnung
  who: Ama Mensah
  when: 2026-12-08 10:00 {zone}
  until: 13:00
  where: "Rathaus; Saal 4, Eingang Süd"
  why: Ein gemeinsamer Nachtzug
  rsvp: press@example.org by 2026-12-04 12:00
---
Text
"""


def entry(advisory: Advisory, *, organiser: str | None = "press@example.org") -> icalendar.Event:
    """The one event of the calendar, read back."""
    made = calendar.event(advisory, uid=calendar.uid(advisory), organiser=organiser, now=NOW)
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Vienna",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "America/Santiago",
        "UTC",
    ],
)
def test_the_hours_come_back_as_the_same_instants(zone: str) -> None:
    advisory = read(INVITATION.format(zone=zone))

    event = entry(advisory)

    assert event["DTSTART"].dt == datetime(2026, 12, 8, 10, tzinfo=ZoneInfo(zone))
    assert event["DTEND"].dt == datetime(2026, 12, 8, 13, tzinfo=ZoneInfo(zone))
    assert event["DTSTAMP"].dt == NOW


def test_the_texts_come_back_as_they_were() -> None:
    event = entry(read(INVITATION.format(zone="Europe/Vienna")))

    assert event["SUMMARY"] == "Hafenstädte, Städte; und \\ mehr"
    assert event["LOCATION"] == "Rathaus; Saal 4, Eingang Süd"
    assert event["DESCRIPTION"] == (
        "Eröffnung. Ein gemeinsamer Nachtzug. "
        "press@example.org by Freitag, 4. Dezember 2026, 12:00 Uhr Ortszeit Wien (MEZ, 11:00 UTC)."
    )
    assert event["ORGANIZER"] == "mailto:press@example.org"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")


def test_the_calendar_is_published_with_its_time_zone_in_folded_lines() -> None:
    advisory = read(INVITATION.format(zone="Europe/Vienna"))

    made = calendar.event(advisory, uid=calendar.uid(advisory), organiser=None, now=NOW)

    read_back = icalendar.Calendar.from_ical(made)
    assert (read_back["METHOD"], read_back["VERSION"]) == ("PUBLISH", "2.0")
    assert [zone["TZID"] for zone in read_back.walk("VTIMEZONE")] == ["Europe/Vienna"]
    assert all(len(line) <= 75 and line.decode() for line in made.splitlines())
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"ORGANIZER" not in made


def test_the_uid_is_the_headlines_and_stays() -> None:
    first = read(INVITATION.format(zone="Europe/Vienna"))
    moved = read(INVITATION.format(zone="UTC").replace("Saal 4", "Saal 5"))
    other = read(INVITATION.format(zone="UTC").replace("mehr", "weniger"))

    assert calendar.uid(first) == calendar.uid(moved) != calendar.uid(other)


@pytest.mark.parametrize(
    ("starts", "lasts"),
    [
        ("2026-10-25T00:30", 1),
        ("2026-10-25T01:30", 1),
        ("2027-03-28T00:30", 1),
        ("2027-03-27T09:00", 72),
        ("2026-12-08T09:00", 24 * 800),
    ],
    ids=["the hour that comes twice", "its second time", "over the hour that is skipped", "three days", "two years"],
)
def test_clocks_that_change_move_no_event(starts: str, lasts: int) -> None:
    begins = datetime.fromisoformat(f"{starts}+00:00")
    ends = begins + timedelta(hours=lasts)
    zone = "Europe/Vienna"

    event = entry(Advisory(file="a.md", headline="x", event=Event(when=Moment(begins, zone), until=Moment(ends, zone))))

    assert [event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")] == [begins, ends]


def test_an_event_without_an_end_takes_an_hour() -> None:
    advisory = read(INVITATION.format(zone="Europe/Vienna").replace("  until: 13:00\n", ""))

    event = entry(advisory)

    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 3600


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"])
@pytest.mark.parametrize("field", ["headline", "what", "where", "why", "rsvp", "uid", "organiser"])
def test_no_field_can_add_an_event(field: str, break_: str) -> None:
    payload = f"x{break_}END:VEVENT{break_}BEGIN:VEVENT{break_}SUMMARY:injected"
    texts = {key: payload if key == field else "x" for key in ("what", "where", "why", "rsvp")}
    advisory = Advisory(
        file="a.md",
        headline=payload if field == "headline" else "x",
        event=Event(when=Moment(datetime(2026, 12, 8, 9, tzinfo=UTC), "Europe/Vienna"), **texts),
    )
    uid = payload if field == "uid" else "uid@example.org"
    organiser = payload if field == "organiser" else None

    with pytest.raises(InvalidValue, match=r"U\+"):
        calendar.event(advisory, uid=uid, organiser=organiser, now=NOW)


def test_an_injection_on_one_line_stays_text() -> None:
    advisory = read(INVITATION.format(zone="UTC").replace("Eröffnung", r'"x\\nEND:VEVENT;BEGIN:VEVENT"'))

    assert entry(advisory)["DESCRIPTION"].startswith(r"x\nEND:VEVENT;BEGIN:VEVENT.")


def test_without_an_hour_there_is_no_entry() -> None:
    advisory = read("---\nkind: statement\nheadline: x\n---\nText\n")

    with pytest.raises(AdvisoryProblem, match="no event with an hour"):
        calendar.event(advisory, uid="x", organiser=None, now=NOW)


LATER = NOW + timedelta(days=2)


def sent(text: str = INVITATION.format(zone="Europe/Vienna")) -> bytes:
    advisory = read(text)
    return calendar.event(advisory, uid=calendar.uid(advisory), organiser="press@example.org", now=NOW)


def read_back(octets: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    made = icalendar.Calendar.from_ical(octets)
    (event,) = made.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return made, event


def test_an_update_takes_the_place_of_what_was_sent_even_under_another_headline() -> None:
    first = sent()
    moved = read(INVITATION.format(zone="UTC").replace("mehr", "weniger").replace("Saal 4", "Saal 5"))

    again = calendar.updated(moved, sent=calendar.updated(moved, sent=first, now=NOW), now=LATER)

    made, event = read_back(again)
    assert event["UID"] == read_back(first)[1]["UID"] != calendar.uid(moved)
    assert (made["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("PUBLISH", 2, "CONFIRMED")
    assert (event["DTSTAMP"].dt, event["ORGANIZER"]) == (LATER, "mailto:press@example.org")
    assert event["LOCATION"] == "Rathaus; Saal 5, Eingang Süd"


def test_an_update_of_an_entry_without_an_organiser_has_none() -> None:
    advisory = read(INVITATION.format(zone="UTC"))
    first = calendar.event(advisory, uid="x", organiser=None, now=NOW)

    assert b"ORGANIZER" not in calendar.updated(advisory, sent=first, now=LATER)


def test_a_cancellation_strikes_out_the_same_event() -> None:
    first = sent()

    made, event = read_back(calendar.cancelled(first, now=LATER))

    before = read_back(first)[1]
    assert (made["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event["DTSTAMP"].dt == LATER
    kept = set(before) - {"STATUS", "SEQUENCE", "DTSTAMP"}
    assert {name: event[name].to_ical() for name in kept} == {name: before[name].to_ical() for name in kept}
    assert len(made.walk("VTIMEZONE")) == 1


def test_what_goes_along_says_the_method_that_is_within() -> None:
    first = sent()

    along = [calendar.attachment(entry) for entry in (first, calendar.cancelled(first, now=LATER))]

    assert [file.content_type for file in along] == [
        "text/calendar; charset=utf-8; method=PUBLISH",
        "text/calendar; charset=utf-8; method=CANCEL",
    ]
    assert {file.filename for file in along} == {"event.ics"}


def test_the_entry_is_found_among_what_went_along() -> None:
    programme = Attachment("programme.pdf", "application/pdf", b"%PDF")

    assert calendar.among([programme, calendar.attachment(sent())]) == sent()
    assert calendar.among([programme]) is None


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"no calendar",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        sent().replace(b"UID:", b"X-ID:"),
        sent().replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nUID:b\r\nEND:VEVENT\r\nEND:VCALENDAR"),
    ],
    ids=["nothing", "text", "no event", "no UID", "two events"],
)
def test_only_a_calendar_of_one_event_can_be_called_off(octets: bytes) -> None:
    with pytest.raises(InvalidFile, match=r"event\.ics"):
        calendar.cancelled(octets, now=LATER)
