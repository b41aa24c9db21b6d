"""The two doors of the store: `reading` throws changes away, `writing` commits once at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlmodel import Session, create_engine

from outreach.errors import InvalidValue, StoreOutdated, StoreUnavailable
from outreach.store import disk, glance, schema, search_index
from outreach.store.glance import Rows

_MIGRATIONS = "outreach.store:migrations"


def engine(url: str) -> Engine:
    """The engine for a store at `url` (SQLAlchemy). Nothing is opened yet. Raises InvalidValue."""
    try:
        made = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise InvalidValue(
            "OUTREACH_DATABASE_URL", _without_password(url), f"is no database URL that we can open ({error})"
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _set_up_sqlite)
        event.listen(made, "begin", _begin_sqlite)
    return made


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.partition(":")[0] + ":…"


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # We say BEGIN ourselves: the driver's own begins too late for a reader and never immediately for a writer.
    connection.isolation_level = None
    for pragma in ("busy_timeout = 30000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A writer takes the lock at once: two that both began to read could never both become writers.
    writing_ = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing_ else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session whose changes are thrown away. Raises StoreUnavailable."""
    with _usable(engine), Session(engine) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that is committed once, at the end, if nothing was raised. Raises StoreUnavailable."""
    with _usable(engine), Session(engine.execution_options(writing=True)) as session:
        yield session
        session.commit()


def still(engine: Engine) -> Engine:
    """The same store, to be read as it stood at one moment though others write meanwhile."""
    # A reader of SQLite sees one moment anyway.
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def _usable(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable(_place(engine), disk.explained(str(error.orig), _file(engine))) from error


def _file(engine: Engine) -> str | None:
    return engine.url.database if engine.dialect.name == "sqlite" else None


def _place(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def rows_of(session: Session) -> Rows:
    """The way to ask plain queries (see glance) within a session, seeing what it has written so far."""

    def rows(sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        session.flush()
        connection = session.connection()
        said = glance.kept(values) if connection.dialect.name == "sqlite" else values
        return (tuple(row) for row in connection.execute(text(sql), said))

    return rows


def version(engine: Engine) -> str | None:
    """The schema of the store, or None where there is none yet. Raises InvalidValue where it cannot be opened."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        place, why = _place(engine), disk.explained(str(error.orig), _file(engine))
        raise InvalidValue("OUTREACH_DATABASE_URL", place, f"cannot be opened ({why})") from error


def expect_current(engine: Engine) -> None:
    """Nothing, if the store's schema is ours. Raises StoreOutdated."""
    schema.expect_current(version(engine), store=_place(engine))


def upgrade(engine: Engine, *, to: str = schema.HEAD, then: Callable[[Connection], object] | None = None) -> None:
    """The schema brought to HEAD, from nothing or from any older one, in one transaction. Raises StoreOutdated.

    `then` does its work in the same transaction.
    """
    from alembic import command
    from alembic.config import Config

    found = version(engine)
    if found is not None and found > schema.HEAD:
        schema.expect_current(found, store=_place(engine))
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if then is not None:
                then(connection)
    except DBAPIError as error:
        place = _place(engine)
        raise StoreOutdated(f"cannot make or upgrade the store at {place}: {error.orig}") from error


def problems(engine: Engine) -> list[str]:
    """What the database finds wrong with itself and with its index, a sentence each; PostgreSQL watches over itself."""
    with engine.connect() as connection:
        index = search_index.problems(connection)
        if engine.dialect.name != "sqlite":
            return index
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return found + index + [f"table {row[0]}, row {row[1]}: refers to a missing {row[2]}" for row in broken]


def advice(engine: Engine) -> list[str]:
    """What would make the store quicker, a sentence each."""
    with engine.connect() as connection:
        return search_index.advice(connection)


def wipe(engine: Engine) -> None:
    """Makes the index and the file anew, so that what was deleted stands nowhere in them any more.

    SQLite only marks what is deleted as free; PostgreSQL's own vacuum does the same work in its time, and is asked now.
    Raises StoreUnavailable where others read at the same time for too long.
    """
    reindex(engine)
    if engine.dialect.name == "postgresql":
        with _usable(engine), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM")
        return
    with _usable(engine), engine.connect() as connection:
        # Not within the transaction that the session of SQLAlchemy would begin.
        line = connection.connection.driver_connection
        assert line is not None
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            line.execute(statement).fetchall()


def reindex(engine: Engine) -> None:
    """Makes everybody's text and the search index anew."""
    with engine.execution_options(writing=True).begin() as connection:
        search_index.rebuild(connection)
