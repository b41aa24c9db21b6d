"""A SQLite store copied by SQLite's own online backup: consistent, while others go on reading and writing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from outreach.errors import InvalidFile, NotFound, StoreOutdated, StoreUnavailable
from outreach.store import database, schema
from outreach.store.backups import holding
from outreach.store.backups.contents import Contents, counted, kept_name

_SIDES = ("-wal", "-shm", "-journal")
_PATIENCE = 5.0  # seconds that another program may still take to finish what it is at


def save(store: Path, file: Path) -> Contents:
    """Copies `store` to `file`: written beside it and looked through, then renamed."""
    if not store.exists():
        raise NotFound("store", str(store), advice="`outreach init` makes one")
    with _beside(file) as made:
        _copy(store, made, to=file)
        contents = _looked_through(made, name=str(store))
        schema.expect_current(contents.schema, store=str(store))
        _flush(made)
        made.replace(file)
    return contents


def look(file: Path) -> Contents:
    """What is in a backup."""
    if not file.is_file():
        raise NotFound("backup", str(file))
    contents = _looked_through(file, name=str(file))
    if contents.schema > schema.HEAD:
        problem = f"was made by a newer outreach (schema {contents.schema}, this one knows {schema.HEAD})"
        raise StoreOutdated(f"{file} {problem}; upgrade outreach, then restore it")
    return contents


def restore(store: Path, file: Path, *, now: datetime) -> Path | None:
    """Puts a copy of `file`, upgraded and held, in the place of `store`, which is kept under another name."""
    look(file)
    old = database.engine(f"sqlite:///{store}")
    noes = holding.noes(old) if store.exists() else []
    old.dispose()
    store.parent.mkdir(parents=True, exist_ok=True)
    with _beside(store) as made:
        _copy(file, made, to=store)
        new = database.engine(f"sqlite:///{made}")
        database.upgrade(new, then=partial(holding.settle, kept=noes, now=now))
        new.dispose()
        _to_one_file(made)
        _flush(made)
        return _exchanged(store, made, now=now)


def _exchanged(store: Path, made: Path, *, now: datetime) -> Path | None:
    if not store.exists():
        made.replace(store)
        return None
    kept = kept_name(store, now)
    with _nobody_else_in(store):
        # A second name first: there is a store under its own name at every moment.
        os.link(store, kept)
        for side in _SIDES:
            if (beside := Path(f"{store}{side}")).exists():
                beside.replace(f"{kept}{side}")
        made.replace(store)
    return kept


@contextmanager
def _nobody_else_in(store: Path) -> Iterator[None]:
    """Holds the store against everybody. One too damaged to be opened is held by nobody.

    Leaving WAL needs that no other program has it open at all: a log of the old store beside a new one would ruin it.
    """
    with closing(sqlite3.connect(store, timeout=_PATIENCE, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            problem = f"another program has it open ({error}); stop every sending, worker and serve first"
            raise StoreUnavailable(str(store), problem) from error
        except sqlite3.DatabaseError:
            connection.close()
        yield


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file for our eyes only in the same folder, gone at the end unless it was renamed. Raises InvalidFile."""
    made = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield made
    except OSError as error:
        raise InvalidFile(str(file), f"cannot be written ({error.strerror})") from error
    finally:
        for side in ("", *_SIDES):
            Path(f"{made}{side}").unlink(missing_ok=True)


def _copy(source: Path, made: Path, *, to: Path) -> None:
    try:
        with closing(sqlite3.connect(source, timeout=30)) as one, closing(sqlite3.connect(made)) as other:
            one.backup(other)
        _to_one_file(made)
    except sqlite3.OperationalError as error:
        raise InvalidFile(str(to), f"cannot be written ({error}); nothing was changed") from error
    except sqlite3.DatabaseError as error:
        raise InvalidFile(str(source), f"is damaged, or no store ({error})") from error


def _to_one_file(made: Path) -> None:
    """Without a log beside it: whoever takes the file has all of it."""
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _flush(made: Path) -> None:
    with made.open("rb") as written:
        os.fsync(written.fileno())


def _looked_through(file: Path, *, name: str) -> Contents:
    """Schema and counts of a file that is sound all through. Raises InvalidFile."""
    try:
        with closing(sqlite3.connect(f"file:{_quoted(file)}?mode=ro", uri=True, timeout=30)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            if problems:
                raise InvalidFile(name, f"is damaged: {problems[0]}")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                raise InvalidFile(name, "is no store of outreach")
            [version] = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            counts = counted(lambda sql: int(connection.execute(sql).fetchone()[0]))
    except sqlite3.DatabaseError as error:
        raise InvalidFile(name, f"is damaged, or no store ({error})") from error
    return Contents(version, file.stat().st_size, counts)


def _quoted(file: Path) -> str:
    from urllib.parse import quote

    return quote(str(file.resolve()))
