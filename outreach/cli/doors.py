"""The doors of the command line: settings, store and clock, opened where a command asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from outreach import bootstrap
from outreach.cli.output import say
from outreach.settings import Settings, load, login_name
from outreach.store import glance

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from outreach.model.history import Origin
    from outreach.store.glance import Rows


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load()


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def origin(file: Path | None = None) -> "Origin":
    """Where what this command changes comes from: the person who is logged in, and the file, if there is one."""
    import uuid

    from outreach.model.history import BY_HAND, Origin

    if file is None:
        return Origin(now(), login_name(), BY_HAND)
    return Origin(now(), login_name(), "standard input" if str(file) == "-" else file.name, uuid.uuid4().hex[:12])


def has_store() -> bool:
    """Whether there is a store to ask: a SQLite file that is missing is none."""
    return _missing() is None


@cache
def engine() -> "Engine":
    """The store; one that is made on this occasion is announced."""
    missing = _missing()
    if missing:
        say(f"Made a new store at {missing}")
    return bootstrap.engine(settings())


def close() -> None:
    """Lets go of the lines to the store, if any were opened: for a command that runs until it is stopped."""
    if engine.cache_info().currsize:
        engine().dispose()


def _missing() -> Path | None:
    """Where a SQLite store should be and is not."""
    file = glance.sqlite_file(settings().database_url)
    return None if file is None or file.exists() else file


def store_file() -> Path | None:
    """The file of a SQLite store that is there; None for any other."""
    file = glance.sqlite_file(settings().database_url)
    return file if file is not None and file.exists() else None


@contextmanager
def rows() -> Iterator["Rows"]:
    """The quickest way to ask for a list."""
    _note_if_missing()
    with bootstrap.rows(settings()) as found:
        yield found


@contextmanager
def reading() -> Iterator["Session"]:
    """A session whose changes are thrown away: for questions, and for every dry run."""
    from outreach.store import database

    with database.reading(bootstrap.empty_store() if _note_if_missing() else engine()) as session:
        yield session


def _note_if_missing() -> bool:
    """A question makes no store: a misspelt path must not look like an office in which nobody is."""
    missing = _missing()
    if missing:
        say(f"Note: there is no store at {missing} yet, so nothing is known; `outreach init` makes one")
    return missing is not None


@contextmanager
def writing() -> Iterator["Session"]:
    """A session that is committed once, at the end."""
    from outreach.store import database

    with database.writing(engine()) as session:
        yield session


@contextmanager
def loading(*, people: int) -> Iterator["Session"]:
    """The same for a file of about so many people."""
    from outreach.store import loading as door

    with door.loading(engine(), people=people) as session:
        yield session
