"""kill -9 at every step of sending: nobody is lost, nobody has two, and the next run goes on (R-1, R-3, R-62)."""

import os
import random
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from tests.press_room import counts, planned, status, statuses
from tests.services.sender_process import sending
from tests.smtp_server import SmtpServer, Visit, good, serving

LINES = 3
PEOPLE = 24
_LONG = 60.0


def now() -> datetime:
    return datetime.now(UTC)


def expect_agreement(engine: Engine, number: int, server: SmtpServer) -> None:
    stands = statuses(engine, number)
    assert len(stands) == PEOPLE
    for address, where in stands.items():
        assert server.copies[address] <= 1, f"{address} has two"
        if where == "accepted":
            assert server.copies[address] == 1, f"{address} was written down and never sent"
        if server.copies[address]:
            assert where in ("accepted", "sending", "unknown"), f"{address} was sent and is {where}"
    assert list(stands.values()).count("sending") <= LINES


def expect_that_it_can_go_on(engine: Engine, number: int, server: SmtpServer) -> None:
    """The next run finishes the rest by itself and leaves the unknown to a person, who has the server's record."""
    server.script = good
    options = {"transport": transport.smtp(server.url), "connections": 4}
    outcome = mailings.send(engine, number, now=now, **options)  # type: ignore[arg-type]
    expect_agreement(engine, number, server)
    assert set(counts(engine, number)) <= {"accepted", "unknown", "deferred"}
    assert outcome.counts.get("unknown", 0) <= LINES  # type: ignore[call-overload]
    for address, where in statuses(engine, number).items():
        if where == "unknown":
            decide = mailings.resolve_as_sent if server.copies[address] else mailings.resolve_for_resending
            with database.writing(engine) as session:
                decide(session, number, address=address, now=now())
    mailings.send(engine, number, now=lambda: now() + timedelta(hours=1), **options)  # type: ignore[arg-type]
    assert status(engine, number) == "finished"
    assert set(server.copies.values()) == {1}
    assert len(server.copies) == PEOPLE


def killed_while_held(engine: Engine, *, stage: str, message: int) -> None:
    """Runs a sender up to this stage, where the server falls silent, kills it there, and goes on."""
    reached = threading.Event()

    def hold(visit: Visit) -> float | None:
        about_lines = stage in ("connect", "ehlo")
        there = visit.connection == min(message, LINES) if about_lines else visit.message >= message
        if visit.stage != stage or not there:
            return None
        reached.set()
        return _LONG

    number = planned(engine, PEOPLE, now=now())
    with serving(hold) as server:
        with sending(engine, number, server.url, lines=LINES):
            assert reached.wait(30)
        expect_agreement(engine, number, server)
        expect_that_it_can_go_on(engine, number, server)


@pytest.mark.parametrize("message", [1, 9])
@pytest.mark.parametrize("stage", ["connect", "ehlo", "mail", "rcpt", "data", "content", "end", "ended"])
def test_killed_at_every_stage_of_a_message(sqlite: Engine, stage: str, message: int) -> None:
    killed_while_held(sqlite, stage=stage, message=message)


@pytest.mark.parametrize("stage", ["connect", "rcpt", "end", "ended"])
def test_killed_on_either_store(engine: Engine, stage: str) -> None:
    killed_while_held(engine, stage=stage, message=5)


def test_killed_between_the_servers_yes_and_the_ledger(engine: Engine) -> None:
    locked, seventh = threading.Event(), threading.Event()

    def wait_for_the_lock(visit: Visit) -> None:
        if visit.stage == "rcpt" and visit.message >= 7:
            seventh.set()
            locked.wait(30)

    number = planned(engine, PEOPLE, now=now())
    with serving(wait_for_the_lock) as server:
        with sending(engine, number, server.url, lines=LINES) as process, database.writing(engine) as session:
            assert seventh.wait(30)
            # A writer of SQLite keeps every other one out.
            lock = "SELECT 1" if engine.dialect.name == "sqlite" else "LOCK TABLE delivery IN EXCLUSIVE MODE"
            session.connection().execute(text(lock))
            locked.set()
            written_down = _until_quiet(server)
            process.kill()
            process.join(30)

        assert counts(engine, number)["accepted"] < written_down
        expect_agreement(engine, number, server)
        expect_that_it_can_go_on(engine, number, server)


def _until_quiet(server: SmtpServer) -> int:
    """Waits until the server gets nothing more; gives how many messages it has."""
    has = -1
    while has != len(server.record):
        has = len(server.record)
        time.sleep(0.4)
    return has


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_any_moment(sqlite: Engine, seed: int) -> None:
    begun, moment = threading.Event(), random.Random(seed).uniform(0, 0.25)

    def slow(visit: Visit) -> float | None:
        if visit.stage == "connect":
            begun.set()
        return 0.01 if visit.stage == "end" else None

    number = planned(sqlite, PEOPLE, now=now())
    with serving(slow) as server:
        with sending(sqlite, number, server.url, lines=LINES):
            assert begun.wait(30)
            time.sleep(moment)
        expect_agreement(sqlite, number, server)
        expect_that_it_can_go_on(sqlite, number, server)


def test_killed_before_it_has_begun_nothing_has_happened(engine: Engine) -> None:
    number = planned(engine, PEOPLE, now=now())

    with serving() as server:
        with sending(engine, number, server.url, lines=LINES) as process:
            process.kill()
        assert counts(engine, number) == {"planned": PEOPLE}
        expect_that_it_can_go_on(engine, number, server)


@pytest.mark.parametrize("number_of_signal", [signal.SIGINT, signal.SIGTERM], ids=str)
def test_interrupted_politely_nothing_is_left_in_hand(engine: Engine, number_of_signal: int) -> None:
    reached = threading.Event()

    def notice(visit: Visit) -> float | None:
        if visit.message >= 6:
            reached.set()
        return 0.05 if visit.stage == "end" else None

    number = planned(engine, PEOPLE, now=now())
    with serving(notice) as server:
        with sending(engine, number, server.url, lines=LINES) as process:
            assert reached.wait(30)
            os.kill(process.pid or 0, number_of_signal)
            process.join(30)
            assert process.exitcode == 130
        assert set(counts(engine, number)) == {"accepted", "planned"}
        assert status(engine, number) == "stopped"
        expect_that_it_can_go_on(engine, number, server)


def test_two_processes_share_the_work_and_one_that_is_killed_leaves_its_own_only(engine: Engine) -> None:
    reached = threading.Event()

    def notice(visit: Visit) -> float | None:
        if visit.message >= 10:
            reached.set()
        return 0.03 if visit.stage == "end" else None

    number = planned(engine, PEOPLE, now=now())
    with serving(notice) as server:
        with (
            sending(engine, number, server.url, lines=LINES) as first,
            sending(engine, number, server.url, lines=LINES) as second,
        ):
            assert reached.wait(30)
            first.kill()
            first.join(30)
            second.join(60)
        expect_agreement(engine, number, server)
        stands = counts(engine, number)
        assert stands.get("unknown", 0) <= LINES
        assert set(stands) <= {"accepted", "unknown"}
        expect_that_it_can_go_on(engine, number, server)
