"""The door for a file of people: as `database.writing`, and written once where that disturbs nobody (decision 36)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from outreach.store import database

_SET_UP = 1_000  # people; a store that knows so many is in use
_LONGEST = 300_000  # people; it takes about half the time that others are willing to wait (busy_timeout)
_KNOWS_MANY = f"SELECT 1 FROM contact LIMIT 1 OFFSET {_SET_UP}"  # noqa: S608


@contextmanager
def loading(engine: Engine, *, people: int) -> Iterator[Session]:
    """A session that is committed once, at the end, for a file of about so many people. Raises StoreUnavailable.

    SQLite writes everything twice, first into its log (WAL), so that others can read meanwhile. A store that is only
    being set up, and that nobody else has open, is written once, beside a journal that takes it back after a crash.
    """
    with _without_log(engine, people=people), database.writing(engine) as session:
        yield session


@contextmanager
def _without_log(engine: Engine, *, people: int) -> Iterator[None]:
    if engine.dialect.name != "sqlite" or people > _LONGEST or not _can_do_without(engine):
        yield
        return
    try:
        yield
    finally:
        _turn(engine, to="WAL")


def _can_do_without(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            knows_many = connection.exec_driver_sql(_KNOWS_MANY).first()
    except OperationalError:
        return False  # who wants to write will be told
    return knows_many is None and _turn(engine, to="DELETE")


def _turn(engine: Engine, *, to: str) -> bool:
    """Whether the store now keeps that kind of journal. It stays as it is where others have the store open.

    No harm is done then, nor by a crash in between: whoever opens the store next turns it back to a log.
    """
    with engine.connect() as connection:
        line: Any = connection.connection.driver_connection
        (patience,) = line.execute("PRAGMA busy_timeout").fetchone()
        line.execute("PRAGMA busy_timeout = 0")
        try:
            return bool(line.execute(f"PRAGMA journal_mode = {to}").fetchone() == (to.lower(),))
        except sqlite3.OperationalError:
            return False
        finally:
            line.execute(f"PRAGMA busy_timeout = {patience}")
