"""Which number rings at which hour."""

from dataclasses import replace
from datetime import datetime

import pytest

from outreach.model import ringing
from outreach.model.values import PhoneKind, PhoneNumber
from tests.duty import DUTY, MOBILE, WORK

FAX = PhoneNumber("+4319999125", kind=PhoneKind.FAX)


def rings(*phones: PhoneNumber, at: str = "12:00", in_hours: bool) -> PhoneNumber | None:
    return ringing.number(phones, local=datetime.fromisoformat(f"2026-11-24T{at}"), in_hours=in_hours)


@pytest.mark.parametrize(("in_hours", "phone"), [(True, WORK), (False, DUTY)], ids=["office hours", "out of hours"])
def test_the_kind_decides_where_nothing_is_said(in_hours: bool, phone: PhoneNumber) -> None:
    assert rings(FAX, MOBILE, WORK, DUTY, in_hours=in_hours) == phone
    assert rings(WORK, MOBILE, in_hours=False) == MOBILE


def test_a_fax_never_rings() -> None:
    assert rings(FAX, in_hours=True) is None
    assert rings(in_hours=True) is None


@pytest.mark.parametrize(
    ("usage", "at", "in_hours", "is_chosen"),
    [
        ("after 18:00", "18:00", False, True),
        ("duty, after 18:00", "23:30", False, True),
        ("duty, after 18:00", "03:00", False, True),
        ("after 18:00", "17:59", False, False),
        ("after 6 pm", "19:00", False, True),
        ("nach 18 Uhr", "19:00", False, True),
        ("until 18:00", "17:00", False, True),
        ("until 18:00", "19:00", False, False),
        ("before 09:00", "07:00", False, True),
        ("18:00-08:00", "07:00", False, True),
        ("18:00 – 08:00", "09:00", False, False),
        ("office hours", "12:00", True, True),
        ("Office hours only", "20:00", False, False),
        ("out of hours", "20:00", False, True),
        ("after office hours", "12:00", True, False),
        ("text only", "12:00", False, False),
        ("SMS only, please", "12:00", False, False),
        ("ask for Joe", "12:00", False, True),
        ("duty", "20:00", False, True),
    ],
)
def test_a_usage_is_understood(usage: str, at: str, in_hours: bool, is_chosen: bool) -> None:
    said = replace(WORK if in_hours else MOBILE, usage=usage)
    other = MOBILE if in_hours else WORK

    assert (rings(said, other, at=at, in_hours=in_hours) == said) is is_chosen


def test_a_number_for_another_hour_is_better_than_none_and_than_one_that_does_not_ring() -> None:
    later, texts = replace(WORK, usage="after 18:00"), replace(MOBILE, usage="text only")

    assert rings(texts, later, in_hours=True) == later
    assert rings(texts, in_hours=True) == texts
