from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.formats import time_zone

ZONES = [
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Vienna",
]
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: EPOCH + timedelta(minutes=minutes))


@given(st.sampled_from(ZONES), DAYS, st.integers(0, 500))
def test_the_zone_shows_what_its_clocks_show_around_every_change(zone: str, first: datetime, days: int) -> None:
    there, last = ZoneInfo(zone), first + timedelta(days=days)

    said = time_zone.component(zone, first=first, last=last).to_tz(lookup_tzid=False)

    for instant in (first, last, *around_changes(there, first, last)):
        if not time_zone.is_near_a_change(zone, instant):
            local = instant.astimezone(there)
            assert local.replace(tzinfo=said).utcoffset() == local.utcoffset()


def around_changes(there: ZoneInfo, first: datetime, last: datetime) -> list[datetime]:
    """The hours of the day before and after each change of the clock."""
    hours = [first + timedelta(hours=hour) for hour in range(0, (last - first) // timedelta(hours=1), 12)]
    changing = [
        hour
        for hour in hours
        if hour.astimezone(there).utcoffset() != (hour + timedelta(hours=12)).astimezone(there).utcoffset()
    ]
    near = [hour + timedelta(hours=more) for hour in changing for more in range(-12, 25)]
    return [instant for instant in near if first <= instant <= last]


def test_a_change_is_said_on_the_clock_before_it() -> None:
    winter = datetime(2026, 12, 8, 9, tzinfo=UTC)

    said = time_zone.component("Europe/Vienna", first=winter, last=winter)

    # RFC 5545 §3.6.5: at two o'clock in spring, at three in autumn; never at three in spring.
    onsets = [(part.name, part["DTSTART"].to_ical().decode()) for part in said.subcomponents]
    assert onsets == [("STANDARD", "20261025T030000"), ("DAYLIGHT", "20270328T020000")]


def test_a_zone_that_never_changes_has_one_clock() -> None:
    day = datetime(2026, 12, 8, 9, tzinfo=UTC)

    said = time_zone.component("Asia/Tokyo", first=day, last=day)

    assert [part["TZOFFSETTO"].td for part in said.subcomponents] == [timedelta(hours=9)]


@pytest.mark.parametrize(
    ("hour", "near"), [("20:00", False), ("23:00", True), ("00:30", True), ("01:30", True), ("06:00", False)]
)
def test_hours_near_a_change_are_known(hour: str, near: bool) -> None:
    day = "2026-10-24" if hour > "12:00" else "2026-10-25"

    assert time_zone.is_near_a_change("Europe/Vienna", datetime.fromisoformat(f"{day}T{hour}+00:00")) is near
