"""The doors of the command line: settings, store and clock, opened where a command asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from outreach import bootstrap
from outreach.settings import Settings, load
from outreach.store import glance

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from outreach.store.glance import Rows


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load()


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


@cache
def engine() -> "Engine":
    """The store; one that is made on this occasion is announced."""
    from outreach.cli.output import say

    file = glance.sqlite_file(settings().database_url)
    if file is not None and not file.exists():
        say(f"Made a new store at {file}")
    return bootstrap.engine(settings())


@contextmanager
def rows() -> Iterator["Rows"]:
    """The quickest way to ask for a list."""
    file = glance.sqlite_file(settings().database_url)
    if file is not None and not file.exists():
        engine()
    with bootstrap.rows(settings()) as found:
        yield found


@contextmanager
def reading() -> Iterator["Session"]:
    """A session whose changes are thrown away: for questions, and for every dry run."""
    from outreach.store import database

    with database.reading(engine()) as session:
        yield session


@contextmanager
def writing() -> Iterator["Session"]:
    """A session that is committed once, at the end."""
    from outreach.store import database

    with database.writing(engine()) as session:
        yield session
