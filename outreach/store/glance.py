"""The lean door: reading a SQLite store with the standard library alone.

Loading SQLAlchemy takes longer than most answers. The queries that go through here are plain SQL with named values,
written once (see cards): the same text runs through a SQLAlchemy session where the store is PostgreSQL or one is open.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from outreach.errors import InvalidValue, StoreUnavailable
from outreach.store import schema


class Rows(Protocol):
    """Runs a query with `:named` values and gives its rows, one at a time."""

    def __call__(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows as tuples in the order of the columns."""
        ...


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite store, or None for a store that lives elsewhere."""
    prefix = "sqlite:///"
    return Path(url.removeprefix(prefix)) if url.startswith(prefix) else None


@contextmanager
def glancing(file: Path) -> Iterator[Rows]:
    """A way to ask the SQLite store in `file`. Raises StoreOutdated when its schema is not ours.

    Raises StoreUnavailable where it cannot be read just now, InvalidValue where the file is no store.
    """
    try:
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            connection.execute("PRAGMA query_only = 1")
            schema.expect_current(_version(connection), store=str(file))

            def rows(sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
                return connection.execute(sql, {name: _bound(value) for name, value in values.items()})

            yield rows
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(str(file), str(error)) from error
    except sqlite3.DatabaseError as error:
        raise InvalidValue("OUTREACH_DATABASE_URL", file, f"cannot be opened ({error})") from error


def _bound(value: Any) -> Any:
    """An instant as SQLAlchemy writes it into SQLite: UTC, without the zone, with six digits of the second."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def _version(connection: sqlite3.Connection) -> str | None:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    return found[0] if found else None


def instant(value: "str | datetime") -> datetime:
    """A moment as a query gives it, in UTC: SQLite keeps text without a zone, PostgreSQL gives an aware datetime."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
