"""Who is whom: nobody comes in twice, and nobody is taken for somebody else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from outreach.model.card import ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.intake import Intake
from outreach.services import contacts as directory
from outreach.services import imports
from outreach.services.contacts import Outcome
from outreach.store import cards, contacts, database, gazetteer
from tests.factories import journalist, officer

VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")


@pytest.mark.parametrize(
    ("known", "draft", "same"),
    [
        (officer(uid="u1"), officer(name="Other Name", uid="u1"), True),
        (officer(emails=["Mira@Example.org"]), officer(name="M. Olsen", emails=["mira@example.org"]), True),
        (officer(emails=["a@example.org"]), officer(emails=["b@example.org"]), False),
        (officer(emails=["a@example.org"]), officer(), True),
        (officer(city=VIENNA), officer(name="MIRA OLSEN", city=VIENNA), True),
        (officer(city=VIENNA), officer(city=GENEVA), False),
        (officer(emails=["a@example.org"]), journalist(emails=["a@example.org"]), False),
    ],
    ids=["uid", "mailbox", "namesake", "name alone", "name in city", "another city", "another kind"],
)
def test_the_same_person_is_known_again(
    engine: Engine, now: datetime, known: ContactDraft, draft: ContactDraft, same: bool
) -> None:
    with database.writing(engine) as session:
        contacts.add(session, known, origin=Origin(now))

        assert (contacts.matching(session, draft) is not None) is same


def test_what_a_second_source_says_is_added_and_nothing_is_lost(engine: Engine, now: datetime) -> None:
    known = officer(title="Spokesperson", phones=["+43 1 9999 123"], emails=["mira@example.org"], languages=["de"])
    later = officer(city=VIENNA, phones=["+43 660 1234567"], emails=["MIRA@example.org"], title="Head of Press")

    with database.writing(engine) as session:
        directory.take(session, known, origin=Origin(now))
        _, outcome = directory.take(session, later, origin=Origin(now + timedelta(days=1)))
        [card] = cards.everybody(database.rows_of(session), ContactKind.OFFICER)

    assert outcome is Outcome.UPDATED
    assert [phone.e164 for phone in card.phones] == ["+4319999123", "+436601234567"]
    assert [email.address for email in card.emails] == ["mira@example.org"]
    assert (card.title, card.city, card.languages) == ("Head of Press", "Vienna", ("de",))
    assert card.changed_at == now + timedelta(days=1)


def test_the_same_words_again_change_nothing(engine: Engine, now: datetime) -> None:
    draft = officer(city=VIENNA, phones=["+43 1 9999 123"], emails=["mira@example.org"])

    with database.writing(engine) as session:
        directory.take(session, draft, origin=Origin(now))
        _, outcome = directory.take(session, draft, origin=Origin(now + timedelta(days=1)))
        [card] = cards.everybody(database.rows_of(session), ContactKind.OFFICER)

    assert (outcome, card.changed_at) == (Outcome.UNCHANGED, now)


def test_removing_somebody_leaves_no_number_behind(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer(phones=["+43 1 9999 123"]), origin=Origin(now))
        contacts.remove(session, row, origin=Origin(now))

    with database.reading(engine) as session:
        rows = database.rows_of(session)
        assert list(rows("SELECT id FROM phone")) == []
        assert list(cards.everybody(rows, ContactKind.OFFICER)) == []


def test_nothing_is_kept_when_something_goes_wrong(engine: Engine, now: datetime) -> None:
    def begin_and_fail() -> None:
        with database.writing(engine) as session:
            contacts.add(session, officer(), origin=Origin(now))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()

    with database.reading(engine) as session:
        assert list(cards.everybody(database.rows_of(session), ContactKind.OFFICER)) == []


def test_a_name_that_changes_with_a_file_is_told(engine: Engine, now: datetime) -> None:
    people = Intake(
        drafts=[
            (2, journalist(name="A One", emails=["same@example.org"])),
            (3, journalist(name="B Two", emails=["same@example.org"])),
        ]
    )

    with database.writing(engine) as session:
        report = imports.take_in(session, people.incoming(), origin=Origin(now))

    assert report.warnings == ["row 3: A One is called B Two from now on; is it one person?"]
