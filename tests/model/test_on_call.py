"""Who is on call: the rota, then office hours, then the nearest office; and the hours that nobody covers."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.model import intervals
from outreach.model.on_call import Rule
from outreach.model.rota import Shift, ShiftKind
from tests.duty import DUTY, MOBILE, WORK, away, card, holidays, instants, office, roster, shift, utc
from tests.model.test_office import ZONES

MIRA = card("Mira Olsen", phones=(WORK, DUTY))
TOM = card("Tom Berg", phones=(MOBILE,))
JOE = card("Joe Novak", "Geneva")
ANA = card("Ana Ek", "New York")
TUESDAY_NOON, TUESDAY_NIGHT, SATURDAY = utc("2026-11-24 11:00"), utc("2026-11-24 21:30"), utc("2026-11-28 11:00")


def test_who_is_on_duty_answers_before_those_at_work() -> None:
    known = roster([MIRA, TOM], [office()], [shift(TOM, "2026-11-24 10:00", "2026-11-24 12:00")])

    [answer] = known.answers(office(), TUESDAY_NOON)

    assert (answer.officer, answer.rule, answer.until) == (TOM, Rule.DUTY, utc("2026-11-24 12:00"))
    assert answer.why == "on duty for Vienna by the rota"


def test_in_office_hours_everybody_in_the_city_answers_until_a_duty_begins() -> None:
    known = roster([MIRA, TOM, JOE], [office()], [shift(TOM, "2026-11-24 14:00", "2026-11-25 06:00")])

    answers = known.answers(office(), TUESDAY_NOON)

    assert {answer.officer for answer in answers} == {MIRA, TOM}
    assert {answer.until for answer in answers} == {utc("2026-11-24 14:00")}
    assert answers[0].why == "office hours in Vienna (Mo-Fr 09:00-17:00)"


def test_two_on_duty_both_answer() -> None:
    known = roster([MIRA, TOM], [office()], [shift(who, "2026-11-24 20:00", "2026-11-25 06:00") for who in (MIRA, TOM)])

    assert [answer.officer for answer in known.answers(office(), TUESDAY_NIGHT)] == [MIRA, TOM]


def test_an_absence_beats_a_duty_and_office_hours() -> None:
    on_duty = shift(MIRA, "2026-11-24 20:00", "2026-11-25 06:00")
    gone = away(MIRA, "2026-11-24 00:00", "2026-11-24 23:00")
    known = roster([MIRA], [office()], [on_duty, gone])

    [night] = known.answers(office(), TUESDAY_NIGHT)
    [noon] = known.answers(office(), TUESDAY_NOON)
    [later] = known.answers(office(), utc("2026-11-24 23:30"))

    assert (night.officer, night.rule, night.until) == (None, Rule.NOBODY, utc("2026-11-24 23:00"))
    assert noon.why.startswith("in Vienna it is office hours, but nobody is there")
    assert later.officer == MIRA


@pytest.mark.parametrize(
    ("at", "officer", "why"),
    [
        (TUESDAY_NIGHT, ANA, "Vienna is closed; New York, 6,796 km away, is the nearest that answers: office hours"),
        (utc("2026-12-08 10:00"), JOE, "Vienna is closed (Holiday); Geneva, 803 km away,"),
    ],
    ids=["at night, over the ocean", "on a holiday, next door"],
)
def test_a_closed_city_is_answered_by_the_nearest_that_is_open(at: datetime, officer: object, why: str) -> None:
    known = roster(
        [MIRA, JOE, ANA],
        [office(), office("Geneva", "Mo-Fr 09:00-17:00; PH 09:00-17:00"), office("New York")],
        on=holidays("2026-12-08"),
    )

    [answer] = known.answers(office(), at)

    assert (answer.officer, answer.rule) == (officer, Rule.ELSEWHERE)
    assert answer.why.startswith(why)


def test_a_duty_for_another_city_is_that_city_s() -> None:
    for_vienna = shift(JOE, "2026-11-28 08:00", "2026-11-28 20:00", city="Vienna")
    known = roster([MIRA, JOE], [office(), office("Geneva")], [for_vienna])

    [vienna] = known.answers(office(), SATURDAY)
    [geneva] = known.answers(office("Geneva"), SATURDAY)

    assert (vienna.officer, vienna.rule) == (JOE, Rule.DUTY)
    assert (geneva.officer, geneva.rule) == (JOE, Rule.ELSEWHERE)


def test_whoever_has_left_the_service_never_answers() -> None:
    gone = card("Mira Olsen", active=False)
    known = roster([gone], [office()], [shift(gone, "2026-11-24 00:00", "2026-11-25 00:00")])

    [answer] = known.answers(office(), TUESDAY_NOON)

    assert answer.officer is None


def test_hours_that_nobody_has_said_are_assumed_and_said_to_be() -> None:
    known = roster([MIRA])

    [answer] = known.answers(known.offices[0], TUESDAY_NOON)

    assert answer.why == "office hours in Vienna (Mo-Fr 09:00-17:00, assumed)"


def test_the_duty_number_rings_at_night_and_the_desk_by_day() -> None:
    known = roster([MIRA], [office()], [shift(MIRA, "2026-11-24 00:00", "2026-11-26 00:00")])

    assert [known.answers(office(), at)[0].number for at in (TUESDAY_NOON, TUESDAY_NIGHT)] == [WORK, DUTY]


def test_on_duty_without_a_number_is_said() -> None:
    silent = card("Mira Olsen", phones=())
    known = roster([silent], [office()], [shift(silent, "2026-11-24 20:00", "2026-11-25 06:00")])

    [answer] = known.answers(office(), TUESDAY_NIGHT)

    assert (answer.officer, answer.number) == (silent, None)
    assert "no number" in answer.why


def test_an_office_that_never_closes_has_no_end() -> None:
    known = roster([MIRA], [office("Vienna", "24/7")])

    assert known.answers(office("Vienna", "24/7"), TUESDAY_NIGHT)[0].until is None
    assert known.uncovered(office("Vienna", "24/7"), TUESDAY_NOON, SATURDAY) == []


def test_the_night_of_a_clock_change_is_covered_to_the_minute() -> None:
    nights = [shift(MIRA, "2026-10-24 15:00", "2026-10-25 08:00")]
    known = roster([MIRA], [office("Vienna", "Mo-Su 09:00-17:00")], nights)

    gaps = known.uncovered(office("Vienna", "Mo-Su 09:00-17:00"), utc("2026-10-24 00:00"), utc("2026-10-26 00:00"))

    assert gaps == [
        (utc("2026-10-24 00:00"), utc("2026-10-24 07:00")),
        (utc("2026-10-25 16:00"), utc("2026-10-26 00:00")),
    ]


CITIES = {
    "Europe/Vienna": "Vienna",
    "America/New_York": "New York",
    "Asia/Kathmandu": "Kathmandu",
    "Africa/Casablanca": "Casablanca",
    "Pacific/Apia": "Apia",
    "America/Havana": "Havana",
}
START = instants("2026-01-01", "2028-01-01")
HOURS = ("Mo-Fr 09:00-17:00", "22:00-06:00", "Su 01:30-02:15,02:30-03:00", "24/7", "Mo-Su off")
STRETCHES = st.lists(
    st.tuples(START, st.timedeltas(timedelta(minutes=1), timedelta(days=30)), st.sampled_from(ShiftKind)), max_size=8
)


@given(
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from([None, *HOURS]),
    stretches=STRETCHES,
    start=START,
    lasting=st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_covered_and_uncovered_are_all_of_the_time_and_never_both(
    zone: str,
    hours: str | None,
    stretches: list[tuple[datetime, timedelta, ShiftKind]],
    start: datetime,
    lasting: timedelta,
) -> None:
    here = office(CITIES.get(zone, "Sydney"), hours, timezone=zone)
    who = card("Mira Olsen", here.city, timezone=zone)
    known = roster(
        [who],
        [here],
        [
            Shift(officer=who.uid, kind=kind, starts=at, ends=at + long, zone=zone, place=here.place)
            for at, long, kind in stretches
        ],
    )

    end = start + lasting
    covered, uncovered = known.covered(here, start, end), known.uncovered(here, start, end)

    assert sum((b - a for a, b in covered + uncovered), timedelta()) == lasting
    assert intervals.joined(covered + uncovered) == ([(start, end)] if lasting else [])
    for a, b in covered:
        middle = a + (b - a) / 2
        assert {answer.rule for answer in known.answers(here, middle)} <= {Rule.DUTY, Rule.HOURS}
    for a, b in uncovered:
        middle = a + (b - a) / 2
        assert {answer.rule for answer in known.answers(here, middle)} == {Rule.NOBODY}
