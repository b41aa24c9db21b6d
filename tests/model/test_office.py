"""When an office is open, on clocks that change, and on days that do not exist."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.model import clock, intervals, opening_hours
from outreach.model.office import between, is_awake, is_open, no_holidays, open_between, zone_called
from tests.duty import holidays, instants, office, utc

ZONES = (
    "Europe/Vienna",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Havana",
)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Vienna", "2026-03-28", 7),
        ("Europe/Vienna", "2026-10-24", 9),
        ("Europe/Vienna", "2027-03-27", 7),
        ("Europe/Vienna", "2027-10-30", 9),
        ("Europe/Vienna", "2026-12-24", 8),
        ("America/New_York", "2026-03-07", 7),
        ("America/New_York", "2026-10-31", 9),
        ("Australia/Lord_Howe", "2026-10-03", 7.5),
        ("Australia/Lord_Howe", "2026-04-04", 8.5),
        ("Asia/Kathmandu", "2026-10-24", 8),
        ("Africa/Casablanca", "2026-02-14", 9),
        ("Africa/Casablanca", "2026-03-21", 7),
        # 30 December 2011 did not happen in Samoa: a night of the 29th is 8 hours all the same, into the 31st.
        ("Pacific/Apia", "2011-12-28", 8),
    ],
)
def test_a_night_is_as_long_as_the_clocks_make_it(zone: str, day: str, hours: float) -> None:
    night = opening_hours.parse("22:00-06:00")
    there = zone_called(zone)
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=there)

    [(opens, closes)] = between(night, there, noon, noon + timedelta(hours=22), holidays=no_holidays)

    assert (closes - opens).total_seconds() / 3600 == hours


def test_a_day_that_is_skipped_has_no_hours() -> None:
    apia = zone_called("Pacific/Apia")
    start, end = (datetime.fromisoformat(day).replace(tzinfo=apia) for day in ("2011-12-29", "2012-01-01"))

    found = between(opening_hours.parse("09:00-17:00"), apia, start, end, holidays=no_holidays)

    assert [opens.astimezone(apia).day for opens, _ in found] == [29, 31]


@pytest.mark.parametrize(
    ("local", "first", "last"),
    [
        ("2026-10-25 02:30", "2026-10-25 00:30", "2026-10-25 01:30"),
        ("2026-03-29 02:30", "2026-03-29 01:00", "2026-03-29 01:00"),
        ("2026-03-29 03:00", "2026-03-29 01:00", "2026-03-29 01:00"),
        ("2026-12-24 12:00", "2026-12-24 11:00", "2026-12-24 11:00"),
    ],
)
def test_an_hour_that_comes_twice_begins_early_and_ends_late(local: str, first: str, last: str) -> None:
    wall, vienna = datetime.fromisoformat(local), ZoneInfo("Europe/Vienna")

    assert (clock.first(wall, vienna), clock.last(wall, vienna)) == (utc(first), utc(last))


@given(
    zone=st.sampled_from(ZONES),
    start=instants("2007-01-01", "2030-01-01"),
    hours=st.sampled_from(["Mo-Fr 09:00-17:00", "22:00-06:00", "Su 01:30-02:15,02:30-03:00", "24/7", "Sa 23:00-26:30"]),
    lasting=st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_open_hours_never_run_backwards_and_stay_in_their_range(
    zone: str, start: datetime, hours: str, lasting: timedelta
) -> None:
    found = between(opening_hours.parse(hours), zone_called(zone), start, start + lasting, holidays=no_holidays)

    edges = [edge for stretch in found for edge in stretch]
    assert edges == sorted(set(edges))
    assert all(start <= edge <= start + lasting for edge in edges)
    assert intervals.joined(found) == found


@pytest.mark.parametrize(
    ("at", "is_it"),
    [
        ("2026-11-24 07:59", False),
        ("2026-11-24 08:00", True),
        ("2026-11-24 15:59", True),
        ("2026-11-24 16:00", False),
        ("2026-11-28 10:00", False),
        ("2026-12-08 10:00", False),
    ],
    ids=["before nine", "nine", "almost five", "five", "Saturday", "holiday"],
)
def test_an_office_is_open_by_its_own_clock(at: str, is_it: bool) -> None:
    assert is_open(office("Vienna"), utc(at), holidays=holidays("2026-12-08")) is is_it


def test_a_night_begun_before_a_holiday_goes_on_into_it() -> None:
    late = office("Vienna", "Mo-Su 18:00-02:00")
    calendar = holidays("2026-12-08")

    found = open_between(late, utc("2026-12-07 12:00"), utc("2026-12-09 12:00"), holidays=calendar)

    assert found == [(utc("2026-12-07 17:00"), utc("2026-12-08 01:00"))]


@pytest.mark.parametrize(
    ("hours", "at", "is_it"),
    [
        (None, "2026-11-24 07:00", True),
        (None, "2026-11-24 21:00", False),
        (None, "2026-11-28 12:00", True),
        ("Mo-Fr 09:00-17:00", "2026-11-24 07:00", False),
        ("Mo-Fr 09:00-17:00", "2026-11-24 08:00", True),
    ],
)
def test_people_are_awake_in_office_hours_or_from_eight_to_ten(hours: str | None, at: str, is_it: bool) -> None:
    assert is_awake("Europe/Vienna", utc(at), office=office("Vienna", hours)) is is_it
