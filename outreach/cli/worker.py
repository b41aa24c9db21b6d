"""`outreach worker`: sends what is due, with others or alone, until it is stopped."""

import logging
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.groups import single
from outreach.errors import InvalidValue, WrongUsage
from outreach.store import glance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outreach.settings import Settings
    from outreach.worker.metrics import Metrics
    from outreach.worker.work import Work

app = single()


class Lines(StrEnum):
    """How a worker's log is written."""

    TEXT = "text"
    JSON = "json"


@app.command()
def worker(
    metrics: Annotated[
        str | None, typer.Option("--metrics", metavar="HOST:PORT", help="Answer Prometheus there; off without it.")
    ] = None,
    log: Annotated[
        Lines, typer.Option("--log", help="Lines of text, or of JSON for programs, on stderr.")
    ] = Lines.TEXT,
    verbose: Annotated[bool, typer.Option("--verbose", help="Also each message, with its address.")] = False,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Send over smtp:// to another machine, readable for all on the way.")
    ] = False,
) -> None:
    """Send what is due, until Ctrl-C or SIGTERM: on as many machines as wanted, all with the same PostgreSQL store.

    They share the work, and keep OUTREACH_RATE together. What is on the wire when one is stopped goes through first.
    What is planned for a time they send by themselves; `outreach mailings send ID --by-worker` leaves another to them.

    \b
    Examples:
      outreach worker
      outreach worker --metrics 127.0.0.1:9464 --log json
    """
    expect_shared_store()
    settings = doors.settings()
    if not insecure:
        bootstrap.expect_protected(settings)
    place = _place(metrics) if metrics else None
    from outreach.services import processes
    from outreach.worker import logs
    from outreach.worker.running import Worker

    work = _work(settings)
    logs.begin(logs.Json() if log is Lines.JSON else logs.Text(), verbose=verbose)
    for doubt in bootstrap.doubts_of_signing(settings):
        logging.getLogger("outreach.worker").warning("%s", doubt)
    processes.set_apart_what_is_loaded()
    with _answering(work.metrics, *place) if place else nullcontext():
        Worker(settings.database_url, work).run()
    doors.close()


def _work(settings: "Settings") -> "Work":
    from outreach.worker.work import Work

    return Work(
        doors.engine(),
        transport=bootstrap.transport(settings),
        manners=bootstrap.manners(settings),
        connections=settings.smtp_connections,
        now=doors.now,
    )


@contextmanager
def _answering(metrics: "Metrics", host: str, port: int) -> "Iterator[None]":
    """Meanwhile Prometheus is answered."""
    metrics.watch(doors.reading, now=doors.now)
    end = metrics.serve(host, port)
    try:
        yield
    finally:
        end()


def expect_shared_store() -> None:
    """Nothing, if the store is one that workers can share and what they need is installed. Raises WrongUsage."""
    if glance.sqlite_file(doors.settings().database_url) is not None:
        raise WrongUsage(
            "workers need a PostgreSQL store (OUTREACH_DATABASE_URL=postgresql+psycopg://…); "
            "with SQLite `outreach mailings send --due`, run by cron or systemd, does the same on one machine"
        )
    if not all(map(find_spec, ("procrastinate", "prometheus_client"))):
        raise WrongUsage("what workers need is not installed; `pip install 'outreach[postgres]'` brings it")


def _place(written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise InvalidValue("--metrics", written, "is no HOST:PORT; write 127.0.0.1:9464")
    return host.strip("[]") or "127.0.0.1", int(port)
