"""Rotas as calendars: what calendar programs export, and what nobody should."""

import re
import time
from datetime import timedelta

import pytest

from outreach.errors import InvalidFile, InvalidValue
from outreach.formats import rota
from outreach.formats.rota import calendar, writing
from outreach.model.rota import RotaFile, ShiftKind
from outreach.store import gazetteer
from tests.duty import utc

NOW = utc("2026-11-24 09:00")
NIGHT = ("DTSTART;TZID=Europe/Vienna:20261204T220000", "DTEND;TZID=Europe/Vienna:20261205T060000")
MIRA = "SUMMARY:Mira Olsen"


def ics(*events: tuple[str, ...], before: tuple[str, ...] = ()) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *before]
    for number, event in enumerate(events):
        uid = [] if any(line.startswith("UID") for line in event) else [f"UID:{number}"]
        lines += ["BEGIN:VEVENT", *uid, *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events: tuple[str, ...], before: tuple[str, ...] = ()) -> RotaFile:
    return rota.read(ics(*events, before=before), filename="duty.ics", city=gazetteer.city, now=NOW)


def times(file: RotaFile, zone: str | None = "Europe/Vienna") -> list[tuple[str, str]]:
    assert file.problems == []
    spans = [entry.when(zone) for entry in file.entries]
    return [(f"{span.starts:%Y-%m-%d %H:%M}", f"{span.ends:%Y-%m-%d %H:%M}") for span in spans]


@pytest.mark.parametrize(
    ("event", "starts", "ends"),
    [
        (NIGHT, "2026-12-04 21:00", "2026-12-05 05:00"),
        (("DTSTART:20261204T220000Z", "DTEND:20261205T060000Z"), "2026-12-04 22:00", "2026-12-05 06:00"),
        (("DTSTART:20261204T220000", "DURATION:PT8H"), "2026-12-04 21:00", "2026-12-05 05:00"),
        (("DTSTART;VALUE=DATE:20261204",), "2026-12-03 23:00", "2026-12-04 23:00"),
        (("DTSTART;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261207"), "2026-12-03 23:00", "2026-12-06 23:00"),
        (("DTSTART;VALUE=DATE:20261025",), "2026-10-24 22:00", "2026-10-25 23:00"),
        (
            ("DTSTART;TZID=W. Europe Standard Time:20261204T220000", "DURATION:PT8H"),
            "2026-12-04 21:00",
            "2026-12-05 05:00",
        ),
        (
            ("DTSTART;TZID=America/New_York:20261204T220000", "DTEND;TZID=Europe/Vienna:20261205T060000"),
            "2026-12-05 03:00",
            "2026-12-05 05:00",
        ),
    ],
    ids=["zone", "UTC", "no zone, so many hours", "day", "days", "long day", "Outlook's name", "two zones"],
)
def test_an_event_is_a_stretch(event: tuple[str, ...], starts: str, ends: str) -> None:
    assert times(read((*event, MIRA))) == [(starts, ends)]


def test_a_time_without_a_zone_needs_an_officer_in_a_city() -> None:
    [entry] = read(("DTSTART:20261204T220000", "DURATION:PT8H", MIRA)).entries

    with pytest.raises(InvalidValue, match="names no time zone"):
        entry.when(None)


def test_a_night_each_week_ends_by_the_wall_clock_when_the_clocks_change() -> None:
    event = ("DTSTART;TZID=Europe/Vienna:20270313T220000", "DTEND;TZID=Europe/Vienna:20270314T060000")

    found = times(read((*event, "RRULE:FREQ=WEEKLY;COUNT=3", MIRA)))

    assert found == [
        ("2027-03-13 21:00", "2027-03-14 05:00"),
        ("2027-03-20 21:00", "2027-03-21 05:00"),
        ("2027-03-27 21:00", "2027-03-28 04:00"),
    ]


def test_a_repetition_has_exceptions_and_additions() -> None:
    file = read(
        (
            *NIGHT,
            "RRULE:FREQ=WEEKLY;UNTIL=20261225T210000Z",
            "EXDATE;TZID=Europe/Vienna:20261211T220000",
            "RDATE;TZID=Europe/Vienna:20261230T220000",
            MIRA,
        )
    )

    assert [start for start, _ in times(file)] == [
        "2026-12-04 21:00",
        "2026-12-18 21:00",
        "2026-12-25 21:00",
        "2026-12-30 21:00",
    ]


def test_a_repetition_that_was_moved_is_not_there_twice() -> None:
    weekly = (*NIGHT, "UID:weekly", "RRULE:FREQ=WEEKLY;COUNT=2", MIRA)
    moved = (
        "UID:weekly",
        "RECURRENCE-ID;TZID=Europe/Vienna:20261211T220000",
        "DTSTART;TZID=Europe/Vienna:20261212T220000",
        "DTEND;TZID=Europe/Vienna:20261213T060000",
        "SUMMARY:Tom Berg",
    )

    file = read(weekly, moved)

    assert times(file) == [("2026-12-04 21:00", "2026-12-05 05:00"), ("2026-12-12 21:00", "2026-12-13 05:00")]
    assert [entry.who for entry in file.entries] == [("Mira Olsen",), ("Tom Berg",)]


def test_what_never_ends_is_followed_thirteen_months_and_said_so() -> None:
    file = read((*NIGHT, "RRULE:FREQ=DAILY", MIRA))

    last = file.entries[-1].when(None).starts
    assert NOW + calendar.AHEAD - timedelta(days=2) < last <= NOW + calendar.AHEAD + timedelta(days=1)
    assert "read the file again before then" in file.warnings[0]


