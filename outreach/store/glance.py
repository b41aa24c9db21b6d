"""The lean door: reading a SQLite store with the standard library alone.

Loading SQLAlchemy takes longer than most answers. The queries that go through here are plain SQL with named values,
written once (see cards): the same text runs through a SQLAlchemy session where the store is PostgreSQL or one is open.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
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
            # What the three queries of a card, and the steps of a search, touch again stays at hand (64 MB at most).
            connection.execute("PRAGMA cache_size = -64000")
            schema.expect_current(_version(connection), store=str(file))

            def rows(sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
                return connection.execute(sql, kept(values))

            yield rows
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(str(file), str(error)) from error
    except sqlite3.DatabaseError as error:
        raise InvalidValue("OUTREACH_DATABASE_URL", file, f"cannot be opened ({error})") from error


def mapped(rows: Rows) -> None:
    """Reads the first 64 MB of the file through the system's memory, which saves copying them, and caches less of it.

    For a process of which another takes care: a disk that fails under mapped memory ends it, with no error to catch.
    """
    rows("PRAGMA mmap_size = 64000000")
    rows("PRAGMA cache_size = -48000")


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with every instant as SQLite keeps it, so that it can be compared with one that is kept."""
    return {
        name: value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _version(connection: sqlite3.Connection) -> str | None:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    return found[0] if found else None


def instant(value: str | datetime) -> datetime:
    """A moment as a query gives it, in UTC: SQLite keeps text without a zone, PostgreSQL gives an aware datetime."""
    return _read(value) if isinstance(value, str) else value.astimezone(UTC)


# What came in one file came at one instant.
@lru_cache(maxsize=10_000)
def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
