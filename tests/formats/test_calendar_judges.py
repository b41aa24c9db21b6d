"""What we write is what others read: icalendar takes any text, ical.js any zone on any day."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import assume, example, given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.formats import calendar
from outreach.model.advisory import Advisory, Event, Moment
from outreach.model.text import one_line
from tests.advisories import NOW

ZONES = (
    "Africa/Cairo Africa/Casablanca America/New_York America/Santiago Asia/Kathmandu Asia/Tokyo Australia/Lord_Howe "
    "Europe/Dublin Europe/Vienna Pacific/Apia UTC"
).split()
# A winter's day; Europe's hour that comes twice, both times; the evening before Europe's spring; New York's morning of
# spring; the south's autumn; Morocco's Ramadan.
STARTS = (
    "2026-12-08T09:00 2026-10-25T00:30 2026-10-25T01:30 2027-03-27T22:00 2027-03-14T06:00 2027-04-04T03:00 "
    "2027-02-07T03:00"
).split()
LASTING = (timedelta(hours=1), timedelta(days=3), timedelta(days=800))
NASTY = (
    "a,b;c\\d:e\\n|\\|x"
    + "é" * 90
    + "|😀" * 40
    + '|عائشة مثال|例子 表示|e\u0301|END:VEVENT|"q"^n\'|&amp;|\u200d👩\u200d👩'
)


def event(
    title: str, where: str, *, starts: datetime = NOW, lasts: timedelta = LASTING[0], zone: str = "Europe/Vienna"
) -> Advisory:
    return Advisory(
        file="a.md",
        headline=title,
        event=Event(what=where, where=where, when=Moment(starts, zone), until=Moment(starts + lasts, zone)),
    )


def made(advisory: Advisory) -> bytes:
    return calendar.event(advisory, uid=calendar.uid(advisory), organiser="press@example.org", now=NOW)


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
@example("x", "ends in a line break\n")
def test_any_title_and_place_come_back_on_folded_lines(title: str, where: str) -> None:
    try:
        expected = one_line(title), one_line(where)
    except InvalidValue:
        assume(False)
    assume(all(expected))

    octets = made(event(title, where))

    (found,) = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert (found["SUMMARY"], found["LOCATION"]) == expected
    # RFC 5545 §3.1: octets, not letters; a letter is not cut in two.
    assert all(len(line) <= 75 and line.decode() for line in octets.split(b"\r\n")[:-1])
    assert b"\n" not in octets.replace(b"\r\n", b"")


def _samples() -> Iterator[tuple[Advisory, bytes]]:
    for zone, start, lasts in product(ZONES, STARTS, LASTING):
        advisory = event("x", "y", starts=datetime.fromisoformat(f"{start}+00:00"), lasts=lasts, zone=zone)
        yield advisory, made(advisory)
    for text in (*NASTY.split("|"), NASTY):
        advisory = event(text, text)
        yield advisory, made(advisory)


def judged(folder: Path, entries: list[bytes], *, ical_js: Path) -> list[dict[str, object]]:
    """What ical.js sees in each of `entries`."""
    files = [folder / f"{number}.ics" for number in range(len(entries))]
    for file, octets in zip(files, entries, strict=True):
        file.write_bytes(octets)
    command = ["node", "events.mjs", *map(str, files)]
    run = subprocess.run(command, cwd=ical_js, check=False, capture_output=True, text=True, encoding="utf-8")
    assert (run.stderr, run.returncode) == ("", 0)
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_ical_js_reads_every_text_and_every_hour(tmp_path: Path, ical_js: Path) -> None:
    samples = list(_samples())

    found = judged(tmp_path, [octets for _, octets in samples], ical_js=ical_js)

    assert [(each["summary"], each["location"]) for each in found] == [_texts(advisory) for advisory, _ in samples]
    assert [_span(each) for each in found] == [_hours(advisory) for advisory, _ in samples]
    assert {(each["method"], each["sequence"], each["status"]) for each in found} == {("PUBLISH", 0, "CONFIRMED")}


@pytest.mark.parametrize("read", [icalendar.Calendar.from_ical, vobject.readOne], ids=["icalendar", "vobject"])
def test_other_readers_come_to_the_same_hours(read: Callable[[str], Any]) -> None:
    samples = list(_samples())

    found = [_as_read(read(octets.decode())) for _, octets in samples]

    assert found == [_hours(advisory) for advisory, _ in samples]


def _as_read(calendar: Any) -> tuple[datetime, datetime]:
    if isinstance(calendar, icalendar.Calendar):
        (event,) = calendar.walk("VEVENT")
        return event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)
    # The next calendar's zone is its own, whatever this one said of that name.
    vars(vobject.icalendar)["__tzidMap"].clear()
    return calendar.vevent.dtstart.value.astimezone(UTC), calendar.vevent.dtend.value.astimezone(UTC)


def test_ical_js_reads_an_update_and_a_cancellation_of_the_same_event(tmp_path: Path, ical_js: Path) -> None:
    first = made(event("Opening", "Room 1"))
    second = calendar.updated(event("Opening, moved", "Room 2"), sent=first, now=NOW)

    found = judged(tmp_path, [first, second, calendar.cancelled(second, now=NOW)], ical_js=ical_js)

    assert [(each["method"], each["sequence"], each["status"]) for each in found] == [
        ("PUBLISH", 0, "CONFIRMED"),
        ("PUBLISH", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
    ]
    assert len({each["uid"] for each in found}) == 1
    assert [each["location"] for each in found] == ["Room 1", "Room 2", "Room 2"]


def _texts(advisory: Advisory) -> tuple[str, str]:
    assert advisory.event is not None
    return one_line(advisory.headline), one_line(advisory.event.where)


def _hours(advisory: Advisory) -> tuple[datetime, datetime]:
    assert advisory.event is not None
    assert advisory.event.when is not None
    assert advisory.event.until is not None
    return advisory.event.when.instant, advisory.event.until.instant


def _span(found: dict[str, object]) -> tuple[datetime, datetime]:
    starts, ends = (datetime.fromisoformat(str(found[name])).astimezone(UTC) for name in ("starts", "ends"))
    return starts, ends
