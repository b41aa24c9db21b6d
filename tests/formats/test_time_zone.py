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


@given(st.sampled_from(ZONES), DAYS, st.integers(0, 1000), st.floats(0, 1))
def test_the_zone_shows_what_its_clocks_show_from_the_first_day_to_the_last(
    zone: str, first: datetime, days: int, share: float
) -> None:
    last = first + timedelta(days=days)

    said = time_zone.component(zone, first=first, last=last).to_tz(lookup_tzid=False)

    instant = first + (last - first) * share
    if not time_zone.is_near_a_change(zone, instant):
        wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert wall.replace(tzinfo=said).utcoffset() == instant.astimezone(ZoneInfo(zone)).utcoffset()


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
