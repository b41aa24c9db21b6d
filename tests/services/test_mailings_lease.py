"""Who is still there, and who slept too long: leases kept by a heartbeat, in real processes (R-5, R-19)."""

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from outreach.store import mailings as ledger
from tests.press_room import NOW, counts, expect_agreement, planned, send, statuses
from tests.services.sender_process import sending
from tests.smtp_server import Visit, serving

_SHORT = timedelta(seconds=1)


def now() -> datetime:
    return datetime.now(UTC)


def _rescued(engine: Engine, number: int, url: str) -> None:
    """What the sleeping sender had is found by another, and a person says that it goes again."""
    options = {"transport": transport.smtp(url), "connections": 2, "now": now}
    mailings.send(engine, number, **options)  # type: ignore[arg-type]
    with database.writing(engine) as session:
        mailings.resolve_for_resending(session, number, now=now())
    mailings.send(engine, number, **options)  # type: ignore[arg-type]


def test_a_sender_that_was_paused_past_its_lease_begins_nothing_when_it_wakes(engine: Engine) -> None:
    reached, slow = threading.Event(), threading.Event()

    def hold_before_data(visit: Visit) -> float | None:
        if visit.stage == "rcpt" and not slow.is_set():
            reached.set()
            return 0.3
        return None

    number = planned(engine, 4, now=now())
    with serving(hold_before_data) as server, sending(engine, number, server.url, lines=2, lease=_SHORT) as sleeper:
        assert reached.wait(30)
        os.kill(sleeper.pid or 0, signal.SIGSTOP)
        slow.set()
        time.sleep(_SHORT.total_seconds() + 0.2)
        _rescued(engine, number, server.url)
        assert counts(engine, number) == {"accepted": 4}
        os.kill(sleeper.pid or 0, signal.SIGCONT)
        sleeper.join(30)

    assert sleeper.exitcode == 0
    assert set(server.copies.values()) == {1}
    assert counts(engine, number) == {"accepted": 4}


def test_a_slow_server_costs_nobody_the_lease(engine: Engine) -> None:
    def slow(visit: Visit) -> float | None:
        return 3.0 if visit.stage == "end" and visit.recipient == "r1@example.com" else None

    number = planned(engine, 4, now=now())
    with serving(slow) as server, sending(engine, number, server.url, lines=2, lease=_SHORT) as sender:
        time.sleep(2.5)
        with database.writing(engine) as session:
            lost = ledger.recover(session, number, is_gone=lambda _sender: False, now=now())
        sender.join(30)

    assert (lost, counts(engine, number)) == (0, {"accepted": 4})


@pytest.mark.parametrize(
    "step", [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1), timedelta(days=1)], ids=str
)
def test_a_clock_that_is_set_while_mail_goes_out_sends_nothing_twice(engine: Engine, step: timedelta) -> None:
    number, moved = planned(engine, 12, now=NOW), threading.Event()

    def sets_the_clock(done: mailings.Step) -> None:
        if done.done == 4:
            moved.set()

    with serving() as server:
        send(engine, number, server, now=lambda: NOW + step if moved.is_set() else NOW, progress=sets_the_clock)
        send(engine, number, server, now=lambda: NOW + step)

    assert set(statuses(engine, number).values()) == {"accepted"}
    expect_agreement(engine, number, server)


def test_a_clock_that_is_set_back_before_the_hour_sends_nothing_before_it(engine: Engine) -> None:
    number, moved = planned(engine, 12, now=NOW), threading.Event()
    with database.writing(engine) as session:
        ledger.numbered(session, number).send_at = NOW

    def sets_the_clock(done: mailings.Step) -> None:
        if done.done == 4:
            moved.set()

    with serving() as server:
        send(
            engine,
            number,
            server,
            connections=1,
            now=lambda: NOW - timedelta(hours=1) if moved.is_set() else NOW,
            progress=sets_the_clock,
        )
        assert len(server.record) <= 5
        send(engine, number, server)

    assert set(statuses(engine, number).values()) == {"accepted"}
    assert set(server.copies.values()) == {1}
