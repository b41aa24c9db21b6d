"""Workers in processes of their own, to be killed, stopped and put to sleep."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import mailings
from outreach.services.mailings.hold import LEASE
from outreach.services.mailings.pace import Pace
from outreach.store import database, job_tables
from outreach.worker.jobs import knock
from tests.services.sender_process import PROCESSES


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def working(
    engine: Engine, smtp_url: str, *, lines: int = 2, lease: timedelta = LEASE, pace: Pace | None = None
) -> Iterator[BaseProcess]:
    """A worker that is gone afterwards."""
    store = engine.url.render_as_string(hide_password=False)
    process = PROCESSES.Process(target=_work, args=(store, smtp_url, lines, lease, pace or Pace()))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(30)


def _work(store: str, smtp_url: str, lines: int, lease: timedelta, pace: Pace) -> None:
    from outreach.worker import logs
    from outreach.worker.running import Worker
    from outreach.worker.work import Work

    logs.begin(logs.Text(), verbose=False)
    logging.disable(logging.ERROR)
    work = Work(
        database.engine(store),
        transport=transport.smtp(smtp_url),
        manners=mailings.Manners(lease=lease, pace=pace),
        connections=lines,
        now=now,
    )
    Worker(store, work).run()


def until(happened: Callable[[], object], *, seconds: float = 90.0) -> None:
    """Waits until it has happened."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def call(engine: Engine, task: str = "look") -> None:
    """Has a worker do it now, not only within 15 seconds."""
    store = job_tables.conninfo(engine.url.render_as_string(hide_password=False))
    with App(connector=SyncPsycopgConnector(conninfo=store, min_size=1, max_size=1)).open() as app:
        app.configure_task(task, queue="look").defer(timestamp=0)


def leave(engine: Engine, number: int) -> None:
    """Leaves the mailing to the workers."""
    with database.writing(engine) as session:
        mailings.leave_to_workers(session, number, now=now())
    knock(engine.url.render_as_string(hide_password=False))