def test_what_began_years_ago_is_followed_from_a_month_ago() -> None:
    event = ("DTSTART;TZID=Europe/Vienna:20150102T220000", "DTEND;TZID=Europe/Vienna:20150103T060000")

    first = read((*event, "RRULE:FREQ=WEEKLY;BYDAY=FR", MIRA)).entries[0].when(None).starts

    assert first == utc("2026-10-30 21:00")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((MIRA,), ShiftKind.DUTY),
        (("SUMMARY:Mira Olsen: vacation",), ShiftKind.AWAY),
        ((MIRA, "CATEGORIES:Urlaub"), ShiftKind.AWAY),
        ((MIRA, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), ShiftKind.AWAY),
    ],
)
def test_an_event_says_whether_somebody_is_away(lines: tuple[str, ...], kind: ShiftKind) -> None:
    [entry] = read((*NIGHT, *lines)).entries

    assert entry.kind is kind


def test_the_guests_are_named_before_the_title() -> None:
    [entry] = read(
        (*NIGHT, 'ATTENDEE;CN="Olsen, Mira":mailto:mira@example.org', "ATTENDEE:MAILTO:tom@example.org", MIRA)
    ).entries

    assert entry.who == ("mira@example.org", "tom@example.org", "Mira Olsen")


def test_a_cancelled_event_is_known_and_gives_nothing() -> None:
    file = read((*NIGHT, "UID:gone", "STATUS:CANCELLED", MIRA))

    assert (file.entries, file.problems, file.uids) == ([], [], {"gone"})


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("DTEND:20261205T060000Z",), "DTSTART.*is missing"),
        (("DTSTART:20261204T220000Z",), "DTEND.*is missing"),
        (("DTSTART:garbage", "DTEND:20261205T060000Z"), "DTSTART.*cannot be read"),
        (("DTSTART:20261204T220000Z", "DTEND:20261204T220000Z"), "is not after its start"),
        (("DTSTART:99991231T220000Z", "DTEND:99991231T230000Z"), "cannot be meant"),
        (("DTSTART:00010101T000000Z", "DTEND:00010101T010000Z"), "cannot be meant"),
        ((*NIGHT, "RRULE:FREQ=SECONDLY"), "FREQ=SECONDLY is not followed"),
        ((*NIGHT, "RRULE:FREQ=FOO"), "RRULE.*cannot be read"),
        ((*NIGHT, "RECURRENCE-ID:garbage"), "RECURRENCE-ID.*cannot be read"),
        ((*NIGHT, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "two events"),
        ((*NIGHT, "RDATE;VALUE=PERIOD:20261204T220000Z/PT8H"), "PERIOD.*not followed"),
        (("DTSTART:20261204T220000Z", "DTSTART:20261205T220000Z", "DTEND:20261206T060000Z"), "no single time"),
    ],
)
def test_what_cannot_be_meant_is_named(lines: tuple[str, ...], says: str) -> None:
    file = read((*lines, MIRA))

    [problem] = file.problems
    assert file.entries == []
    assert problem.startswith("event 1 (Mira Olsen): ")
    assert re.search(says, problem), problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"BEGIN:VCALENDAR", "no calendar that we can read"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "no calendar that we can read"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR\r\n" * 3_000, "no calendar that we can read"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_001, "larger than 10 MB"),
        (ics(("DTSTART;TZID=Europe:20261204T220000", MIRA)), "a time zone that does not exist"),
    ],
    ids=["nothing in it", "no end", "nested", "huge", "a folder of zones"],
)
def test_what_is_no_calendar_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(InvalidFile, match=says):
        rota.read(content, filename="duty.ics", city=gazetteer.city, now=NOW)


def test_a_file_that_repeats_beyond_measure_is_refused_soon() -> None:
    begun = time.perf_counter()

    with pytest.raises(InvalidFile, match="repeats more than 20,000 times"):
        read(*[(*NIGHT, "RRULE:FREQ=DAILY", MIRA)] * 100)
    counted = ("DTSTART:19900101T000000Z", "DTEND:19900101T010000Z", "RRULE:FREQ=DAILY;COUNT=999999;BYMONTHDAY=31")
    with pytest.raises(InvalidFile, match="repeats more than 20,000 times"):
        read(*[(*counted, "EXDATE:20261231T000000Z", MIRA)] * 300)

    assert time.perf_counter() - begun < 20


def test_what_is_written_is_read_back() -> None:
    stretches = [(utc("2026-12-04 21:00"), utc("2026-12-05 05:00")), (utc("2026-12-11 21:00"), utc("2026-12-12 05:00"))]
    rows = [("Mira Olsen", "mira@example.org", ShiftKind.DUTY, *stretch, "weekly", "Vienna") for stretch in stretches]

    content = writing.calendar([*rows, ("Tom Berg", None, ShiftKind.AWAY, *stretches[0], "other", None)])
    file = rota.read(content, filename="duty.ics", city=gazetteer.city, now=NOW)

    spans = [entry.when(None) for entry in file.entries]
    assert [(span.starts, span.ends) for span in spans] == [*stretches, stretches[0]]
    assert [(e.who, e.kind, e.uid, e.city) for e in file.entries] == [
        *[(("mira@example.org", "Mira Olsen: duty"), ShiftKind.DUTY, "weekly", "Vienna")] * 2,
        (("Tom Berg: away",), ShiftKind.AWAY, "other", None),
    ]


def test_a_file_by_a_calendars_name_without_one_is_called_so() -> None:
    with pytest.raises(InvalidFile, match="holds no calendar"):
        rota.read(
            b"who,from,to\nMira Olsen,2026-12-24 18:00,06:00\n", filename="duty.ics", city=gazetteer.city, now=NOW
        )
