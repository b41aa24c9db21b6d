"""Days on which something comes again, against the reference implementation of RFC 5545 and against hostile rules."""

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import vRecur

from outreach.errors import InvalidValue
from outreach.formats.rota import recurrence

START = date(2026, 10, 20)


def days(
    rule: str, *, start: date = START, first: date = START, last: date = START + timedelta(days=400)
) -> list[date]:
    return list(recurrence.days(recurrence.rule(vRecur.from_ical(rule)), start, first=first, last=last))


def by_the_reference(rule: str, start: date, last: date) -> list[date]:
    noon, end = (datetime.fromisoformat(f"{day}T12:00") for day in (start, last))
    return [found.date() for found in rrulestr(rule, dtstart=noon).between(noon, end, inc=True)]


WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4, unique=True)
# Not mixed with plain days: the reference asks for both at once there, the standard for either.
NTH = st.lists(st.sampled_from(["1MO", "-1FR", "2TU", "-2WE", "5SA"]), min_size=1, max_size=3, unique=True)
MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True)
MONTH_DAYS = st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=4, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        weekdays = WEEKDAYS if frequency in ("DAILY", "WEEKLY") else WEEKDAYS | NTH
        parts.append(f"BYDAY={','.join(draw(weekdays))}")
    if draw(st.booleans()):
        parts.append(f"BYMONTH={','.join(map(str, draw(MONTHS)))}")
    if frequency != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={','.join(map(str, draw(MONTH_DAYS)))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU', 'WE']))}")
    return ";".join(parts)


@given(rule=rules(), start=st.dates(date(2024, 1, 1), date(2026, 12, 31)), lasting=st.integers(0, 900))
def test_the_days_are_those_of_the_reference(rule: str, start: date, lasting: int) -> None:
    last = start + timedelta(days=lasting)

    assert days(rule, start=start, first=start, last=last) == by_the_reference(rule, start, last)


def test_only_the_window_is_given_but_a_count_begins_with_the_first() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)

    assert days("FREQ=WEEKLY", first=first, last=last) == [date(2026, 11, n) for n in (3, 10, 17, 24)]
    assert days("FREQ=WEEKLY;COUNT=3", first=first, last=last) == [date(2026, 11, 3)]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("FREQ=SECONDLY", "FREQ=SECONDLY is not followed"),
        ("FREQ=HOURLY;INTERVAL=12", "FREQ=HOURLY is not followed"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "BYSETPOS= is not followed"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO= is not followed"),
        ("FREQ=DAILY;INTERVAL=0", "makes no sense"),
        ("FREQ=WEEKLY;BYDAY=1MO", "makes no sense"),
        ("COUNT=3", "FREQ= is not followed"),
    ],
)
def test_rules_that_no_rota_needs_are_refused(rule: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        days(rule)


def test_a_rule_that_never_comes_true_ends_with_its_window() -> None:
    begun = time.perf_counter()

    assert days("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []
    assert days("FREQ=DAILY;INTERVAL=7;BYDAY=MO") == []

    assert time.perf_counter() - begun < 1
