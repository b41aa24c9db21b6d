"""Workers that share a store, in real processes, against a real PostgreSQL: nobody has two, and the work goes on."""

import os
import signal
import threading
import time
from datetime import timedelta

from sqlalchemy import Engine

from outreach.services import mailings
from outreach.services.mailings.pace import Pace
from outreach.store import database
from outreach.store import mailings as ledger
from tests.crashing import expect_agreement
from tests.press_room import counts, planned, status
from tests.services.test_mailings_pace import Watched
from tests.smtp_server import SmtpServer, Visit, serving
from tests.worker.worker_process import call, leave, now, until, working

LINES = 2


def slow(visit: Visit) -> float | None:
    return 0.03 if visit.stage == "end" else None


def finished(engine: Engine, number: int) -> bool:
    return status(engine, number) == "finished"


def test_two_workers_share_a_mailing_and_nobody_has_two(shared: Engine) -> None:
    number = planned(shared, 500, now=now())

    with serving() as server, working(shared, server.url) as one, working(shared, server.url) as other:
        leave(shared, number)
        until(lambda: finished(shared, number))
        lines = server.connections
        for worker in (one, other):
            worker.terminate()
            worker.join(20)

    assert (one.exitcode, other.exitcode) == (0, 0)
    assert lines == 2 * LINES
    assert (len(server.copies), set(server.copies.values())) == (500, {1})
    with database.reading(shared) as session:
        assert mailings.prove(session, number, now=now()).problems == []


def test_a_worker_that_is_killed_leaves_only_what_it_had_in_hand(shared: Engine) -> None:
    number = planned(shared, 120, now=now())

    with serving(slow) as server, working(shared, server.url) as victim, working(shared, server.url):
        leave(shared, number)
        until(lambda: server.connections == 2 * LINES and len(server.record) > 30)
        victim.kill()
        victim.join(20)
        until(lambda: status(shared, number) in ("finished", "stopped") and not counts(shared, number).get("planned"))

    expect_agreement(shared, number, server, people=120, in_flight=0)
    stands = counts(shared, number)
    assert set(stands) <= {"accepted", "unknown"}
    assert stands.get("unknown", 0) <= LINES


def test_a_worker_that_slept_past_its_lease_sends_nothing_that_it_lost(shared: Engine) -> None:
    number, lease = planned(shared, 60, now=now()), timedelta(seconds=1)
    reached = threading.Event()

    def held(visit: Visit) -> float | None:
        # The first two messages wait before DATA, in the hand of a worker that goes to sleep there.
        if visit.stage == "rcpt" and visit.message <= LINES:
            if visit.message == LINES:
                reached.set()
            return 3.0
        return None

    with serving(held) as server, working(shared, server.url, lease=lease) as sleeper:
        leave(shared, number)
        assert reached.wait(30)
        os.kill(sleeper.pid or 0, signal.SIGSTOP)
        time.sleep(2 * lease.total_seconds())
        with working(shared, server.url, lease=lease):
            call(shared)
            until(lambda: not counts(shared, number).get("planned"))
            with database.writing(shared) as session:
                decided = mailings.resolve_for_resending(session, number, now=now())
            leave(shared, number)
            until(lambda: finished(shared, number))
        os.kill(sleeper.pid or 0, signal.SIGCONT)
        time.sleep(1.5)

    assert 1 <= decided <= LINES
    assert (len(server.copies), set(server.copies.values())) == (60, {1})


def test_the_rate_holds_over_two_workers(shared: Engine) -> None:
    number, watched, pace = planned(shared, 14, now=now()), Watched(), Pace(rate=300)

    with (
        serving(watched) as server,
        working(shared, server.url, pace=pace),
        working(shared, server.url, pace=pace),
    ):
        leave(shared, number)
        until(lambda: finished(shared, number))
        lines = server.connections

    assert lines >= 2  # both were at it, one message at a time
    assert sum(watched.gaps()) >= 13 * 0.2 - 0.3


