from datetime import date

import pytest

from outreach.formats.advisory import days


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "by Monday 4 September, noon", (4, 9, None)),
        ("en", "on December 3, 2026, from 11:00", (3, 12, 2026)),
        ("en", "by 2026-12-04 12:00", (4, 12, 2026)),
        ("en", "on 25/12/2026", (25, 12, 2026)),
        ("en", "on 12/25/2026", (25, 12, 2026)),
        ("en", "8 Dec", (8, 12, None)),
        ("fr", "le 1er mai 2018", (1, 5, 2018)),
        ("es", "el 9 de diciembre de 2026", (9, 12, 2026)),
        ("de", "den 8. Dezember", (8, 12, None)),
        ("de", "am 8.12.2026", (8, 12, 2026)),
        ("it", "il 1° gennaio 2027", (1, 1, 2027)),
        ("pt", "a 1 de janeiro de 2027", (1, 1, 2027)),
        ("ru", "8 декабря 2026 года", (8, 12, 2026)),
        ("ar", "8 كانون الأول/ديسمبر 2026", (8, 12, 2026)),
        ("zh", "2026年12月8日(星期二)", (8, 12, 2026)),
    ],
)
def test_a_day_is_found_with_a_weekday_or_without(language: str, text: str, found: tuple[int, int, int | None]) -> None:
    (named,) = days.mentions(text, language=language)

    assert (named.day, named.month, named.year) == found


@pytest.mark.parametrize(
    "text", ["Of ten, 5 may enter", "they march 5 miles", "on 12/8/2026", "December 2026", "May 10:30", "in March 24%"]
)
def test_what_may_be_another_day_or_none_is_left_alone(text: str) -> None:
    assert days.mentions(text, language="en") == ()


@pytest.mark.parametrize("text", ["7–9 December", "1 and 8 December", "24 to 31 December"])
def test_the_end_of_several_days_is_not_one_day(text: str) -> None:
    (named,) = days.mentions(text, language="en")

    assert named.is_range


def test_a_day_without_a_year_is_the_nearest_and_the_31st_of_june_is_none() -> None:
    (january,) = days.mentions("8 January", language="en")
    (june,) = days.mentions("31 June", language="en")

    assert january.nearest(date(2026, 12, 8)) == date(2027, 1, 8)
    assert june.nearest(date(2026, 12, 8)) is None
