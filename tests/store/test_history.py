"""What is written down of people: every change, with who made it and where it came from."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from outreach.model.card import ContactKind
from outreach.model.history import Act, Origin, provenance
from outreach.model.mailing import DeliveryStatus
from outreach.services import contacts as directory
from outreach.services import merging
from outreach.store import contacts, database, freshness, gazetteer, history, life, mailings
from tests import ledger
from tests.factories import journalist, officer

VIENNA = gazetteer.city("Vienna")
PHONES = ["+43 1 9999 123", "+43 660 1234567"]


def test_the_latest_hand_on_each_field_is_known(engine: Engine, now: datetime) -> None:
    by_hand = Origin(now, "ana")
    file = Origin(now + timedelta(days=1), "bo", "officers.csv, row 2", "b1")
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", title="Spokesperson", emails=["mira@example.org"]), origin=by_hand)
        draft = replace(contacts.draft_of(row), title="Head of Press")
        contacts.write(session, row, draft, origin=file)

        found = history.latest(database.rows_of(session), ["u", "nobody"])

    assert found == {"u": {"name": by_hand, "email mira@example.org": by_hand, "title": file}}


def test_an_emptied_field_was_written_too(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", title="Spokesperson"), origin=Origin(now, source="a.csv, row 2"))
        draft = replace(contacts.draft_of(row), title=None)
        contacts.write(session, row, draft, origin=replace(Origin(now), by="ana"))

        found = history.latest(database.rows_of(session), ["u"])

    assert found["u"]["title"] == Origin(now, "ana")


def test_an_edit_confirms_what_it_names_and_nothing_else(engine: Engine, now: datetime) -> None:
    later = Origin(now + timedelta(days=1), "bo")
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", phones=PHONES, emails=["mira@example.org"]), origin=Origin(now))
        known = contacts.draft_of(row)
        said = replace(known.phones[1], usage="text only", verified_at=None)
        draft = replace(known, title="Head", phones=[known.phones[0], said])
        contacts.write(session, row, draft, origin=later)

        assert row.confirmed_at == now
        assert [phone.verified_at for phone in row.phones] == [now, later.at]
        assert [email.verified_at for email in row.emails] == [now]


def test_saying_a_number_again_confirms_it_and_changes_nothing(engine: Engine, now: datetime) -> None:
    later = Origin(now + timedelta(days=1), "bo")
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", phones=PHONES), origin=Origin(now))
        known = contacts.draft_of(row)
        draft = replace(known, phones=[replace(known.phones[0], verified_at=None), known.phones[1]])
        contacts.write(session, row, draft, origin=later)

        assert row.changed_at == now
        assert [phone.verified_at for phone in row.phones] == [later.at, now]
        last = list(history.of(database.rows_of(session), "u"))[-1]
        assert (last.act, last.fields) == (Act.CONFIRMED, {"phone +4319999123": ("work, public", "work, public")})


def test_an_import_that_says_what_is_known_confirms_nothing(engine: Engine, now: datetime) -> None:
    draft = officer(uid="u", phones=PHONES)
    with database.writing(engine) as session:
        row, _ = directory.take(session, draft, origin=Origin(now))
        directory.take(session, replace(draft, title="Head"), origin=Origin(now + timedelta(days=1)))

        assert row.confirmed_at == now
        assert {phone.verified_at for phone in row.phones} == {now}


def test_a_confirmation_confirms_all_and_is_no_change(engine: Engine, now: datetime) -> None:
    later = Origin(now + timedelta(days=1), "bo")
    with database.writing(engine) as session:
        row = contacts.add(session, officer(uid="u", phones=PHONES, emails=["mira@example.org"]), origin=Origin(now))
        contacts.confirm(session, row, origin=later)

        assert (row.confirmed_at, row.changed_at) == (later.at, now)
        assert {line.verified_at for line in (*row.phones, *row.emails)} == {later.at}


def test_the_stalest_come_first_and_who_left_does_not_come(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        for days, uid in ((10, "u10"), (400, "u400"), (200, "u200"), (180, "u180"), (179, "u179")):
            contacts.add(session, officer(uid, uid=uid, city=VIENNA), origin=Origin(now - timedelta(days=days)))
        contacts.add(session, officer(uid="gone", active=False), origin=Origin(now - timedelta(days=999)))
        contacts.add(session, journalist(uid="theirs"), origin=Origin(now - timedelta(days=999)))
        rows = database.rows_of(session)
        before = now - timedelta(days=180)

        assert [one.uid for one in freshness.stale(rows, ContactKind.OFFICER, before=before)] == [
            "u400",
            "u200",
            "u180",
        ]
        assert list(freshness.stale(rows, ContactKind.OFFICER, before=before, city_id=1)) == []


@pytest.mark.parametrize(("name", "is_theirs"), [("Zoë", True), ("Mira Olsen", False)], ids=["theirs", "passed on"])
def test_mails_and_bounces_are_history_too(engine: Engine, now: datetime, name: str, is_theirs: bool) -> None:
    before = Origin(now - timedelta(days=1))
    with database.writing(engine) as session:
        row = contacts.add(session, officer(name, uid="u", emails=["r0@example.com"]), origin=before)
        contact_id = row.id
    number = ledger.kept(engine, 2)
    with database.writing(engine) as session:
        first = mailings.deliveries(session, number)[0]
        first.contact_id = contact_id
    [delivery] = ledger.claim(engine, number, 1)
    ledger.settle(engine, delivery, DeliveryStatus.REFUSED, reply="550 no such mailbox")

    with database.writing(engine) as session:
        rows = database.rows_of(session)
        living = life.events(rows, "u")
        [stale] = freshness.stale(rows, ContactKind.OFFICER, before=now)
        contacts.remove(session, contacts.by_uid(session, "u"), origin=Origin(now + timedelta(days=1), "bo"))
        gone = life.events(rows, "u")

    about = f"mailing {number}, T, to R0@example.com: 550 no such mailbox"
    assert [(event.what, event.about) for event in living] == [("added", ""), ("refused", about)]
    assert stale.last_delivery == "refused"
    # Where its values say another name, the mailbox was passed on, and it is somebody else's history.
    assert [event.what for event in gone] == ["added", *(["refused"] if is_theirs else []), "removed"]


def test_who_was_removed_is_still_known_by_what_they_had(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        row = contacts.add(session, officer("Zoë Łukasz", uid="u", emails=["zoe@example.org"]), origin=Origin(now))
        contacts.remove(session, row, origin=Origin(now))
        rows = database.rows_of(session)

        for who in ("u", "ZOE@example.org", "zoë łukasz"):
            assert life.once_there(rows, ContactKind.OFFICER, who) == {"u": "Zoë Łukasz"}
        assert life.once_there(rows, ContactKind.JOURNALIST, "u") == {}
        assert life.once_there(rows, ContactKind.OFFICER, "nobody") == {}


def test_what_a_merge_took_is_told_under_the_one_that_stayed(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        contacts.add(session, officer(uid="a"), origin=Origin(now, "ana"))
        contacts.add(session, officer("M. Olsen", uid="b", title="Head"), origin=Origin(now, "bo", "old.csv, row 2"))
        merging.merge(session, "a", "b", origin=Origin(now + timedelta(days=1), "cy"))
        rows = database.rows_of(session)

        told = [(event.what, event.by, event.about) for event in life.events(rows, "a")]
        known = provenance(history.of_family(rows, "a"), "a")
        assert told == [
            ("added", "ana", ""), ("added", "bo", ""), ("merged", "cy", "M. Olsen (b) was made one with this entry")
        ]  # fmt: skip
        assert known["title"].origin.source == "old.csv, row 2"
        assert life.once_there(rows, ContactKind.OFFICER, "M. Olsen") == {"a": "M. Olsen"}

        merging.part(session, "a", kind=ContactKind.OFFICER, origin=Origin(now + timedelta(days=2), "cy"))
        assert [event.what for event in life.events(rows, "b")] == ["added", "merged", "parted"]
        assert "title" not in provenance(history.of_family(rows, "a"), "a")
