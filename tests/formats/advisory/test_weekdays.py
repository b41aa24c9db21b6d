import pytest

from outreach.formats.advisory import weekdays


@pytest.mark.parametrize(
    ("language", "text", "weekday", "day", "month", "year"),
    [
        ("en", "on Tuesday, 5 September 2017,", 1, 5, 9, 2017),
        ("en", "Tuesday, September 5th, 2017", 1, 5, 9, 2017),
        ("en", "Tuesday the 5th of September", 1, 5, 9, None),
        ("en", "TUESDAY 5 SEPTEMBER", 1, 5, 9, None),
        ("en", "Tue. 5 Sept 2017", 1, 5, 9, 2017),
        ("en", "**Tuesday**, 5 September", 1, 5, 9, None),
        ("en", "5 September 2017 (Tuesday)", 1, 5, 9, 2017),
        ("en", "Tuesday\n5 September", 1, 5, 9, None),
        ("fr", "le mardi 1er mai 2018", 1, 1, 5, 2018),
        ("fr", "mar. 5 sept. 2017", 1, 5, 9, 2017),
        ("fr", "Vendredi 11 Août", 4, 11, 8, None),
        ("es", "miércoles, 6 de septiembre de 2017", 2, 6, 9, 2017),
        ("es", "miercoles 6 de septiembre del 2017", 2, 6, 9, 2017),
        ("de", "Dienstag, den 5. September 2017", 1, 5, 9, 2017),
        ("de", "am Sonnabend, 9. März", 5, 9, 3, None),
        ("it", "martedì 1° maggio 2018", 1, 1, 5, 2018),
        ("pt", "terça-feira, 5 de setembro de 2017", 1, 5, 9, 2017),
        ("pt", "terça, 5 de setembro", 1, 5, 9, None),
        ("en", "Sitzung am Freitag, 5. Mai", 4, 5, 5, None),
        ("en", "Wed 8.12.2026", 2, 8, 12, 2026),
        ("en", "Wednesday 2026-12-08", 2, 8, 12, 2026),
        ("en", "8 December 2026, Wednesday.", 2, 8, 12, 2026),
        ("en", "Wednesday (8 December)", 2, 8, 12, None),
        ("ru", "в среду, 8 декабря 2026 года", 2, 8, 12, 2026),
        ("ru", "до 18:00 четверга, 2 декабря", 3, 2, 12, None),
        ("ru", "к пятнице, 4 декабря 2026 года", 4, 4, 12, 2026),
        ("ar", "يوم الأربعاء 8 كانون الأول/ديسمبر 2026", 2, 8, 12, 2026),
        ("ar", "الأربعاء، 8 ديسمبر", 2, 8, 12, None),
        ("en", "Thurs 10 Dec 2026", 3, 10, 12, 2026),
        ("en", "on Weds., Dec. 9th", 2, 9, 12, None),
        ("en", "December 17 (Fri)", 4, 17, 12, None),
        ("en", "the 17th of December, a Friday.", 4, 17, 12, None),
        ("en", "the 17th (Friday) of December 2026", 4, 17, 12, 2026),
        ("en", "Friday 17/12", 4, 17, 12, None),
        ("de", "am Do., 18.12.", 3, 18, 12, None),
        ("es", "el jueves 1.º de enero de 2027", 3, 1, 1, 2027),
        ("pt", "na 6ª-feira, 17 de dezembro", 4, 17, 12, None),
        ("zh", "2026年12月8日(星期三)上午", 2, 8, 12, 2026),
        ("zh", "2026年12月8日\uff08星期三\uff09上午", 2, 8, 12, 2026),
    ],
)
def test_a_day_beside_a_date_is_found(
    language: str, text: str, weekday: int, day: int, month: int, year: int | None
) -> None:
    (found,) = weekdays.mentions(text, language=language)

    assert (found.weekday, found.day, found.month, found.year) == (weekday, day, month, year)


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday we met 5 ministers in September",
        "Wednesday, 5 and 6 September",
        "Tuesday 5–7 September",
        "5 September 2017",
        "He may march 5 miles on Sunday",
        "mar 5 mai",
        "The Sunday Times, 5 December 2026; 5 December, Sunday Times",
        "open Monday to Friday, 1–31 December",
        "Friday 8/12, Friday at 10.12.",
    ],
)
def test_what_is_no_day_beside_a_date_is_left_alone(text: str) -> None:
    assert list(weekdays.mentions(text, language="en")) == []


def test_the_first_day_of_a_stretch_has_the_month_of_its_last() -> None:
    found = weekdays.mentions("Wednesday 8 to Friday 11 December", language="en")

    assert [(mention.weekday, mention.day, mention.month) for mention in found] == [(2, 8, 12), (4, 11, 12)]


@pytest.mark.parametrize("text", ["Wednesday–Friday, 9–11 December", "from Wed to Fri, 9 to 11 December 2026"])
def test_of_a_span_both_ends_have_their_day(text: str) -> None:
    found = weekdays.mentions(text, language="en")

    assert [(mention.weekday, mention.day, mention.month) for mention in found] == [(2, 9, 12), (4, 11, 12)]


def test_lines_are_counted() -> None:
    found = weekdays.mentions("one\ntwo Monday 4 May\nthree mardi 5 mai", language="en")

    assert [(mention.line, mention.written) for mention in found] == [(1, "Monday 4 May"), (2, "mardi 5 mai")]
