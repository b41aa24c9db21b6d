"""Files by the thousand: the same rows as one by one, what was typed here kept, suppressions alive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.intake import Intake
from outreach.model.values import EmailAddress
from outreach.services import contacts as directory
from outreach.services import imports, mailing_lists
from outreach.services.imports import Outcome
from outreach.store import contacts, database, gazetteer, suppressions
from outreach.store import mailing_lists as lists
from tests.factories import journalist

CITIES = (None, gazetteer.city("Vienna"), gazetteer.city("Geneva"))
TABLES = ("city", "outlet", "contact", "phone", "email", "card_extra", "contact_text", "change")


def draft(name: int, mailbox: int, city: int, phone: int, title: int, uid: int) -> ContactDraft:
    """A journalist out of a small world, in which many are the same."""
    return journalist(
        f"Given{name} Family{name}",
        uid=f"uid-{uid}" if uid else None,
        city=CITIES[city],
        title=f"Title {title}" if title else None,
        outlet=f"Outlet {title}" if title else None,
        beats=["trade", "health"][:title],
        languages=["fr"] if city else [],
        phones=[f"+1 202 555 010{phone}"] if phone else [],
        emails=[f"person{mailbox}@example.org"] if mailbox else [],
    )


worlds = st.lists(
    st.builds(draft, *(st.integers(0, most) for most in (3, 4, 2, 2, 2)), uid=st.sampled_from([0, 0, 0, 1, 2])),
    max_size=14,
)


def all_rows(session: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every table, with UIDs that were made up replaced by the row's number."""
    made_up = {
        uid: f"#{id_}"
        for id_, uid in session.connection().execute(text("SELECT id, uid FROM contact"))
        if not uid.startswith("uid-")
    }
    found = {}
    for table in TABLES:
        rows = session.connection().execute(text(f"SELECT * FROM {table}")).all()
        plain = [tuple(made_up.get(v, v) if isinstance(v, str) else v for v in row) for row in rows]
        # Which of two tables' rows was written first says nothing: the ids of lines are not compared.
        nameless = {"phone", "email", "change"}
        found[table] = sorted([row[1:] if table in nameless else row for row in plain], key=repr)
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=worlds, incoming=worlds)
def test_a_batch_gives_what_one_by_one_gives(
    engine: Engine, now: datetime, known: Sequence[ContactDraft], incoming: Sequence[ContactDraft]
) -> None:
    later = Origin(now + timedelta(days=1), "Ana", "people.csv", "b1")
    with database.reading(engine) as session:
        _reset(session)
        for one in known:
            directory.take(session, one, origin=Origin(now, source="first.csv"))
        outcomes = [
            directory.take(session, one, origin=Origin(later.at, "Ana", f"people.csv, row {number}", "b1"))[1]
            for number, one in enumerate(incoming, 2)
        ]
        session.flush()
        expected = all_rows(session)

    with database.reading(engine) as session:
        _reset(session)
        for one in known:
            directory.take(session, one, origin=Origin(now, source="first.csv"))
        session.flush()
        file = Intake(drafts=list(zip(count(2), incoming)))
        report = imports.take_in(session, file.incoming(), origin=later)
        got = all_rows(session)

    assert [told.outcome for told in report.people] == outcomes
    assert got == expected


def _reset(session: Any) -> None:
    """PostgreSQL counts on after a rollback; here both ways must begin with the same number."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("contact", "outlet"):
            session.connection().execute(text(f"ALTER SEQUENCE {table}_id_seq RESTART"))


def test_what_was_changed_by_hand_since_stays_unless_the_file_is_to_win(engine: Engine, now: datetime) -> None:
    first = journalist(title="Editor", emails=["a@example.org"], phones=["+1 202 555 0101"])
    with database.writing(engine) as session:
        imports.take_in(session, Intake([(2, first)]).incoming(), origin=Origin(now, source="a.csv"))
        row = contacts.by_address(session, EmailAddress.parse("a@example.org"))
        assert row
        by_hand = replace(first, title="Chief", phones=[])
        contacts.write(session, row, by_hand, origin=Origin(now + timedelta(days=1), "Mira"))

    with database.reading(engine) as session:
        again = imports.take_in(
            session, Intake([(2, first)]).incoming(), origin=Origin(now + timedelta(days=2), source="a.csv")
        )
    with database.reading(engine) as session:
        theirs = imports.take_in(
            session,
            Intake([(2, first)]).incoming(),
            origin=Origin(now + timedelta(days=2), source="a.csv"),
            hands=imports.nothing_by_hand,
        )

    assert again.count(Outcome.UNCHANGED) == 1
    assert [left.field for left in again.people[0].left] == ["title", "phone +12025550101"]
    assert (list(theirs.people[0].changes), theirs.people[0].left) == (["title", "phone +12025550101"], ())


SPELLINGS = ("stop@example.org", "STOP@example.org", "Stop@Example.ORG", " stop@example.org ", "<stop@example.org>")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_import_makes_a_suppressed_address_get_mail_again(engine: Engine, now: datetime, spelling: str) -> None:
    people = Intake([(2, journalist(emails=[spelling])), (3, journalist("Ana Ek", emails=["ana@example.org"]))])
    with database.writing(engine) as session:
        suppressions.add(session, EmailAddress.parse("stop@example.org"), reason="asked", now=now)
        lists.create(session, "Press", now=now)
        report = mailing_lists.import_to(session, "Press", people.incoming(), origin=Origin(now, source="a.csv"))

    with database.reading(engine) as session:
        keys = [recipient.key for recipient in lists.audience(session, ["Press"], now=now)]
        assert suppressions.suppressed(session, keys) == {"stop@example.org": "asked"}
    assert any("stop@example.org is suppressed (asked) and gets nothing" in warning for warning in report.warnings)
