"""The migrations and the tables are one schema."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from outreach.errors import StoreOutdated
from outreach.store import database, schema
from outreach.store.rows import metadata


def test_the_migrations_lead_to_exactly_the_tables_of_the_model(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_the_newest_migration_is_the_schema_that_the_program_expects() -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "outreach.store:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


@pytest.mark.parametrize(
    ("version", "advice"),
    [(None, "outreach init"), ("0000", "outreach database upgrade"), ("9999", "upgrade outreach")],
)
def test_a_store_with_another_schema_says_what_to_run(version: str | None, advice: str) -> None:
    with pytest.raises(StoreOutdated, match=advice):
        schema.expect_current(version, store="here.db")


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    database.upgrade(engine)

    assert database.version(engine) == schema.HEAD
