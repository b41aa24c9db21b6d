"""A machine's clock that is wrong, or is set while mail goes out: nothing goes early, nothing goes twice (R-19)."""

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from outreach.errors import WrongUsage
from outreach.services import mailings
from outreach.store import database
from outreach.store.rows import MoveRow
from tests.press_room import NOW, counts, expect_agreement, plan, planned, recipients, send, status
from tests.smtp_server import SmtpServer, Visit, serving

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_EMBARGO = NOW + 3 * _HOUR


class Stepped:
    """A clock that is set, forth and back, between any two looks at it."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._at = NOW

    def __call__(self) -> datetime:
        self._at += self._chance.choice((_HOUR, -_HOUR, _DAY, -_DAY, timedelta(seconds=1), timedelta(minutes=20)))
        return self._at


class Set:
    """A clock that goes right, and is set by `step` when somebody says so."""

    def __init__(self) -> None:
        self.by = timedelta(0)
        self._seconds = 0

    def __call__(self) -> datetime:
        self._seconds += 1
        return NOW + timedelta(seconds=self._seconds) + self.by


def mad_clock(engine: Engine, *, runs: int) -> None:
    """So many runs by a clock that is set at random: nothing is taken in hand before its time."""
    refused = 0
    with serving() as server:
        for seed in range(runs):
            number = plan(engine, send_at=_EMBARGO, recipients=recipients(1)).id
            try:
                send(engine, number, server, now=Stepped(seed), connections=1)
            except WrongUsage:
                refused += 1
    with database.reading(engine) as session:
        taken = session.exec(select(MoveRow.at).where(MoveRow.after == "sending")).all()
    # What a jump of the clock took out of the hand again was not begun.
    assert len(taken) >= len(server.record) > 0
    assert min(taken) >= _EMBARGO
    assert refused > runs / 4


def test_by_a_mad_clock_nothing_is_taken_in_hand_before_its_time(sqlite: Engine) -> None:
    mad_clock(sqlite, runs=30)


@pytest.mark.parametrize("step", [-_DAY, -_HOUR, _HOUR, _DAY], ids=str)
def test_a_clock_that_is_set_in_the_middle_of_a_run_changes_nothing(sqlite: Engine, step: timedelta) -> None:
    number, clock = planned(sqlite, 20, now=NOW), Set()

    def script(visit: Visit) -> None:
        if visit.stage == "data" and visit.message == 8:
            clock.by = step

    with serving(script) as server:
        outcome = send(sqlite, number, server, now=clock)

    assert (outcome.status, counts(sqlite, number)) == ("finished", {"accepted": 20})
    assert set(server.copies.values()) == {1}
    with database.reading(sqlite) as session:
        assert mailings.prove(session, number, now=clock()).problems == []


def test_a_clock_that_is_set_back_before_the_embargo_stops_the_mailing_until_it_is_past_again(sqlite: Engine) -> None:
    number, clock = plan(sqlite, send_at=NOW).id, Set()

    def script(visit: Visit) -> None:
        if visit.stage == "data" and visit.message == 2:
            clock.by = -_HOUR

    with serving(script) as server:
        send(sqlite, number, server, now=clock, connections=1)
        assert (len(server.record), status(sqlite, number)) == (2, "stopped")
        with pytest.raises(WrongUsage):
            send(sqlite, number, server, now=clock)
        clock.by = timedelta(0)
        send(sqlite, number, server, now=clock)

    assert (set(server.copies.values()), len(server.copies)) == ({1}, 3)


def test_who_was_put_off_is_not_tried_in_a_storm_when_the_clock_is_set(sqlite: Engine) -> None:
    number, tries = planned(sqlite, 5, now=NOW), list[str | None]()

    def greylisting(visit: Visit) -> str | None:
        tries.extend([visit.recipient] if visit.stage == "rcpt" else [])
        return "451 4.7.1 greylisted" if visit.stage == "rcpt" and len(tries) <= 5 else None

    with serving(greylisting) as server:
        put_off_then_clock_set(sqlite, number, server)

    assert sorted(tries) == sorted(2 * [f"r{n}@example.com" for n in range(1, 6)])
    expect_agreement(sqlite, number, server)


def put_off_then_clock_set(engine: Engine, number: int, server: SmtpServer) -> None:
    send(engine, number, server)
    for wrong in (NOW - _DAY, NOW - _HOUR, NOW + timedelta(minutes=1)):
        assert send(engine, number, server, now=lambda at=wrong: at).this_run == {}
    assert send(engine, number, server, now=lambda: NOW + _DAY).this_run == {"accepted": 5}
    assert send(engine, number, server, now=lambda: NOW - _DAY).this_run == {}
