"""The rota is kept as it was said, through either door and on either store."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine

from outreach.model.history import Origin
from outreach.model.rota import Shift, ShiftKind
from outreach.store import cities, contacts, database, gazetteer, glance, rota
from tests.duty import utc
from tests.factories import officer

VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")
NIGHT = Shift(
    officer="mira",
    kind=ShiftKind.DUTY,
    starts=utc("2026-12-04 21:00"),
    ends=utc("2026-12-05 05:00"),
    zone="Europe/Vienna",
    note="key in the safe",
    uid="a",
)


@pytest.fixture
def mira(engine: Engine, now: datetime) -> Engine:
    """A store with an officer in Vienna, on duty one night, and one for Geneva."""
    with database.writing(engine) as session:
        contacts.add(session, officer("Mira Olsen", uid="mira", city=VIENNA), origin=Origin(now))
        cities.row(session, GENEVA)
        session.flush()
        rota.add(
            session,
            [(NIGHT, None), (replace(NIGHT, uid="b", kind=ShiftKind.AWAY), None), (replace(NIGHT, uid="b"), GENEVA.id)],
        )
    return engine


def test_a_stretch_says_what_was_said_of_it(mira: Engine) -> None:
    with database.reading(mira) as session:
        found = rota.between(database.rows_of(session), utc("2026-12-05 00:00"), utc("2026-12-06 00:00"))

    vienna = ("Vienna", "AT", VIENNA.latitude, VIENNA.longitude)
    assert [replace(shift, id=0) for shift in found] == [
        replace(NIGHT, name="Mira Olsen", place=vienna),
        replace(NIGHT, name="Mira Olsen", place=vienna, uid="b", kind=ShiftKind.AWAY),
        replace(NIGHT, name="Mira Olsen", place=("Geneva", "CH", GENEVA.latitude, GENEVA.longitude), uid="b"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        ("2026-12-04 20:00", "2026-12-04 21:00", 0),
        ("2026-12-04 20:00", "2026-12-04 21:01", 3),
        ("2026-12-05 04:59", "2026-12-05 06:00", 3),
        ("2026-12-05 05:00", "2026-12-05 06:00", 0),
    ],
)
def test_what_only_borders_on_the_time_is_not_in_it(mira: Engine, start: str, end: str, number: int) -> None:
    with database.reading(mira) as session:
        found = rota.between(database.rows_of(session), utc(start), utc(end))

    assert len(found) == number


def test_the_lean_door_gives_the_same_rota_as_a_session(mira: Engine) -> None:
    file = glance.sqlite_file(str(mira.url))
    if file is None:
        pytest.skip("PostgreSQL has no lean door")
    time = utc("2026-12-04 20:00"), utc("2026-12-04 21:00:00.000001")

    with database.reading(mira) as session:
        by_session = rota.between(database.rows_of(session), *time)
    with glance.glancing(file) as rows:
        lean = rota.between(rows, *time)

    assert len(by_session) == 3
    assert lean == by_session


def test_what_is_there_already_is_not_there_twice(mira: Engine) -> None:
    with database.writing(mira) as session:
        assert rota.add(session, [(NIGHT, None), (replace(NIGHT, ends=utc("2026-12-05 06:00")), None)]) == 1


def test_what_came_with_a_calendar_goes_by_its_uid(mira: Engine) -> None:
    with database.writing(mira) as session:
        gone = rota.remove_of_calendar(session, ["b", *(f"x{n}" for n in range(1_200))])
        left = rota.between(database.rows_of(session), utc("2026-12-01 00:00"), utc("2027-01-01 00:00"))

    assert gone == 2
    assert [shift.uid for shift in left] == ["a"]


def test_a_rota_goes_with_its_officer(mira: Engine, now: datetime) -> None:
    with database.writing(mira) as session:
        contacts.remove(session, contacts.by_uid(session, "mira"), origin=Origin(now))
    with database.reading(mira) as session:
        assert rota.between(database.rows_of(session), utc("2026-12-01 00:00"), utc("2027-01-01 00:00")) == []