def test_a_worker_that_is_told_to_stop_leaves_nothing_in_hand(shared: Engine) -> None:
    number = planned(shared, 60, now=now())

    with serving(slow) as server, working(shared, server.url) as worker:
        leave(shared, number)
        until(lambda: len(server.record) > 10)
        worker.terminate()
        worker.join(20)

        assert worker.exitcode == 0
        assert set(counts(shared, number)) == {"accepted", "planned"}
        assert counts(shared, number)["accepted"] == len(server.record)
        with working(shared, server.url):
            until(lambda: finished(shared, number))

    assert set(server.copies.values()) == {1}


def test_a_pause_from_elsewhere_holds_at_once(shared: Engine) -> None:
    number = planned(shared, 200, now=now())

    with serving(slow) as server, working(shared, server.url):
        leave(shared, number)
        until(lambda: len(server.record) > 10)
        with database.writing(shared) as session:
            mailings.pause(session, number, now=now())
        had = len(server.record)
        time.sleep(0.5)
        assert len(server.record) - had <= LINES
        with database.writing(shared) as session:
            mailings.lift(session, number, now=now())
            mailings.leave_to_workers(session, number, now=now())
            mailings.cancel(session, number, now=now())

    assert status(shared, number) == "cancelled"
    assert len(server.record) - had <= LINES


def _at(engine: Engine, number: int, seconds: float) -> None:
    with database.writing(engine) as session:
        ledger.numbered(session, number).send_at = now() + timedelta(seconds=seconds)


def test_what_is_planned_for_a_time_goes_then_by_itself(shared: Engine) -> None:
    number = planned(shared, 3, now=now())
    _at(shared, number, 2)
    moment = time.monotonic() + 2

    with serving() as server, working(shared, server.url):
        until(lambda: server.messages)
        late = time.monotonic() - moment
        until(lambda: finished(shared, number))

    assert 0 <= late < 5


def _greylists(server: SmtpServer) -> None:
    server.script = lambda visit: "451 4.7.1 come again" if visit.stage == "rcpt" else None


def test_who_was_put_off_is_tried_again_by_a_worker(shared: Engine) -> None:
    number = planned(shared, 2, now=now())

    with serving() as server, working(shared, server.url):
        _greylists(server)
        leave(shared, number)
        until(lambda: counts(shared, number) == {"deferred": 2})
        server.script = lambda _visit: None
        with shared.begin() as connection:
            connection.exec_driver_sql("UPDATE delivery SET next_try_at = now()")
        call(shared)
        until(lambda: finished(shared, number))

    assert set(server.copies.values()) == {1}


def test_two_mailings_take_turns(shared: Engine) -> None:
    long, short = planned(shared, 400, now=now()), planned(shared, 3, now=now())

    with serving(slow) as server, working(shared, server.url, lines=1):
        leave(shared, long)
        until(lambda: server.record)
        leave(shared, short)
        until(lambda: finished(shared, short))
        assert counts(shared, long)["planned"] > 0


def _jobs(engine: Engine) -> int:
    with engine.connect() as connection:
        question = "SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE task_name = 'send'"
        return int(connection.exec_driver_sql(question).scalar_one())


def test_the_job_of_a_worker_that_is_gone_is_done_by_another(shared: Engine) -> None:
    number = planned(shared, 40, now=now())

    with serving(slow) as server:
        with working(shared, server.url) as victim:
            leave(shared, number)
            until(lambda: server.record)
            victim.kill()
        with shared.begin() as connection:
            long_ago = "UPDATE procrastinate.procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
            connection.exec_driver_sql(long_ago)
        with working(shared, server.url):
            call(shared, "rescue")
            until(lambda: set(counts(shared, number)) <= {"accepted", "unknown"} and not _jobs(shared))

    expect_agreement(shared, number, server, people=40, in_flight=0)
