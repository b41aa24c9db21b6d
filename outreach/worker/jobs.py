"""The engine (Procrastinate): that something is to be sent is a job; what goes to whom, the ledger alone knows.

No other module knows it. There are three kinds of jobs, in two queues, so that looking is never behind sending:

    look    every 15 seconds, once in all workers together: asks the ledger what is due, and makes of it
    send    "lend mailing 3 a hand", now or at an instant; waiting once at most, taken by whoever is free
    rescue  every 15 seconds: the `send` of a worker that is gone waits anew

Whoever sends the first message of a mailing offers another `send` of it: so all who are free share the work. Jobs that
are done are deleted, and one that is lost is made anew by the next look.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector, exceptions
from procrastinate.jobs import Status
from procrastinate.schema import SchemaManager
from psycopg import Error as DatabaseAway

from outreach.services.mailings import Interruption
from outreach.store import job_tables
from outreach.worker.turn import Turn
from outreach.worker.work import Work

if TYPE_CHECKING:
    from sqlalchemy import Engine

_LOOK, _SEND, _RESCUE = "look", "send", "rescue"
_EVERY = "* * * * * */15"  # the sixth field is of seconds
_IS_GONE = 30.0  # seconds without a heartbeat of the engine's own
log = logging.getLogger("outreach.worker")


def prepare(engine: "Engine") -> None:
    """The engine's own tables, made or brought up to date. Raises StoreOutdated."""
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    steps = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    job_tables.prepare(engine, whole=SchemaManager.get_schema(), steps=steps)


def knock(database_url: str) -> bool:
    """Has a worker look at once; False where none can be called, because none was ever started on this store."""
    app = App(connector=SyncPsycopgConnector(conninfo=job_tables.conninfo(database_url), min_size=1, max_size=1))
    try:
        with app.open():
            app.configure_task(_LOOK, queue=_LOOK, queueing_lock=_LOOK).defer(timestamp=int(time.time()))
    except exceptions.AlreadyEnqueued:
        return True
    except (exceptions.ConnectorException, DatabaseAway):
        return False
    return True


def application(database_url: str, work: Work, stop: Interruption) -> App:
    """The engine with our kinds of jobs, done by `work` until `stop`."""
    connector = PsycopgConnector(conninfo=job_tables.conninfo(database_url), min_size=1, max_size=4)
    app = App(connector=connector, periodic_defaults={"max_delay": 60})

    @app.task(name=_SEND, queue=_SEND)
    def send(mailing_id: int) -> None:
        others = partial(_others_wait, app, mailing_id)
        offer = partial(_offer, app, mailing_id, None)
        if work.send(mailing_id, stop=Turn(stop, others_wait=others), offer=offer):
            offer()

    @app.periodic(cron=_EVERY)
    @app.task(name=_LOOK, queue=_LOOK, queueing_lock=_LOOK)
    def look(timestamp: int) -> None:
        for mailing_id, at in work.look().items():
            _offer(app, mailing_id, at)

    @app.periodic(cron=_EVERY)
    @app.task(name=_RESCUE, queue=_LOOK, queueing_lock=_RESCUE)
    async def rescue(timestamp: int) -> None:
        await _rescue(app)

    return app


def _offer(app: App, mailing_id: int, at: datetime | None) -> None:
    """A `send` that waits for whoever is free, unless one waits already."""
    lock = f"mailing {mailing_id}" if at is None else f"mailing {mailing_id} at {at.isoformat()}"
    try:
        app.configure_task(_SEND, queue=_SEND, queueing_lock=lock, schedule_at=at).defer(mailing_id=mailing_id)
    except exceptions.AlreadyEnqueued:
        pass
    except exceptions.ConnectorException as trouble:  # the mail goes on; the next look makes up for it
        log.warning("no job could be made: %s", trouble, extra={"mailing": mailing_id})


def _others_wait(app: App, mailing_id: int) -> bool:
    """Whether another mailing waits for somebody to be free."""
    now = datetime.now(UTC)
    try:
        waiting = app.job_manager.list_jobs(queue=_SEND, status="todo")
    except exceptions.ConnectorException:
        return False
    return any(
        job.task_kwargs.get("mailing_id") != mailing_id and (job.scheduled_at is None or job.scheduled_at <= now)
        for job in waiting
    )


async def serve(app: App, asked: asyncio.Event, *, ended: Callable[[], None]) -> None:
    """Does jobs until `asked`, or until the engine is in trouble; `ended` is called before what is under way ends.

    Raises ConnectorException.
    """
    async with app.open_async():
        hands = [asyncio.create_task(_hand(app, queue)) for queue in (_SEND, _LOOK)]
        asking = asyncio.create_task(asked.wait())
        try:
            await asyncio.wait([*hands, asking], return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended()
            for task in (*hands, asking):
                task.cancel()
            ends = await asyncio.gather(*hands, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _hand(app: App, queue: str) -> None:
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=1,
        delete_jobs="always",
        fetch_job_polling_interval=2.0,
        install_signal_handlers=False,
        stalled_worker_timeout=_IS_GONE,
    )


async def _rescue(app: App) -> None:
    """Jobs of workers that are gone wait anew; what they had in hand, the ledger knows and nobody sends again."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_IS_GONE):
        assert job.id is not None
        log.warning("a worker is gone; its job waits anew", extra={"job": job.task_name, **job.task_kwargs})
        try:
            await manager.retry_job_by_id_async(job.id, retry_at=datetime.now(UTC))
        except exceptions.UniqueViolation:  # one such waits already
            await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=True)
