from datetime import UTC, datetime

import pytest

from outreach.formats.advisory import lifting


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        ("2026-12-01 23:00", "Europe/Vienna", True),
        ("2026-12-02 04:59", "Europe/Vienna", True),
        ("2026-12-02 05:00", "Europe/Vienna", False),
        ("2026-12-01 21:00", "Europe/Vienna", True),
        ("2026-12-01 22:59", "Europe/Vienna", True),
        ("2026-12-01 20:59", "Europe/Vienna", False),
        ("2026-12-02 05:00", "America/New_York", True),
        ("2026-12-02 05:00", "Asia/Tokyo", False),
        ("2026-12-02 13:00", "Asia/Tokyo", True),
        ("2027-06-16 04:30", "Europe/London", True),
        ("2027-06-16 05:00", "Europe/London", False),
    ],
)
def test_night_is_from_ten_to_six_on_the_clocks_of_a_place(instant: str, zone: str, expected: bool) -> None:
    assert lifting.is_at_night(datetime.fromisoformat(instant).replace(tzinfo=UTC), zone=zone) is expected


@pytest.mark.parametrize(
    ("day", "zone", "country", "expected"),
    [
        (4, "Europe/Vienna", None, False),
        (5, "Europe/Vienna", None, True),
        (6, "Europe/Vienna", None, True),
        (4, "Africa/Cairo", None, True),
        (5, "Africa/Cairo", None, True),
        (6, "Africa/Cairo", None, False),
        (5, "Asia/Dubai", None, True),
        (4, "Asia/Dubai", None, False),
        (4, "Asia/Tehran", None, True),
        (5, "Asia/Tehran", None, False),
        (5, "Asia/Kolkata", None, False),
        (6, "Asia/Kolkata", None, True),
        (5, "UTC", None, True),
        (4, "UTC", "EG", True),
        (4, "Europe/Vienna", "XX", False),
    ],
)
def test_days_of_rest_are_those_of_the_country(day: int, zone: str, country: str | None, expected: bool) -> None:
    noon = datetime(2026, 12, day, 9, tzinfo=UTC)

    assert lifting.is_at_weekend(noon, zone=zone, country=country) is expected


def test_the_weekend_begins_where_the_clock_is() -> None:
    friday_evening = datetime(2026, 12, 4, 20, tzinfo=UTC)

    assert lifting.is_at_weekend(friday_evening, zone="Asia/Tokyo")
    assert not lifting.is_at_weekend(friday_evening, zone="Europe/Vienna")


@pytest.mark.parametrize(
    ("day", "zone", "country", "expected"),
    [
        ("2026-12-25", "Europe/London", None, "Christmas Day"),
        ("2026-12-25", "UTC", "AT", "Christmas Day"),
        ("2027-01-01", "Europe/Zurich", None, "New Year's Day"),
        ("2026-12-24", "Europe/London", None, None),
        ("2026-12-25", "Africa/Cairo", None, None),
        ("2026-05-27", "Africa/Cairo", None, None),  # by the moon: computed, not certain
        ("2026-12-25", "UTC", None, None),
    ],
)
def test_holidays_are_those_of_the_country(day: str, zone: str, country: str | None, expected: str | None) -> None:
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=UTC)

    assert lifting.holiday(noon, zone=zone, country=country) == expected
