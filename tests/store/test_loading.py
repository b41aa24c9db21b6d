"""A file of people is written without SQLite's log where that disturbs nobody, and with it anywhere else."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from outreach.model.history import Origin
from outreach.model.intake import Intake
from outreach.services import imports
from outreach.store import database
from outreach.store.loading import loading
from tests.factories import journalist


def people(count: int) -> Intake:
    return Intake(drafts=[(n, journalist(f"Given{n} Family{n}")) for n in range(count)])


def journal_of(session: Session) -> str:
    return str(session.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one())


def in_file(file: Path) -> tuple[str, int]:
    """How the store keeps its journal, and how many people are in it, as somebody else sees it."""
    with closing(sqlite3.connect(file)) as line:
        (journal,), (count,) = line.execute("PRAGMA journal_mode").fetchone(), line.execute(_COUNT).fetchone()
    return journal, count


_COUNT = "SELECT COUNT(*) FROM contact"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "outreach.db"


@pytest.fixture
def fresh(store: Path) -> Engine:
    engine = database.engine(f"sqlite:///{store}")
    database.upgrade(engine)
    return engine


def take_in(session: Session, count: int) -> None:
    imports.take_in(session, people(count).incoming(), origin=Origin(datetime(2026, 5, 1, tzinfo=UTC), source="a.csv"))


def test_a_store_that_is_being_set_up_is_written_without_a_log_and_has_one_afterwards(
    fresh: Engine, store: Path
) -> None:
    with loading(fresh, people=20) as session:
        assert journal_of(session) == "delete"
        take_in(session, 20)

    assert in_file(store) == ("wal", 20)


def test_a_store_that_somebody_reads_keeps_its_log(fresh: Engine, store: Path) -> None:
    with closing(sqlite3.connect(store)) as reader:
        reader.execute(_COUNT).fetchone()
        with loading(fresh, people=20) as session:
            assert journal_of(session) == "wal"
            take_in(session, 20)
            assert reader.execute(_COUNT).fetchone() == (0,)

    assert in_file(store) == ("wal", 20)


def test_a_store_in_use_keeps_its_log(fresh: Engine) -> None:
    with database.writing(fresh) as session:
        take_in(session, 1_001)

    with loading(fresh, people=20) as session:
        assert journal_of(session) == "wal"


def test_a_file_that_takes_long_lets_others_read_meanwhile(fresh: Engine) -> None:
    with loading(fresh, people=1_000_000) as session:
        assert journal_of(session) == "wal"


def test_what_fails_leaves_nothing_behind(fresh: Engine, store: Path) -> None:
    def interrupted() -> None:
        with loading(fresh, people=20) as session:
            take_in(session, 20)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert in_file(store) == ("wal", 0)


def test_any_other_database_is_written_as_ever(engine: Engine) -> None:
    with loading(engine, people=20) as session:
        take_in(session, 3)
        assert session.connection().exec_driver_sql(_COUNT).scalar_one() == 3
        session.rollback()
