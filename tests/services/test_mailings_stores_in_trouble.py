"""The store in trouble while mail goes out: a full disk, a lock that another program holds, a server that restarts."""

import resource
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from outreach.errors import StoreUnavailable
from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from tests.crashing import expect_agreement, go_on
from tests.journal import torn
from tests.press_room import NOW, planned, send, status
from tests.services.sender_process import PROCESSES
from tests.smtp_server import SmtpServer, Visit, serving

_PEOPLE = 200
_LINES = 4


def now() -> datetime:
    return datetime.now(UTC)


def _send_on_a_small_disk(store: str, number: int, url: str, octets: int) -> None:
    # The system lets no file grow beyond this: what a full disk is to a program.
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))
    out = transport.smtp(url)
    try:
        mailings.send(database.engine(store), number, transport=out, connections=_LINES, now=now)
    except StoreUnavailable as error:
        raise SystemExit(5) from error


@pytest.mark.parametrize("kilobytes", [40, 80, 160, 320, 480, 640])
def test_a_full_disk_stops_the_sender_and_nothing_is_lost(sqlite: Engine, kilobytes: int) -> None:
    number = planned(sqlite, _PEOPLE, now=now())
    sqlite.dispose()
    store = sqlite.url.render_as_string()

    with serving() as server:
        arguments = (store, number, server.url, kilobytes * 1024)
        process = PROCESSES.Process(target=_send_on_a_small_disk, args=arguments)
        process.start()
        process.join(60)
        assert process.exitcode == 5
        sent = len(server.record)
        expect_agreement(sqlite, number, server, people=_PEOPLE, in_flight=_LINES)
        assert not database.problems(sqlite)
        go_on(sqlite, number, server, people=_PEOPLE, in_flight=_LINES)

    assert sent < _PEOPLE


def _locking(file: str, seconds: float) -> threading.Thread:
    """Another program that keeps the store to itself for a while; it has it when this returns."""
    has_it = threading.Event()

    def lock() -> None:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            has_it.set()
            time.sleep(seconds)
            other.execute("ROLLBACK")

    thread = threading.Thread(target=lock)
    thread.start()
    assert has_it.wait(30)
    return thread


def _lock_at(step: int, file: str, seconds: float, threads: list[threading.Thread]) -> Any:
    def progress(done: mailings.Step) -> None:
        if done.done == step:
            threads.append(_locking(file, seconds))

    return progress


def test_a_lock_that_is_let_go_costs_time_and_nothing_else(sqlite: Engine) -> None:
    number, threads = planned(sqlite, 20, now=NOW), list[threading.Thread]()

    with serving() as server:
        outcome = send(sqlite, number, server, progress=_lock_at(5, str(sqlite.url.database), 1.5, threads))
    threads[0].join()

    assert (outcome.status, set(server.copies.values()), len(server.copies)) == ("finished", {1}, 20)


def test_a_lock_that_is_kept_stops_the_mailing_with_a_sentence(sqlite: Engine) -> None:
    number, threads = planned(sqlite, 20, now=NOW), list[threading.Thread]()

    def impatient(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 200")

    event.listen(sqlite, "connect", impatient)
    sqlite.dispose()
    with serving() as server:
        with pytest.raises(StoreUnavailable, match="locked"):
            send(
                sqlite,
                number,
                server,
                progress=_lock_at(5, str(sqlite.url.database), 2.0, threads),
                sender="elsewhere 999999999 never x",
            )
        threads[0].join()
        expect_agreement(sqlite, number, server, people=20, in_flight=_LINES)
        # Who had them in hand is on another machine for all we know: its lease has to be over.
        go_on_after_the_lease(sqlite, number, server)


def go_on_after_the_lease(engine: Engine, number: int, server: SmtpServer) -> None:
    with database.writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE delivery SET lease_until = '2026-01-01 00:00:00.000000'")
    go_on(engine, number, server, people=20, in_flight=_LINES)


def test_a_database_server_that_is_started_anew_costs_time_and_nothing_else(restartable: tuple[Engine, Any]) -> None:
    engine, postgres = restartable
    number, had = planned(engine, 60, now=now()), list[int]()

    def restart() -> None:
        postgres.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid();")
        postgres.stop()
        had.append(len(server.record))
        time.sleep(0.5)
        postgres.ensure_postgres_running()

    def slow(visit: Visit) -> float | None:
        return 0.1 if visit.stage == "end" else None

    threads: list[threading.Thread] = []

    def progress(done: mailings.Step) -> None:
        if done.done == 10:
            threads.append(threading.Thread(target=restart))
            threads[0].start()

    with serving(slow) as server:
        outcome = send(engine, number, server, now=now, progress=progress)
        threads[0].join()

    assert 10 <= had[0] < 50
    assert (outcome.status, status(engine, number)) == ("finished", "finished")
    assert (len(server.copies), set(server.copies.values())) == (60, {1})


@pytest.mark.parametrize("seed", range(4))
def test_a_journal_that_lost_its_tail_is_an_earlier_moment_and_no_muddle(
    sqlite: Engine, tmp_path: Path, seed: int
) -> None:
    torn(sqlite, tmp_path, seed)
