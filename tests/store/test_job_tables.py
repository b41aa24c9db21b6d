"""The tables of the engine of jobs: made once, brought up to date by its own migrations, and apart from ours."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine

from outreach.errors import StoreOutdated
from outreach.store import database, job_tables
from tests.worker.conftest import shared

__all__ = ["shared"]

_WHOLE = SchemaManager.get_schema()
_STEPS = [
    (file.name, file.read_text(encoding="utf-8"))
    for file in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
]
_CONTENTS = (
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'procrastinate'",
    "SELECT proname, pronargs FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'procrastinate'",
    "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'procrastinate'",
    "SELECT trigger_name, event_manipulation FROM information_schema.triggers WHERE trigger_schema = 'procrastinate'",
)


def contents(engine: Engine) -> list[set[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [{tuple(row) for row in connection.exec_driver_sql(question)} for question in _CONTENTS]


def test_they_are_made_once_and_nothing_of_ours_is_touched(shared: Engine) -> None:
    ran = [job_tables.prepare(shared, whole=_WHOLE, steps=_STEPS) for _ in range(2)]

    with shared.connect() as connection:
        strangers = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%%procrastinate%%'"
        ).scalar()
    assert (ran, strangers) == ([1, 0], 0)
    assert database.version(shared) is not None


def test_those_of_an_older_engine_become_what_a_new_one_makes(shared: Engine) -> None:
    older = 20
    whole = "\n".join(sql for _, sql in _STEPS[:older])
    job_tables.prepare(shared, whole=_STEPS[0][1], steps=_STEPS[:1])
    for number in range(2, older + 1):
        job_tables.prepare(shared, whole=whole, steps=_STEPS[:number])

    ran = job_tables.prepare(shared, whole=_WHOLE, steps=_STEPS)
    upgraded = contents(shared)
    with shared.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA procrastinate CASCADE")
    job_tables.prepare(shared, whole=_WHOLE, steps=_STEPS)

    assert ran == len(_STEPS) - older
    assert upgraded == contents(shared)


def test_workers_that_begin_at_once_make_them_once(shared: Engine) -> None:
    with ThreadPoolExecutor(4) as hands:
        ran = list(hands.map(lambda _: job_tables.prepare(shared, whole=_WHOLE, steps=_STEPS), range(4)))

    assert sorted(ran) == [0, 0, 0, 1]


def test_a_database_that_does_not_let_us_says_so(shared: Engine) -> None:
    with pytest.raises(StoreOutdated, match="workers' tables at postgresql"):
        job_tables.prepare(shared, whole="SELECT no_such_function()", steps=_STEPS)


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgresql+psycopg://u:p%40ss@db.example.org:5433/press", "-c search_path=procrastinate"),
        ("postgresql+psycopg:///press?host=/run&options=-c%20x=1", "-c x=1 -c search_path=procrastinate"),
    ],
    ids=["server", "socket with options of its own"],
)
def test_the_engine_is_told_where_the_store_is(url: str, options: str) -> None:
    from psycopg.conninfo import conninfo_to_dict

    said = conninfo_to_dict(job_tables.conninfo(url))

    assert (said["dbname"], said["options"]) == ("press", options)
    assert said.get("password") == ("p@ss" if "u:p" in url else None)
