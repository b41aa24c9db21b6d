"""The index says what the directory says, whatever was done to it."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.searchable import searchable
from outreach.store import contacts, database, gazetteer, outlets, search
from outreach.store.rows import ContactTextRow
from tests.factories import journalist, officer


def names(session: Session, asked: str, *, now: datetime) -> list[str]:
    return [found.card.name for found in search.find(database.rows_of(session), asked, limit=50, now=now)]


def test_who_was_changed_is_found_by_the_new_and_not_by_the_old(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer("Mira Olsen", phones=["+43 1 9999 123"]), origin=Origin(now))
        contacts.write(session, row, officer("Mira Berg", phones=["+43 1 9999 456"]), origin=Origin(now))
        session.flush()

        assert [names(session, asked, now=now) for asked in ("berg", "9999 456")] == [["Mira Berg"]] * 2
        assert [names(session, asked, now=now) for asked in ("olsen", "9999 123")] == [[], []]
    assert database.problems(engine) == []


def test_who_was_removed_is_not_found(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        contacts.remove(session, contacts.add(session, officer("Mira Olsen"), origin=Origin(now)), origin=Origin(now))
        row = contacts.add(session, officer("Ana Olsen"), origin=Origin(now))
        session.connection().execute(text("DELETE FROM contact WHERE id = :id"), {"id": row.id})

        assert names(session, "olsen", now=now) == []
    assert database.problems(engine) == []


def test_rows_that_are_written_in_bulk_are_found(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer("Mira Olsen"), origin=Origin(now))
        connection = session.connection()
        connection.execute(text("DELETE FROM contact_text"))
        connection.execute(
            text("INSERT INTO contact_text (contact_id, words, parts) VALUES (:id, :words, '')"),
            [{"id": row.id, "words": "berg _n_berg"}],
        )

        assert names(session, "berg", now=now) == ["Mira Olsen"]


def test_a_renamed_outlet_takes_its_journalists_along(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        contacts.add(session, journalist("Ana Ek", outlet="Example Times"), origin=Origin(now))
        outlet = outlets.named(session, "Example Times")

        outlets.change(session, outlet, {"name": "Courier"}, origin=Origin(now))

        assert names(session, "outlet:courier", now=now) == ["Ana Ek"]
        assert names(session, "times", now=now) == []

        outlets.remove(session, outlet, origin=Origin(now))

        assert names(session, "courier", now=now) == []
        assert names(session, "ana", now=now) == ["Ana Ek"]


def test_an_index_that_does_not_match_is_noticed_and_made_anew(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        contacts.add(session, officer("Mira Olsen"), origin=Origin(now))
        if engine.dialect.name == "sqlite":
            session.connection().execute(text("INSERT INTO contact_words (contact_words) VALUES ('delete-all')"))
        else:
            session.connection().execute(text("DELETE FROM contact_text"))

    [problem] = database.problems(engine)
    database.reindex(engine)

    assert "outreach database reindex" in problem
    assert database.problems(engine) == []
    with database.reading(engine) as session:
        assert names(session, "olsen", now=now) == ["Mira Olsen"]


@pytest.mark.parametrize(
    "draft",
    [
        officer("Mira Olsen", city=gazetteer.city("Vienna"), notes="Speaks\nup", languages=["de-AT", "en"]),
        journalist(outlet="Die Presse", country="AT", beats=["Migration", "labour rights"], title="Chef"),
        officer("東京 太郎", phones=["+43 1 9999 123 ext. 7", "+1 202-555-0143"], emails=["a_b@example.org"]),
    ],
    ids=["city", "outlet", "numbers"],
)
def test_the_index_made_anew_is_the_one_that_was_kept(engine: Engine, now: datetime, draft: ContactDraft) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, draft, origin=Origin(now))
        session.connection().execute(text("DELETE FROM contact_text"))
        id_ = row.id

    database.reindex(engine)

    with database.reading(engine) as session:
        kept = session.get_one(ContactTextRow, id_)
        assert (kept.words, kept.parts) == searchable(draft)


def test_people_of_an_older_store_are_found(database_url: str, now: datetime) -> None:
    old = database.engine(database_url)
    database.upgrade(old, to="0001")
    with old.execution_options(writing=True).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO contact (id, uid, kind, name, prefix, given_name, additional_name, family_name, suffix,"
                " active, name_key, sort_key, languages, beats, created_at, changed_at) VALUES (1, 'u', 'officer',"
                " 'Mira Olsen', '', 'Mira', '', 'Olsen', '', TRUE, 'mira olsen', 'olsen mira', '[]', '[]',"
                " '2026-11-01 08:00:00+00:00', '2026-11-01 08:00:00+00:00')"
            )
        )

    database.upgrade(old)

    with database.reading(old) as session:
        assert names(session, "olsen", now=now) == ["Mira Olsen"]
    assert database.problems(old) == []
    old.dispose()
