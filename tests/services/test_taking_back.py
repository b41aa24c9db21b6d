"""An import taken back: everything as it was before it, but for what somebody touched since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from outreach.errors import AlreadyThere, NotFound, WrongUsage
from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.contact import ContactDraft
from outreach.model.history import Act, Origin, fields
from outreach.model.intake import Intake
from outreach.model.values import EmailAddress
from outreach.services import imports, mailing_lists, taking_back
from outreach.store import contacts, database, gazetteer, history, suppressions
from outreach.store import mailing_lists as lists
from outreach.store.rows import ContactRow
from tests.conftest import NOW
from tests.factories import journalist

BATCH = "3f9c1a2b4d5e"
MAILBOX = "tom@example.com"
IMPORTED = Origin(NOW + timedelta(days=1), "Ana", "people.csv", BATCH)
SINCE = Origin(NOW + timedelta(days=2), "Bea")
UNDONE = Origin(NOW + timedelta(days=3), "Cy")


def took_in(engine: Engine, *drafts: ContactDraft) -> None:
    with database.writing(engine) as session:
        incoming = Intake(list(enumerate(drafts, 2))).incoming("people.csv")
        imports.take_in(session, incoming, origin=IMPORTED, hands=imports.nothing_by_hand)


def has(engine: Engine, *drafts: ContactDraft) -> None:
    with database.writing(engine) as session:
        for draft in drafts:
            contacts.add(session, draft, origin=Origin(NOW))


def took_back(engine: Engine, batch: str = BATCH, kind: ContactKind = ContactKind.JOURNALIST) -> taking_back.Taken:
    with database.writing(engine) as session:
        return taking_back.take_back(session, batch, kind=kind, origin=UNDONE)


def one(session: Session, address: str = MAILBOX) -> ContactRow:
    row = contacts.by_address(session, EmailAddress.parse(address))
    assert row is not None
    return row


def says(engine: Engine, address: str = MAILBOX) -> dict[str, str]:
    with database.reading(engine) as session:
        return fields(contacts.draft_of(one(session, address)))


def names(engine: Engine) -> list[str]:
    with database.reading(engine) as session:
        return sorted(session.exec(select(ContactRow.name)))


BARE = journalist("Tom Whitaker", emails=[MAILBOX])
FULL = journalist(
    "Tom Whitaker",
    emails=[MAILBOX],
    phones=["+43 660 3776404"],
    city=gazetteer.city("Vienna"),
    title="Editor",
    outlet="Gazette",
    organisation="Gazette & Co",
    beats=["labour rights", "migration"],
    languages=["de", "en"],
    notes="Two\nlines",
)
DOCTOR = journalist("Dr Tom van der Berg", emails=[MAILBOX], prefix="Dr", given_name="Tom", family_name="van der Berg")
OF_A_CARD = journalist(
    "Tom Whitaker",
    emails=[MAILBOX],
    photo=Photo(b"\x89PNG", "image/png"),
    related=[Relation("spouse", "Ann")],
    carried=[CarriedProperty("X-DESK", "4", "", "")],
)
FROM_NOWHERE = journalist("Tom Whitaker", emails=[MAILBOX], country="AT")
MOVED = journalist("Tom Whitaker", emails=[MAILBOX], city=gazetteer.city("Geneva"), title="Chief", notes="New")


@pytest.mark.parametrize(
    ("known", "arrived"),
    [
        pytest.param(BARE, [FULL], id="blanks were filled"),
        pytest.param(FULL, [MOVED], id="fields were changed"),
        pytest.param(FROM_NOWHERE, [MOVED], id="a country became a city"),
        pytest.param(DOCTOR, [BARE], id="the name and its parts were changed"),
        pytest.param(BARE, [DOCTOR], id="the name got parts"),
        pytest.param(BARE, [OF_A_CARD], id="a card brought a picture, a relation and a property"),
        pytest.param(FULL, [MOVED, OF_A_CARD, DOCTOR], id="three rows were about one person"),
    ],
)
def test_everything_is_as_it_was(engine: Engine, known: ContactDraft, arrived: Sequence[ContactDraft]) -> None:
    has(engine, known)
    before = says(engine)
    took_in(engine, *arrived)

    taken = took_back(engine)

    assert says(engine) == before
    assert (taken.count("restored"), taken.count("left"), list(taking_back.sentences(taken))) == (1, 0, [])


def test_whom_the_import_added_is_gone_and_that_is_history(engine: Engine) -> None:
    has(engine, journalist("Ann Lee"))
    took_in(engine, FULL)
    with database.reading(engine) as session:
        uid = one(session).uid

    taken = took_back(engine)

    assert (names(engine), taken.count("removed")) == (["Ann Lee"], 1)
    with database.reading(engine) as session:
        added, removed = history.of(database.rows_of(session), uid)
    assert (added.act, removed.act) == (Act.ADDED, Act.REMOVED)
    assert (removed.origin.by, removed.origin.source) == ("Cy", f"import {BATCH} taken back")


def test_what_was_changed_since_stays_and_the_rest_goes_back(engine: Engine) -> None:
    has(engine, FULL)
    took_in(engine, MOVED)
    with database.writing(engine) as session:
        row = one(session)
        draft = replace(contacts.draft_of(row), title="Publisher")
        contacts.write(session, row, draft, origin=SINCE)

    taken = took_back(engine)

    said = says(engine)
    assert (said["title"], said["city"], said["notes"]) == ("Publisher", "Vienna, AT", "Two\nlines")
    assert list(taking_back.sentences(taken)) == ["Tom Whitaker: title stays, Bea changed it on 2026-11-26"]


def test_who_was_changed_or_confirmed_since_is_not_removed(engine: Engine) -> None:
    took_in(engine, FULL, journalist("Ann Lee", emails=["ann@example.com"]))
    with database.writing(engine) as session:
        row = one(session)
        contacts.write(session, row, replace(contacts.draft_of(row), title="Publisher"), origin=SINCE)
        contacts.confirm(session, one(session, "ann@example.com"), origin=SINCE)

    taken = took_back(engine)

    assert names(engine) == ["Ann Lee", "Tom Whitaker"]
    assert list(taking_back.sentences(taken)) == [
        "Tom Whitaker: stays, Bea changed it on 2026-11-26",
        "Ann Lee: stays, Bea confirmed it on 2026-11-26",
    ]


def test_what_was_confirmed_since_stays(engine: Engine) -> None:
    has(engine, FULL)
    took_in(engine, MOVED)
    with database.writing(engine) as session:
        contacts.confirm(session, one(session), origin=SINCE)

    taken = took_back(engine)

    assert says(engine)["title"] == "Chief"
    assert "Tom Whitaker: title stays, Bea confirmed it on 2026-11-26" in list(taking_back.sentences(taken))


def test_what_the_history_does_not_hold_stays_and_is_named(engine: Engine) -> None:
    has(engine, OF_A_CARD)
    new = replace(OF_A_CARD, photo=Photo(b"\xff\xd8", "image/jpeg"), title="Chief")
    took_in(engine, new)

    taken = took_back(engine)

    assert "title" not in says(engine)
    assert list(taking_back.sentences(taken)) == ["Tom Whitaker: photo stays, what it was before is not kept"]


def test_who_is_not_there_any_more_is_named(engine: Engine) -> None:
    took_in(engine, FULL, journalist("Ann Lee", emails=["ann@example.com"]))
    with database.writing(engine) as session:
        contacts.remove(session, one(session), origin=SINCE)

    taken = took_back(engine)

    assert (names(engine), taken.count("removed"), taken.count("left")) == ([], 1, 1)
    assert list(taking_back.sentences(taken)) == ["Tom Whitaker: is not there any more: removed or merged since"]


def test_suppressions_stay(engine: Engine) -> None:
    with database.writing(engine) as session:
        lists.create(session, "Press", now=NOW)
        incoming = Intake([(2, FULL)]).incoming("people.csv")
        mailing_lists.import_to(session, "Press", incoming, origin=IMPORTED)
        suppressions.add(session, EmailAddress.parse(MAILBOX), reason="asked", now=NOW)

    took_back(engine)

    with database.reading(engine) as session:
        assert [row.key for row in suppressions.everyone(session)] == [MAILBOX]


def test_the_second_time_there_is_nothing_to_take_back(engine: Engine) -> None:
    has(engine, FULL)
    took_in(engine, MOVED, journalist("Ann Lee"))
    took_back(engine)

    with pytest.raises(AlreadyThere, match="was taken back before"):
        took_back(engine)


def test_the_same_file_can_come_in_again(engine: Engine) -> None:
    took_in(engine, FULL)
    took_back(engine)

    took_in(engine, FULL)

    assert names(engine) == ["Tom Whitaker"]


def test_a_batch_that_is_none_names_the_last_ones(engine: Engine) -> None:
    with pytest.raises(NotFound, match="nothing was imported here yet"):
        took_back(engine, "nonsense")
    took_in(engine, FULL)

    with pytest.raises(NotFound, match=rf"the last ones are {BATCH} \(people\.csv, 2026-11-25\)"):
        took_back(engine, "nonsense")


def test_a_batch_of_the_other_kind_is_refused(engine: Engine) -> None:
    took_in(engine, FULL)

    with pytest.raises(WrongUsage, match=f"outreach journalists import --undo {BATCH}"):
        took_back(engine, kind=ContactKind.OFFICER)

    assert names(engine) == ["Tom Whitaker"]
