"""What is written down of people: every change, with who made it and where it came from."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine

from outreach.model.history import Origin
from outreach.store import contacts, database, history
from tests.factories import officer


def test_the_latest_hand_on_each_field_is_known(engine: Engine, now: datetime) -> None:
    by_hand = Origin(now, "ana")
    file = Origin(now + timedelta(days=1), "bo", "officers.csv, row 2", "b1")
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", title="Spokesperson", emails=["mira@example.org"]), origin=by_hand)
        draft = contacts.draft_of(row).model_copy(update={"title": "Head of Press"})
        contacts.write(session, row, draft, origin=file)

        found = history.latest(database.rows_of(session), ["u", "nobody"])

    assert found == {"u": {"name": by_hand, "email mira@example.org": by_hand, "title": file}}


def test_an_emptied_field_was_written_too(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", title="Spokesperson"), origin=Origin(now, source="a.csv, row 2"))
        draft = contacts.draft_of(row).model_copy(update={"title": None})
        contacts.write(session, row, draft, origin=replace(Origin(now), by="ana"))

        found = history.latest(database.rows_of(session), ["u"])

    assert found["u"]["title"] == Origin(now, "ana")
