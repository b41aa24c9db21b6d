"""Workers whose PostgreSQL server is started anew in the middle of a mailing."""

import time
from typing import Any

from sqlalchemy import Engine

from tests.press_room import planned, status
from tests.smtp_server import Visit, serving
from tests.worker.worker_process import leave, now, until, working


def test_a_database_server_that_is_started_anew_costs_the_workers_time_and_nothing_else(
    restartable: tuple[Engine, Any],
) -> None:
    def slow(visit: Visit) -> float | None:
        return 0.1 if visit.stage == "end" else None

    engine, postgres = restartable
    first, second = planned(engine, 60, now=now()), planned(engine, 5, now=now())

    with serving(slow) as server, working(engine, server.url), working(engine, server.url):
        leave(engine, first)
        until(lambda: len(server.record) > 15)
        engine.dispose()
        postgres.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid();")
        postgres.stop()
        had = len(server.record)
        time.sleep(0.5)
        postgres.ensure_postgres_running()
        until(lambda: status(engine, first) == "finished")
        leave(engine, second)
        until(lambda: status(engine, second) == "finished")

    assert had < 55
    assert sorted(server.copies.values()) == [1] * 55 + [2] * 5  # two mailings, and five people are in both
