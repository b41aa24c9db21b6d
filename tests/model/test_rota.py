"""Times of a rota as people write them."""

from datetime import datetime

import pytest

from outreach.errors import InvalidValue
from outreach.model import rota
from outreach.model.rota import ShiftKind, Span
from outreach.store import gazetteer
from tests.duty import utc


def span(start: str, end: str, zone: str | None = "Europe/Vienna") -> Span:
    return rota.span(start, end, zone=zone, city=gazetteer.city)


@pytest.mark.parametrize(
    ("start", "end", "starts", "ends"),
    [
        ("2026-12-24 18:00", "2026-12-25 06:00", "2026-12-24 17:00", "2026-12-25 05:00"),
        ("2026-12-24 18:00", "22:00", "2026-12-24 17:00", "2026-12-24 21:00"),
        ("2026-12-24 18:00", "06:00", "2026-12-24 17:00", "2026-12-25 05:00"),
        ("2026-10-24 22:00", "06:00", "2026-10-24 20:00", "2026-10-25 05:00"),
        ("2027-03-27 22:00", "06:00", "2027-03-27 21:00", "2027-03-28 04:00"),
        ("2026-12-24", "2026-12-26", "2026-12-23 23:00", "2026-12-26 23:00"),
        ("2026-12-24", "2026-12-24", "2026-12-23 23:00", "2026-12-24 23:00"),
        ("2026-12-24 18:00 New York", "23:00", "2026-12-24 23:00", "2026-12-25 04:00"),
        ("2026-12-24 New York", "2026-12-24", "2026-12-24 05:00", "2026-12-25 05:00"),
        ("2026-10-25 02:30+01:00 Europe/Vienna", "06:00", "2026-10-25 01:30", "2026-10-25 05:00"),
    ],
)
def test_two_times_are_a_stretch(start: str, end: str, starts: str, ends: str) -> None:
    found = span(start, end)

    assert (found.starts, found.ends) == (utc(starts), utc(ends))


@pytest.mark.parametrize(
    ("start", "end", "zone", "says"),
    [
        ("2026-10-25 02:30", "06:00", "Europe/Vienna", r"02:30\+02:00 Europe/Vienna or 2026-10-25 02:30\+01:00"),
        ("2027-03-28 02:30", "06:00", "Europe/Vienna", "does not exist in Europe/Vienna.*is 01:30 or 03:30 meant"),
        ("2026-10-24 22:00", "2026-10-25 02:30", "Europe/Vienna", "to '2026-10-25 02:30'.*comes twice"),
        ("2026-12-24 18:00", "2026-12-24 18:00", "Europe/Vienna", "is not after 2026-12-24 18:00"),
        ("2026-12-24 18:00", "2026-12-23", "Europe/Vienna", "is not after"),
        ("2026-12-24 18:00", "06:00", None, "on whose clock"),
        ("2026-12-24", "2026-12-26", None, "on whose clock"),
        ("tomorrow", "06:00", "Europe/Vienna", "is not a time"),
        ("2026-12-24 18:00 CET", "06:00", "Europe/Vienna", "more than one clock"),
        ("2011-12-30 09:00", "2011-12-31 09:00", "Pacific/Apia", "does not exist in Pacific/Apia"),
    ],
)
def test_a_time_that_is_doubtful_is_refused(start: str, end: str, zone: str | None, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        span(start, end, zone)


def test_an_hour_alone_is_today_s_on_that_clock() -> None:
    now = datetime.fromisoformat("2026-11-24T23:30+00:00")

    found = rota.instant("08:00", zone="Europe/Vienna", city=gazetteer.city, now=now)

    assert found == utc("2026-11-25 07:00")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mira Olsen", ShiftKind.DUTY),
        ("Mira Olsen: Urlaub", ShiftKind.AWAY),
        ("Mira Olsen – congés", ShiftKind.AWAY),
        ("Holiday duty: Mira Olsen", ShiftKind.DUTY),
        ("Vacation, Mira Olsen", ShiftKind.AWAY),
        ("Mira Olsen checks out the phone", ShiftKind.DUTY),
    ],
)
def test_a_title_says_whether_somebody_is_away(text: str, kind: ShiftKind) -> None:
    assert rota.kind_said_in(text) is kind
