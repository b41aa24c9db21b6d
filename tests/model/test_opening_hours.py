"""Office hours: what is read, what is refused, and why."""

from datetime import date

import pytest

from outreach.errors import InvalidValue
from outreach.model import opening_hours

NINE, FIVE = 9 * 60, 17 * 60
WEEK = [date(2026, 11, 23 + n) for n in range(7)]


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("Mo-Fr 09:00-17:00", [[(NINE, FIVE)]] * 5 + [[]] * 2),
        ("mo-fr 9:00 - 17:00", [[(NINE, FIVE)]] * 5 + [[]] * 2),
        ("Mo–Fr 09:00–17:00", [[(NINE, FIVE)]] * 5 + [[]] * 2),
        ("09:00-17:00", [[(NINE, FIVE)]] * 7),
        ("Mo,We 09:00-12:00, 13:00-17:00", [[(NINE, 720), (780, FIVE)], [], [(NINE, 720), (780, FIVE)], *[[]] * 4]),
        ("Mo-Fr 09:00-17:00; We off", [[(NINE, FIVE)]] * 2 + [[]] + [[(NINE, FIVE)]] * 2 + [[]] * 2),
        ("Mo-Fr 09:00-17:00; Fr 09:00-15:00", [[(NINE, FIVE)]] * 4 + [[(NINE, 900)]] + [[]] * 2),
        ("Sa-Mo 09:00-17:00", [[(NINE, FIVE)], *[[]] * 4, [(NINE, FIVE)], [(NINE, FIVE)]]),
        ("Fr 18:00-02:00", [*[[]] * 4, [(1080, 1560)], [], []]),
        ("Fr 18:00-26:00", [*[[]] * 4, [(1080, 1560)], [], []]),
        ("Mo-Su 00:00-24:00", [[(0, 1440)]] * 7),
        ("Mo 18:00-00:00", [[(1080, 1440)], *[[]] * 6]),
        ("24/7", [[(0, 1440)]] * 7),
        ("Mo-Su,PH off", [[]] * 7),
    ],
)
def test_a_week_has_the_hours_that_are_written(written: str, spans: list[list[tuple[int, int]]]) -> None:
    hours = opening_hours.parse(written)

    assert [list(hours.on(day, is_holiday=False)) for day in WEEK] == spans


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("Mo-Fr 09:00-17:00", ()),
        ("Mo-Fr 09:00-17:00; PH off", ()),
        ("Mo-Su,PH off", ()),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", ((600, 720),)),
        ("24/7", ((0, 1440),)),
    ],
)
def test_a_public_holiday_is_closed_unless_the_hours_say_otherwise(
    written: str, spans: tuple[tuple[int, int], ...]
) -> None:
    assert opening_hours.parse(written).on(WEEK[0], is_holiday=True) == spans


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "are empty"),
        (" ; ", "are empty"),
        ("nine to five", "'nine to five' is not understood"),
        ("Mo-Fr", "is not understood"),
        ("Mo-PH 09:00-17:00", "is not understood"),
        ("Apr-Sep Mo-Fr 09:00-17:00", "months, weeks and years are not understood"),
        ("week 1-20 Mo 09:00-17:00", "months, weeks and years are not understood"),
        ("SH 09:00-17:00", "school holidays are not understood"),
        ("sunrise-sunset", "hours of the sun are not understood"),
        ("Mo-Fr 09:00+", "open at the end"),
        ('Mo-Fr 09:00-17:00 "by appointment"', "comments"),
        ("Mo[1] 09:00-17:00", "first or last"),
        ("Mo 09:00-09:00", "begins and ends at once"),
        ("Mo 24:00-25:00", "is not on the clock"),
        ("Mo 09:00-49:00", "is not on the clock"),
        ("Mo 09:00-34:00", "longer than a day"),
        ("Mo 09:60-17:00", "there is no 09:60"),
        ("Mo 09:00-13:00,12:00-17:00", "overlap"),
        ("Mo 09:00-17:00" * 2_000, "is not understood"),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(written: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=r"Mo-Fr 09:00-17:30|00:00-24:00|from 00:00") as caught:
        opening_hours.parse(written)

    assert says in str(caught.value)
