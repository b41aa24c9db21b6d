"""Sending that is stopped: by a signal, by who watches, by a full disk, by sleep. The next run goes on."""

import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from outreach.errors import OutreachError
from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from outreach.store.rows import MoveRow
from tests.press_room import (
    NOW,
    counts,
    expect_agreement,
    planned,
    send,
    status,
    statuses,
)
from tests.smtp_server import Visit, serving


def test_cancelling_while_it_runs_stops_it(engine: Engine) -> None:
    number = planned(engine, 30, now=NOW)

    def cancel(step: mailings.Step) -> None:
        if step.done == 5:
            with database.writing(engine) as session:
                mailings.cancel(session, number, now=NOW)

    with serving() as server:
        outcome = send(engine, number, server, progress=cancel)

    assert outcome.status == "cancelled"
    assert set(statuses(engine, number).values()) == {"accepted", "cancelled"}
    assert len(server.record) < 15
    expect_agreement(engine, number, server)


def test_who_watches_and_fails_stops_the_mailing_in_order(engine: Engine) -> None:
    number = planned(engine, 20, now=NOW)

    def broken_pipe(step: mailings.Step) -> None:
        if step.done == 3:
            raise BrokenPipeError

    with serving() as server, pytest.raises(BrokenPipeError):
        send(engine, number, server, progress=broken_pipe)

    assert (status(engine, number), set(statuses(engine, number).values())) == ("stopped", {"accepted", "planned"})
    expect_agreement(engine, number, server)


@pytest.mark.parametrize("number_of_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_ctrl_c_finishes_what_is_on_the_wire_and_the_next_run_goes_on(engine: Engine, number_of_signal: int) -> None:
    number = planned(engine, 30, now=NOW)

    def interrupt(step: mailings.Step) -> None:
        if step.done == 4:
            os.kill(os.getpid(), number_of_signal)

    before = signal.getsignal(number_of_signal)
    with serving() as server:
        with pytest.raises(KeyboardInterrupt):
            send(engine, number, server, progress=interrupt)
        assert (status(engine, number), set(statuses(engine, number).values())) == ("stopped", {"accepted", "planned"})
        assert len(server.record) <= 12
        expect_agreement(engine, number, server)
        outcome = send(engine, number, server)

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}
    assert signal.getsignal(number_of_signal) is before


def test_a_second_ctrl_c_does_not_wait_and_what_is_on_the_wire_is_unknown(engine: Engine) -> None:
    number = planned(engine, 10, now=NOW)
    hanging = list[str]()

    def silent(visit: Visit) -> float | None:
        if visit.stage == "end":
            hanging.append(str(visit.recipient))
            if len(hanging) == 2:  # both lines wait for the server's last word
                threading.Thread(target=twice, daemon=True).start()
        return 60.0 if visit.stage == "end" else None

    def twice() -> None:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait(0.3)

    with serving(silent) as server, pytest.raises(KeyboardInterrupt):
        send(engine, number, server, connections=2, transport=transport.smtp(server.url))

    assert counts(engine, number) == {"planned": 8, "unknown": 2}
    assert status(engine, number) == "stopped"


def test_a_server_that_never_answers_is_not_waited_for_beyond_patience(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)

    def silent(visit: Visit) -> float | None:
        return 60.0 if visit.stage == "end" and visit.recipient == "r1@example.com" else None

    def stop(step: mailings.Step) -> None:
        raise RuntimeError(step.address)

    with serving(silent) as server, pytest.raises(RuntimeError):
        send(engine, number, server, connections=2, transport=transport.smtp(server.url), progress=stop, patience=0.5)

    assert statuses(engine, number)["r1@example.com"] == "unknown"
    expect_agreement(engine, number, server)


def test_a_process_that_slept_past_its_lease_sends_nothing(engine: Engine) -> None:
    number, clock = planned(engine, 2, now=NOW), iter([NOW, NOW])

    def wakes_an_hour_later() -> datetime:
        return next(clock, NOW + timedelta(hours=1))

    with serving() as server:
        send(engine, number, server, now=wakes_an_hour_later, limit=1)

    with database.reading(engine) as session:
        steps = session.exec(select(MoveRow.after).order_by(MoveRow.id)).all()  # type: ignore[arg-type]
    assert steps == ["sending", "planned", "sending", "accepted"]
    assert set(server.copies.values()) == {1}


def _fill_up(engine: Engine, *, pages: int) -> Callable[[], None]:
    """Lets a SQLite store grow by so many pages only; gives what makes room again."""

    def limit(connection: Any, _record: Any) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {now + pages}")

    engine.dispose()
    event.listen(engine, "connect", limit)

    def make_room() -> None:
        event.remove(engine, "connect", limit)
        engine.dispose()

    return make_room


@pytest.mark.parametrize("pages", [0, 1, 2, 4])
def test_a_full_disk_stops_the_mailing_and_the_next_run_goes_on(sqlite: Engine, pages: int) -> None:
    number = planned(sqlite, 300, now=NOW)
    with serving() as server:
        make_room = _fill_up(sqlite, pages=pages)
        with pytest.raises((OperationalError, OutreachError), match="full"):
            send(sqlite, number, server, sender=f"{os.uname().nodename} 999999999 never x")
        sent = len(server.record)
        make_room()
        expect_nothing_lost = send(sqlite, number, server)

    stands = counts(sqlite, number)
    assert sent < 300
    assert stands.get("unknown", 0) <= 4
    assert stands["accepted"] + stands.get("unknown", 0) == 300
    assert expect_nothing_lost.status == ("stopped" if stands.get("unknown") else "finished")
    assert not database.problems(sqlite)
    expect_agreement(sqlite, number, server)
