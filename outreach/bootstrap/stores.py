"""The store's doors, out of the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import InvalidValue
from outreach.settings import Settings
from outreach.store import glance

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from outreach.store.glance import Rows


def engine(settings: Settings) -> "Engine":
    """The store, with a current schema; a SQLite store that does not exist yet is made. Raises StoreOutdated."""
    from outreach.store import database

    file = glance.sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        make_store(settings)
    made = database.engine(settings.database_url)
    database.expect_current(made)
    return made


def empty_store() -> "Engine":
    """A store in memory with nothing in it: what is answered from where none has been made yet."""
    from outreach.store import database

    made = database.engine("sqlite://")
    database.upgrade(made)
    return made


def make_store(settings: Settings) -> bool:
    """Makes the store, or brings it up to date; False where nothing was to be done. Raises StoreOutdated."""
    from outreach.store import database, schema

    file = glance.sqlite_file(settings.database_url)
    if file is not None:
        _make_folder(file.parent)
    made = database.engine(settings.database_url)
    if database.version(made) == schema.HEAD:
        return False
    database.upgrade(made)
    made.dispose()
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidValue(
            "OUTREACH_DATABASE_URL", str(folder), f"the folder cannot be made ({error.strerror})"
        ) from error


@contextmanager
def rows(settings: Settings) -> Iterator["Rows"]:
    """The quickest way to ask the store a plain query: the lean door for SQLite, a session for the rest."""
    file = glance.sqlite_file(settings.database_url)
    if file is not None and file.exists():
        with glance.glancing(file) as lean:
            yield lean
        return
    from outreach.store import database

    with database.reading(engine(settings) if file is None else empty_store()) as session:
        yield database.rows_of(session)
