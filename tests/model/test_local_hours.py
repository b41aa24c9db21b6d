"""The hours of a reader's own day, also on the days on which clocks change."""

from datetime import UTC, datetime

import pytest

from outreach.errors import InvalidValue
from outreach.model.local_hours import LocalHours


@pytest.mark.parametrize(
    ("written", "shown"),
    [("8-18", "8-18"), ("08:30 - 17:45", "08:30-17:45"), ("0-24", "0-24"), ("9–17", "9-17"), ("22-24", "22-24")],
)
def test_hours_are_read_and_shown(written: str, shown: str) -> None:
    assert str(LocalHours.parse(written)) == shown
    assert LocalHours.parse(shown) == LocalHours.parse(written)


@pytest.mark.parametrize("written", ["", "8", "18-8", "8-8", "8-25", "8:75-9", "eight-ten", "-1-4"])
def test_what_is_no_stretch_of_a_day_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue, match="--local-hours"):
        LocalHours.parse(written)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "is_open", "opening"),
    [
        ("Europe/Vienna", "2026-11-24 06:59", False, "2026-11-24 07:00"),
        ("Europe/Vienna", "2026-11-24 07:00", True, "2026-11-24 07:00"),
        ("Europe/Vienna", "2026-11-24 16:59", True, "2026-11-24 07:00"),
        ("Europe/Vienna", "2026-11-24 17:00", False, "2026-11-25 07:00"),
        ("America/New_York", "2026-11-24 12:59", False, "2026-11-24 13:00"),
        ("Pacific/Auckland", "2026-11-24 20:00", True, "2026-11-24 19:00"),
        ("Asia/Kathmandu", "2026-11-24 02:15", True, "2026-11-24 02:15"),
        # The night in which Vienna's clock goes forward, then back.
        ("Europe/Vienna", "2027-03-27 20:00", False, "2027-03-28 06:00"),
        ("Europe/Vienna", "2026-10-24 20:00", False, "2026-10-25 07:00"),
        ("Australia/Lord_Howe", "2026-10-03 10:00", False, "2026-10-03 21:00"),
    ],
)
def test_the_hours_are_those_of_the_clock_on_the_readers_wall(zone: str, now: str, is_open: bool, opening: str) -> None:
    hours = LocalHours.parse("8-18")

    assert (hours.is_open(zone, at(now)), hours.opening(zone, at(now))) == (is_open, at(opening))
