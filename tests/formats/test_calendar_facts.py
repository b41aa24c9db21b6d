"""Calendar entries as facts."""

import pytest

from outreach.formats import calendar, calendar_facts
from tests.advisories import NOW, read
from tests.formats.advisory.mails import INVITATION

ANYWHERE = "Tuesday 8 December 2026, 10:00, on the clock of whoever reads it"


def entry(source: str = INVITATION) -> bytes:
    made = calendar.invitation(read(source), organiser="press@example.org", now=NOW)
    assert made is not None
    return made


def event(*lines: str) -> bytes:
    inside = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT")
    return "\r\n".join((*inside, "END:VCALENDAR", "")).encode()


def test_an_entry_says_when_in_its_own_clock_and_in_utc() -> None:
    facts = dict(calendar_facts.facts(entry(), zone="Europe/Vienna"))

    assert facts["Starts"] == "Tuesday 8 December 2026, 10:00 Europe/Vienna (CET)"
    assert facts["Starts, UTC"] == "Tuesday 8 December 2026, 09:00 UTC"
    assert facts["Ends, UTC"] == "Tuesday 8 December 2026, 12:00 UTC"
    assert facts["Where"].startswith("Town Hall")
    assert (facts["From"], facts["Sequence"], facts["Method"]) == ("press@example.org", "0", "PUBLISH")


def test_an_entry_in_utc_is_told_in_the_clock_of_the_event() -> None:
    # The day on which the clocks change: the entry's hours are in UTC, so that none can be misread.
    source = INVITATION.replace("2026-12-08 1", "2027-03-28 1").replace("embargo:", "#")

    facts = dict(
        calendar_facts.facts(entry(source.replace("2027-03-28 10:00", "2027-03-28 04:00")), zone="Europe/Vienna")
    )

    assert facts["Starts"] == "Sunday 28 March 2027, 04:00 Europe/Vienna (CEST)"
    assert facts["Starts, UTC"] == "Sunday 28 March 2027, 02:00 UTC"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (event("DTSTART;VALUE=DATE:20261208"), ("Starts", "Tuesday 8 December 2026, all day")),
        (event("DTSTART:20261208T100000"), ("Starts", ANYWHERE)),
        (event("DTSTART:20261208T100000Z").replace(b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT"),
         ("More", "1 more in the file")),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ("Problem", "there is no event in it")),
    ],
    ids=["a day", "no zone", "two events", "none"],
)  # fmt: skip
def test_entries_of_others_are_told_as_they_are(content: bytes, said: tuple[str, str]) -> None:
    assert said in calendar_facts.facts(content)


@pytest.mark.parametrize("content", [b"", b"no calendar", b"\xff\xfe\x00"], ids=["empty", "words", "octets"])
def test_what_is_no_calendar_is_said_and_not_raised(content: bytes) -> None:
    assert [label for label, _ in calendar_facts.facts(content)] == ["Problem"]


def test_an_hour_that_cannot_be_read_is_left_out() -> None:
    assert "Starts" not in dict(calendar_facts.facts(event("DTSTART:yesterday", "SUMMARY:Talks")))
