import pytest

from outreach.formats.advisory import hours


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 10:00 on Tuesday", ["10:00"]),
        ("10 a.m. Tuesday", ["10:00"]),
        ("9:30 a.m. to 12:15 p.m.", ["09:30", "12:15"]),
        ("at 12 a.m.", ["00:00"]),
        ("at 10.30", ["10:30"]),
        ("20.15 Uhr; er kommt um 7 Uhr 42 an", ["20:15", "07:42"]),
        ("à 10 h, 21 h 15 ou 21h15", ["10:00", "21:15", "21:15"]),
        ("a las 12:00", ["12:00"]),
        ("alle ore 10.00, dalle 9.00", ["10:00", "09:00"]),
        ("às 21h15", ["21:15"]),
        ("в 10:00", ["10:00"]),
        ("الساعة 10:00 صباحا", ["10:00"]),
        ("上午9时30分\uff0c下午3时", ["09:30", "15:00"]),
        ("10\uff1a00", ["10:00"]),
        ("by Monday 4 September, noon", ["12:00"]),
        ("avant midi", ["12:00"]),
        ("1000 hrs", ["10:00"]),
        ("10 o'clock", ["10:00"]),
        ("bis 24:00", ["00:00"]),
    ],
)
def test_an_hour_is_read_as_it_is_written_in_many_languages(text: str, found: list[str]) -> None:
    assert [f"{hour.time:%H:%M}" for hour in hours.mentions(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "at 10.30 per cent, by 10.50 euros",
        "2 heures, 24 hours, 10 of 12",
        "version 10.30, 1,204,118 people",
        "A/RES/71/1, 2026-12-08, 8.12.2026",
        "24小时",
        "+41 22 555 01 23",
    ],
)
def test_other_figures_are_no_hours(text: str) -> None:
    assert hours.mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("10:00 EST on Tuesday", "EST"),
        ("10:00 (BST)", "BST"),
        ("noon GMT", "GMT"),
        ("9:30 a.m. New York time", "New York time"),
        ("10:00 in London", "in London"),
        ("10.00 Uhr Ortszeit", "Ortszeit"),
        ("10:00 on Tuesday", ""),
        ("10:00 UTC+2", "UTC+2"),
    ],
)
def test_what_follows_an_hour_says_whose_it_is(text: str, clock: str) -> None:
    (found,) = hours.mentions(text)

    assert found.clock == clock
