from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from outreach.formats.advisory import clock_words, hours


@pytest.mark.parametrize(
    "text",
    [
        "until midnight on 31 December",
        "From midnight on Friday, 11 December, trains stop.",
        "jusqu’au 31 décembre à minuit",
        "bis Freitag um Mitternacht",
        "el jueves a medianoche",
        "до полуночи 31 декабря",
        "ينتهي منتصف الليل يوم الخميس",
        "31日午夜",
        "el 8 de diciembre a las 12 de la noche",
        "a las 12 de la noche del 8 de diciembre",
        "à meia-noite de 8 de dezembro",
        "am 8. Dezember um 12 Uhr nachts",
        "в 12 часов ночи 8 декабря",
        "12月8日半夜12点",
        "at 12 p.m.",
        "at 12AM",
        "12:00 p.m.",
        "from 18:00 to 24:00",
    ],
)
def test_an_hour_that_could_be_another_one_is_unclear(text: str) -> None:
    assert list(clock_words.unclear(text, hours.mentions(text), dated=True))


@pytest.mark.parametrize(
    "text",
    [
        "the midnight train on Friday",
        "He sang Midnight Blues on Friday.",
        "at midnight between Friday and Saturday",
        "on the night of 4 to 5 December, after midnight",
        "23:59 on Friday, just before midnight",
        "noon, 12 noon, 12:00, 12:30 p.m., 12:15 a.m.",
        "dans la nuit du 4 au 5 décembre, à minuit",
        "Un minuit sans lune : le film sort le 9 décembre",
        "la messe de minuit du 24 décembre",
        "à meia-noite de 8 para 9 de dezembro",
        "el 8 de diciembre a las 9 de la noche",
        "um Mitternacht zwischen Freitag und Samstag",
    ],
)
def test_an_hour_that_can_only_be_one_is_clear(text: str) -> None:
    assert not list(clock_words.unclear(text, hours.mentions(text), dated=True))


def test_of_an_hour_that_is_named_twice_one_is_told() -> None:
    text = "am 8. Dezember um 24 Uhr Mitternacht"

    assert len(list(clock_words.unclear(text, hours.mentions(text), dated=True))) == 1


def test_midnight_without_a_day_is_nobodys_appointment() -> None:
    assert not list(clock_words.unclear("They worked past midnight.", (), dated=False))


@pytest.mark.parametrize(
    "text",
    [
        "10 a.m. EST",
        "10am CST",
        "at 1000 IST",
        "by 10 EST",
        "(18:00 BST)",
        "noon EST",
        "All times are IST",
        "um 10:30 Uhr (EST)",
        "a las 10:30 horas EST",
        "10 am Eastern",
        "at 3:30 p.m. (Pacific)",
    ],
)
def test_a_name_that_several_clocks_have_is_ambiguous(text: str) -> None:
    assert list(clock_words.ambiguous(text, hours.mentions(text)))


@pytest.mark.parametrize(
    "text",
    [
        "10:00 EST (15:00 UTC)",
        "10:00 CET",
        "10:00 UTC",
        "10:00 Eastern Time",
        "The IST meets at 10:00",
        "10 am Eastern (15:00 UTC)",
        "At 10:00 Pacific leaders meet; at 10 am Central Station opens",
        "At 10:00, 12 CST Ltd",
    ],
)
def test_a_clock_that_is_explained_or_is_one_is_not(text: str) -> None:
    assert not list(clock_words.ambiguous(text, hours.mentions(text)))


@pytest.mark.parametrize(
    ("clock", "zone", "month", "expected"),
    [
        ("GMT", "Europe/London", 6, True),
        ("GMT", "Europe/London", 12, False),
        ("CET", "Europe/Vienna", 6, True),
        ("CEST", "Europe/Vienna", 12, True),
        ("CEST", "Europe/Vienna", 6, False),
        ("GMT", "Europe/Vienna", 6, False),
        ("UTC", "Europe/London", 6, False),
    ],
)
def test_a_clock_can_be_out_of_season(clock: str, zone: str, month: int, expected: bool) -> None:
    there = datetime(2027, month, 15, 10, tzinfo=ZoneInfo(zone))

    assert clock_words.is_out_of_season(clock, there) is expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("", True),
        ("CET", True),
        ("Vienna time", True),
        ("in Wien", True),
        ("in Room", True),
        ("Ortszeit", True),
        ("in London", False),
        ("New York time", False),
        ("UTC", False),
        ("EST", False),
    ],
)
def test_an_hour_is_local_unless_another_place_is_named(clock: str, expected: bool) -> None:
    there = datetime(2026, 12, 8, 10, tzinfo=ZoneInfo("Europe/Vienna"))

    assert clock_words.is_local(clock, there, names=("Vienna", "Wien")) is expected
