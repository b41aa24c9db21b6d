"""Processes that send a mailing, to be killed: forked from one that has loaded everything, so they begin at once."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import mailings
from outreach.services.mailings.hold import LEASE
from outreach.services.mailings.pace import Pace
from outreach.store import database

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "psycopg", "outreach.formats.merge", "outreach.worker", __name__])


@contextmanager
def sending(
    engine: Engine,
    mailing_id: int,
    smtp_url: str,
    *,
    lines: int,
    lease: timedelta = LEASE,
    pace: Pace | None = None,
    told: Path | None = None,
) -> Iterator[BaseProcess]:
    """A process that sends, and that is gone afterwards. It writes to the file `told` whom the server has accepted."""
    store = engine.url.render_as_string(hide_password=False)
    process = PROCESSES.Process(target=_send, args=(store, mailing_id, smtp_url, lines, lease, pace or Pace(), told))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(30)


def _send(
    store: str, mailing_id: int, smtp_url: str, lines: int, lease: timedelta, pace: Pace, told: Path | None
) -> None:
    out = os.open(told or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(step: mailings.Step) -> None:
        os.write(out, f"{step.address} {step.status}\n".encode())

    try:
        mailings.send(
            database.engine(store),
            mailing_id,
            transport=transport.smtp(smtp_url),
            connections=lines,
            manners=mailings.Manners(lease=lease, pace=pace),
            now=lambda: datetime.now(UTC),
            progress=tell,
        )
    except KeyboardInterrupt:
        sys.exit(130)
