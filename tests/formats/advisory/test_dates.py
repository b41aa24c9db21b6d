from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.formats.advisory import dates, words
from outreach.model.advisory import Event, Moment

SIX_IN_VIENNA = Moment(datetime(2017, 9, 5, 16, tzinfo=UTC), "Europe/Vienna")
ELEVEN_IN_NEW_YORK = Moment(datetime(2017, 9, 6, 3, tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "EMBARGOED until 18:00 Vienna time (CEST, 16:00 UTC), Tuesday 5 September 2017"),
        ("en-US", "EMBARGOED until 6:00\u00a0PM Vienna time (CEST, 4:00\u00a0PM UTC), Tuesday, September 5, 2017"),
        ("fr", "SOUS EMBARGO jusqu’au mardi 5 septembre 2017 à 18:00, heure de Vienne (CEST, 16:00 UTC)"),
        ("es", "EMBARGADO hasta el martes, 5 de septiembre de 2017, 18:00, hora de Viena (CEST, 16:00 UTC)"),
        ("de", "SPERRFRIST: Dienstag, 5. September 2017, 18:00 Uhr Ortszeit Wien (MESZ, 16:00 UTC)"),
        ("it", "EMBARGO fino a martedì 5 settembre 2017, ore 18:00, ora di Vienna (CEST, 16:00 UTC)"),
        ("pt", "EMBARGADO até terça-feira, 5 de setembro de 2017, 18:00, hora de Viena (CEST, 16:00 UTC)"),
        ("pt-BR", "EMBARGADO até terça-feira, 5 de setembro de 2017, 18:00, horário de Viena (CEST, 16:00 UTC)"),
        ("ru", "ЭМБАРГО: до 18:00 по времени города Вена (16:00 UTC), вторник, 5 сентября 2017\u00a0г."),
        ("ar", "محظور النشر حتى الثلاثاء، 5 سبتمبر 2017، الساعة 18:00 بتوقيت فيينا (الساعة 16:00 بتوقيت غرينتش)"),
        ("zh", "禁止在2017年9月5日星期二 维也纳时间18:00（协调世界时16:00）之前发布"),
        ("zh-Hant", "禁止在2017年9月5日 星期二 維也納時間下午6:00（世界協調時間下午4:00）之前發布"),
        ("sv", "EMBARGOED until 18:00 Vienna time (CEST, 16:00 UTC), Tuesday 5 September 2017"),
    ],
)
def test_an_embargo_is_said_in_every_language(language: str, line: str) -> None:
    assert dates.embargo(SIX_IN_VIENNA, language=language) == line


@pytest.mark.parametrize(
    ("language", "utc"),
    [
        ("en", "03:00 UTC on 6 September"),
        ("fr", "03:00 UTC le 6 septembre"),
        ("es", "3:00 UTC del 6 de septiembre"),
        ("de", "03:00 UTC am 6. September"),
        ("it", "03:00 UTC del 6 settembre"),
        ("pt", "03:00 UTC de 6 de setembro"),
    ],
)
def test_utc_says_its_day_where_that_is_another(language: str, utc: str) -> None:
    assert utc in dates.embargo(ELEVEN_IN_NEW_YORK, language=language)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", "until 16:00 UTC, Tuesday"),
        ("Asia/Kathmandu", "until 21:45 Kathmandu time (16:00 UTC), Tuesday"),
        ("America/Argentina/Buenos_Aires", "until 13:00 Buenos Aires time (16:00 UTC), Tuesday"),
    ],
)
def test_a_clock_without_a_name_of_its_own_goes_without(zone: str, clock: str) -> None:
    assert clock in dates.embargo(Moment(SIX_IN_VIENNA.instant, zone), language="en")


def test_the_writers_city_stands_for_its_clock() -> None:
    line = dates.embargo(Moment(SIX_IN_VIENNA.instant, "Europe/Zurich"), language="fr", place="Genève")

    assert "heure de Genève" in line


def test_a_city_with_a_vowel_is_elided_in_french() -> None:
    assert "heure d’Athènes" in dates.embargo(Moment(SIX_IN_VIENNA.instant, "Europe/Athens"), language="fr")


def test_an_event_of_a_day_says_from_when_until_when() -> None:
    event = Event(when=SIX_IN_VIENNA, until=Moment(SIX_IN_VIENNA.instant + timedelta(hours=3), "Europe/Vienna"))

    said = dates.event(event, language="en")

    assert said == "Tuesday 5 September 2017, 18:00–21:00 Vienna time (CEST, 16:00–19:00 UTC)"


def test_an_event_of_two_days_says_both() -> None:
    event = Event(when=SIX_IN_VIENNA, until=Moment(SIX_IN_VIENNA.instant + timedelta(hours=23), "Europe/Vienna"))

    said = dates.event(event, language="de")

    assert said == (
        "Dienstag, 5. September 2017, 18:00 – Mittwoch, 6. September 2017, 17:00 Uhr Ortszeit Wien (MESZ, 15:00 UTC)"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("by 2017-09-04", "by Monday 4 September 2017"),
        ("by 2017-09-04 12:00", "by Monday 4 September 2017, 12:00 Geneva time (CEST, 10:00 UTC)"),
        ("by 2017-09-04 12:00, or ring", "by Monday 4 September 2017, 12:00 Geneva time (CEST, 10:00 UTC), or ring"),
        ("by 2017-09-04 12:00 in Vienna", "by Monday 4 September 2017, 12:00 in Vienna"),
        ("by 2017-09-04 12:00 (UTC)", "by Monday 4 September 2017, 12:00 (UTC)"),
        ("by 2017-13-45 12:00", "by 2017-13-45 12:00"),
        ("by 2017-10-29 02:30", "by Sunday 29 October 2017, 02:30"),
    ],
)
def test_days_and_hours_of_an_answer_are_written_out_on_the_events_clock(written: str, said: str) -> None:
    event = Event(rsvp=written, timezone="Europe/Zurich")

    assert dates.rsvp(event, language="en", place="Geneva") == said


def test_an_hour_for_which_nothing_says_a_clock_stays_as_it_is() -> None:
    assert dates.rsvp(Event(rsvp="by 2017-09-04 12:00"), language="en") == "by Monday 4 September 2017, 12:00"


@pytest.mark.parametrize("language", words.languages())
def test_no_language_lacks_a_label_or_leaves_a_brace(language: str) -> None:
    said = words.of(language)
    lines = [dates.embargo(ELEVEN_IN_NEW_YORK, language=language), *said.kinds.values(), said.at_once, said.why_label]

    assert all(line and not set(line) & set("{}") for line in lines)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "mardi 1er décembre 2026"), ("it", "martedì 1º dicembre 2026"), ("en", "Tuesday 1 December 2026")],
)
def test_the_first_of_a_month_is_an_ordinal_where_it_is_said_so(language: str, said: str) -> None:
    assert dates.weekday_and_day(date(2026, 12, 1), language=language) == said
    assert "1er" not in dates.weekday_and_day(date(2026, 12, 11), language=language)
