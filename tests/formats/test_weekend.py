import pytest

from outreach.formats import weekend


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Vienna", {5, 6}),
        ("America/New_York", {5, 6}),
        ("Africa/Cairo", {4, 5}),
        ("Asia/Kolkata", {6}),
        ("UTC", {5, 6}),
        ("Nowhere/Else", {5, 6}),
    ],
)
def test_the_weekend_is_that_of_the_country(zone: str, days: set[int]) -> None:
    assert weekend.days(zone) == days
