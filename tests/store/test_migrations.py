"""The migrations and the tables are one schema."""

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from outreach.errors import StoreOutdated
from outreach.model import mailbox
from outreach.model.card import ContactKind
from outreach.store import cards, database, mailings, schema
from outreach.store.rows import metadata
from outreach.store.search_index import is_of_the_model


def test_the_migrations_lead_to_exactly_the_tables_of_the_model(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_of_the_model})
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


def test_an_older_store_keeps_its_people_with_all_their_numbers(database_url: str) -> None:
    old = database.engine(database_url)
    database.upgrade(old, to="0001")
    with old.execution_options(writing=True).begin() as connection:
        for statement in _PEOPLE_OF_0001:
            connection.execute(text(statement))

    database.upgrade(old)

    with database.reading(old) as session:
        [card] = cards.everybody(database.rows_of(session), ContactKind.OFFICER)
    old.dispose()
    assert (card.name, [phone.e164 for phone in card.phones]) == ("Mira Olsen", ["+4319999123"])
    assert (card.city, round(card.latitude or 0), round(card.longitude or 0)) == ("Vienna", 48, 16)
    assert card.confirmed_at == card.changed_at == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert card.phones[0].verified_at == card.changed_at


def test_what_an_older_store_has_sent_went_without_a_signature(database_url: str) -> None:
    old = database.engine(database_url)
    database.upgrade(old, to="0003")
    with old.execution_options(writing=True).begin() as connection:
        for statement in _MAIL_OF_0003:
            connection.execute(text(statement))

    database.upgrade(old)

    with old.connect() as connection:
        found = connection.execute(text("SELECT status, signature FROM delivery ORDER BY id")).all()
    old.dispose()
    assert [tuple(row) for row in found] == [("accepted", ""), ("unknown", ""), ("planned", None)]


_MAIL_OF_0003 = (
    "INSERT INTO mailing (id, uid, status, title, source, form, lists, excluded, planned_at, changed_at) VALUES"
    " (1, 'u', 'stopped', 't', 's', '{}', '[]', '[]', '2026-11-01 08:00:00+00:00', '2026-11-01 08:00:00+00:00')",
    *(
        "INSERT INTO delivery (mailing_id, address, key, merge, message_id, sha256, status, attempts, changed_at)"
        f" VALUES (1, '{status}@example.com', '{status}@example.com', '{{}}', '<1@example.org>', 'x', '{status}',"
        f" {attempts}, '2026-11-01 08:00:00+00:00')"
        for status, attempts in (("accepted", 1), ("unknown", 1), ("planned", 0))
    ),
)


def test_an_older_store_keeps_its_mailings_with_every_move(database_url: str) -> None:
    old = database.engine(database_url)
    database.upgrade(old, to="0003")
    with old.execution_options(writing=True).begin() as connection:
        for statement in _MAILING_OF_0003:
            connection.execute(text(statement))

    database.upgrade(old)

    with database.reading(old) as session:
        mailing, [delivery] = mailings.numbered(session, 1), mailings.deliveries(session, 1)
        [(_, move)] = mailings.moves(session, 1)
        of_mailing = (mailing.status, mailing.local_hours, mailing.pause_reason, mailing.pause_above)
        of_delivery = (delivery.status, delivery.attempts, delivery.timezone)
    old.dispose()
    assert of_mailing == ("stopped", None, None, None)
    assert of_delivery == ("sending", 1, None)
    assert (move.before, move.after) == ("planned", "sending")


def test_an_older_store_learns_whose_mailbox_each_address_is(database_url: str) -> None:
    old = database.engine(database_url)
    database.upgrade(old, to="0006")
    noes = (("Mira+x@example.com", "mira+x@example.com"), ("(erased)", mailbox.seal("leo@example.com")))
    with old.execution_options(writing=True).begin() as connection:
        for statement in _MAILING_OF_0003:
            connection.execute(text(statement))
        for address, key in noes:
            values = {"address": address, "key": key}
            connection.execute(text(f"INSERT INTO suppression (address, key, reason, created_at) {_NO}"), values)

    database.upgrade(old)

    with old.connect() as connection:
        boxes = connection.execute(text("SELECT mailbox FROM suppression ORDER BY id")).scalars().all()
        delivery = connection.execute(text("SELECT mailbox FROM delivery")).scalar()
    old.dispose()
    assert boxes == [mailbox.sealed("mira@example.com"), mailbox.sealed("leo@example.com")]
    assert delivery == mailbox.sealed("r@example.com")


_NO = "VALUES (:address, :key, 'asked', '2026-11-01 08:00:00+00:00')"
_MAILING_OF_0003 = (
    "INSERT INTO mailing (id, uid, status, title, source, form, lists, excluded, planned_at, changed_at) VALUES"
    " (1, 'u', 'stopped', 'T', 'S', '{}', '[]', '[]', '2026-11-01 08:00:00+00:00', '2026-11-01 08:00:00+00:00')",
    "INSERT INTO delivery (id, mailing_id, address, key, merge, message_id, sha256, status, attempts, changed_at)"
    " VALUES (1, 1, 'r@example.com', 'r@example.com', '{}', '<1@x>', 'x', 'sending', 1, '2026-11-01 08:00:00+00:00')",
    "INSERT INTO move (delivery_id, at, before, after) VALUES (1, '2026-11-01 08:00:00+00:00', 'planned', 'sending')",
)
_PEOPLE_OF_0001 = (
    "INSERT INTO city (id, name, country, timezone, names) VALUES (2761369, 'Vienna', 'AT', 'Europe/Vienna', '|wien|')",
    "INSERT INTO contact (id, uid, kind, name, prefix, given_name, additional_name, family_name, suffix, active,"
    " name_key, sort_key, city_id, languages, beats, created_at, changed_at) VALUES (1, 'u', 'officer', 'Mira Olsen',"
    " '', 'Mira', '', 'Olsen', '', TRUE, 'mira olsen', 'olsen mira', 2761369, '[]', '[]',"
    " '2026-11-01 08:00:00+00:00', '2026-11-01 08:00:00+00:00')",
    "INSERT INTO phone (contact_id, position, written, e164, international, kind, visibility, valid) VALUES (1, 0,"
    " '01 9999 123', '+4319999123', '+43 1 9999123', 'work', 'public', TRUE)",
)
