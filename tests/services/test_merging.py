"""One person once: two entries become one, nothing is lost, and it can be taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlmodel import Session

from outreach.errors import NotFound, WrongUsage
from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.services import contacts as directory
from outreach.services import merging
from outreach.store import contacts, database, distinct, gazetteer, mailing_lists, merges
from outreach.store.rows import ContactRow, DeliveryRow, MailingRow, ShiftRow, metadata
from tests.conftest import NOW
from tests.factories import journalist

BY = Origin(NOW, "ana")
LATER = replace(BY, at=NOW + timedelta(hours=1))
MUCH_LATER = replace(BY, at=NOW + timedelta(days=1))
_TOLD = {"change", "merge"}  # what happened stays written

Tables = Mapping[str, list[tuple[Any, ...]]]


def tables(session: Session) -> Tables:
    """The whole store, but for what tells that something was done."""
    session.flush()
    return {
        table.name: [tuple(row) for row in session.connection().execute(select(table).order_by(*table.primary_key))]
        for table in metadata.sorted_tables
        if table.name not in _TOLD
    }


def add(session: Session, draft: ContactDraft, *, on: tuple[str, ...] = (), mails: int = 0, shifts: int = 0) -> str:
    """Somebody in the directory, on some lists, who got some mails; gives the UID."""
    row = contacts.add(session, draft, origin=BY)
    for name in on:
        mailing_lists.put_on(session, a_list(session, name), row, email=row.emails[0], now=NOW)
    for number in range(mails):
        session.add(delivery(session, row, f"{row.uid}-{number}"))
    for _ in range(shifts):
        session.add(ShiftRow(contact_id=row.id, kind="duty", starts_at=NOW, ends_at=LATER.at, zone="Europe/Vienna"))
    session.flush()
    return row.uid


def a_list(session: Session, name: str) -> Any:
    try:
        return mailing_lists.named(session, name)
    except NotFound:
        return mailing_lists.create(session, name, now=NOW)


def delivery(session: Session, row: ContactRow, key: str) -> DeliveryRow:
    mailing = MailingRow(
        uid=key, status="sending", title="T", source="S", form={}, lists=[], planned_at=NOW, changed_at=NOW
    )
    session.add(mailing)
    session.flush()
    return DeliveryRow(
        mailing_id=mailing.id, contact_id=row.id, address="X@example.org", key=key, merge={"name": row.name},
        message_id=f"<{key}>", sha256="0" * 64, status="sending", sender="host 1", attempts=1, lease_until=LATER.at,
        changed_at=NOW,
    )  # fmt: skip


def entry(session: Session, uid: str) -> ContactDraft:
    session.expire_all()
    return contacts.draft_of(contacts.by_uid(session, uid))


FULL = journalist(
    "Zoë Łukasz", uid="a", outlet="The Example", languages=["fr"], beats=["ports"], notes="Rings back.",
    phones=["+43 1 9999 123"], emails=["zoe@example.org"],
)  # fmt: skip
OTHER = journalist(
    "Z. Łukasz", uid="b", title="Editor", outlet="Example Radio", city=gazetteer.city("Vienna"), languages=["fr", "de"],
    beats=["Ports", "trade"], notes="Away in May.", phones=["+43 1 9999 123", "+43 660 1234567"],
    emails=["z.lukasz@example.com", "ZOE@example.org"], photo=Photo(b"\xff\xd8", "image/jpeg"),
    related=[Relation("assistant", "Bo Ek")], carried=[CarriedProperty("X-DESK", "2")],
)  # fmt: skip


def test_the_fields_of_the_first_win_and_its_blanks_are_filled() -> None:
    private = replace(OTHER.phones[0], visibility=Visibility.INTERNAL, usage="text only")
    other = replace(OTHER, phones=[private, OTHER.phones[1]])

    joined = merging.joined(FULL, other)

    assert (joined.uid, joined.name, joined.outlet, joined.title) == ("a", "Zoë Łukasz", "The Example", "Editor")
    assert (str(joined.city), joined.notes) == ("Vienna, AT", "Rings back.\nAway in May.")
    assert (joined.languages, joined.beats) == (["fr", "de"], ["ports", "trade"])
    assert [email.key for email in joined.emails] == ["zoe@example.org", "z.lukasz@example.com"]
    assert [(p.e164, p.visibility, p.usage) for p in joined.phones] == [
        ("+4319999123", Visibility.INTERNAL, "text only"),
        ("+436601234567", Visibility.PUBLIC, None),
    ]
    assert (joined.photo, joined.related, joined.carried) == (OTHER.photo, OTHER.related, OTHER.carried)


def test_lists_shifts_and_deliveries_move_along(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL, on=("Vienna", "Both"), mails=1)
        add(session, OTHER, on=("Radio", "Both"), mails=2, shifts=1)

        outcome = merging.merge(session, "a", "b", origin=LATER)

        kept = contacts.by_uid(session, "a")
        rows = database.rows_of(session)
        lists = [
            r[0] for r in rows("SELECT l.name FROM membership m JOIN mailing_list l ON l.id = m.list_id ORDER BY 1")
        ]
        deliveries = list(rows("SELECT contact_id, address, status, sender FROM delivery"))
        assert lists == ["Both", "Radio", "Vienna"]
        assert deliveries == [(kept.id, "X@example.org", "sending", "host 1")] * 3
        assert list(rows("SELECT contact_id FROM shift")) == [(kept.id,)]
        assert list(rows("SELECT uid FROM contact")) == [("a",)]
        assert (outcome.moved.deliveries, outcome.moved.rows) == (2, {"membership": 1, "shift": 1})


def test_a_mailing_that_waits_for_both_is_named(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL, mails=1)
        add(session, OTHER)
        waiting = session.exec(select(DeliveryRow)).scalar_one()  # type: ignore[call-overload]
        waiting.status = "planned"
        both = waiting.mailing_id
        more = delivery(session, contacts.by_uid(session, "b"), "b")
        more.mailing_id, more.status = both, "planned"
        session.add(more)

        assert merging.merge(session, "a", "b", origin=LATER).planned_twice == [both]


def test_an_import_does_not_bring_back_whom_a_merge_took(engine: Engine) -> None:
    with database.writing(engine) as session:
        for draft in (FULL, OTHER, journalist("C", uid="c")):
            add(session, draft)
        merging.merge(session, "a", "b", origin=LATER)
        merging.merge(session, "c", "a", origin=LATER)

        row, _ = directory.take(session, journalist("Somebody", uid="b"), origin=MUCH_LATER)

        assert row.uid == "c"
        assert merges.all_living(database.rows_of(session)) == {"a": "c", "b": "c"}


def test_taken_back_it_is_as_it_was(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL, on=("Vienna", "Both"), mails=1)
        add(session, OTHER, on=("Radio", "Both"), mails=2, shifts=1)
        before = tables(session)
        merging.merge(session, "a", "b", origin=LATER)
        assert tables(session) != before

        parted = merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        assert tables(session) == before
        assert (parted.kept_name, parted.gone_name, parted.stayed) == ("Zoë Łukasz", "Z. Łukasz", [])


_NUMBERS = ("+43 1 9999 123", "+43 1 9999 123 ext. 4", "+43 660 1234567", "+1 202 555 0143")
_MAILBOXES = ("zoe@example.org", "z.lukasz@example.com", "desk@example.net")
_CITIES = st.sampled_from([None, gazetteer.city("Vienna"), gazetteer.city("Geneva")])
_ONE_IN_TWO = st.sampled_from([None, "One", "Another"])


@st.composite
def people(draw: st.DrawFn, uid: str) -> dict[str, Any]:
    """Somebody with some of everything: what `add` takes."""
    phones = [
        replace(PhoneNumber.parse(number), visibility=draw(st.sampled_from(Visibility)), usage=draw(_ONE_IN_TWO))
        for number in draw(st.lists(st.sampled_from(_NUMBERS), unique=True))
    ]
    emails = [EmailAddress.parse(text) for text in draw(st.lists(st.sampled_from(_MAILBOXES), unique=True))]
    plain = {name: draw(_ONE_IN_TWO) for name in ("title", "organisation", "outlet", "notes")}
    draft = journalist("Zoë Łukasz", uid=uid, city=draw(_CITIES), active=draw(st.booleans()), **plain)
    more = {"photo": draw(st.sampled_from([None, Photo(b"\xff\xd8", "image/jpeg")]))}
    lists = draw(st.sets(st.sampled_from(["Vienna", "Radio"]))) if emails else set()
    return {
        "draft": replace(draft, phones=phones, emails=emails, **more),
        "on": tuple(sorted(lists)),
        "mails": draw(st.integers(0, 2)),
        "shifts": draw(st.integers(0, 1)),
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=people("a"), other=people("b"), third=people("c"))
def test_whoever_they_are_it_can_be_taken_back(
    engine: Engine, one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    with database.reading(engine) as session:
        for person in (one, other, third):
            add(session, **person)
        before = tables(session)
        merging.merge(session, "a", "b", origin=LATER)
        between = tables(session)
        merging.merge(session, "a", "c", origin=MUCH_LATER)

        merging.part(session, "c", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        after_one = tables(session)
        merging.part(session, "b", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        assert after_one == between
        assert tables(session) == before


def test_of_three_made_one_the_first_can_be_parted_first(engine: Engine) -> None:
    with database.writing(engine) as session:
        for draft in (journalist("A", uid="a"), OTHER, journalist("C", uid="c", phones=["+1 202 555 0143"])):
            add(session, draft)
        merging.merge(session, "a", "b", origin=LATER)
        merging.merge(session, "a", "c", origin=MUCH_LATER)

        first = merging.part(session, "b", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        half = entry(session, "a")
        second = merging.part(session, "c", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        assert (first.stayed, second.stayed) == ([], [])
        assert ([p.e164 for p in half.phones], half.title) == (["+12025550143"], None)
        assert entry(session, "a") == journalist("A", uid="a", given_name="A")
        assert entry(session, "b").phones == OTHER.phones


def test_what_was_edited_since_stays_and_is_said(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL)
        add(session, OTHER)
        merging.merge(session, "a", "b", origin=LATER)
        row = contacts.by_uid(session, "a")
        known = contacts.draft_of(row)
        mobile = replace(known.phones[1], usage="text only", verified_at=None)
        edited = replace(known, title="Editor in chief", phones=[known.phones[0], mobile])
        contacts.write(session, row, edited, origin=MUCH_LATER)

        parted = merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        kept, again = entry(session, "a"), entry(session, "b")
        assert parted.stayed == ["title", "number +43 660 1234567"]
        assert (kept.title, [p.usage for p in kept.phones], kept.notes) == (
            "Editor in chief",
            [None, "text only"],
            "Rings back.",
        )
        assert (again.title, [p.usage for p in again.phones]) == ("Editor", [None, None])


def test_a_confirmation_since_is_no_edit(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL)
        add(session, OTHER)
        merging.merge(session, "a", "b", origin=LATER)
        contacts.confirm(session, contacts.by_uid(session, "a"), origin=MUCH_LATER)

        assert merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER).stayed == []
        assert [p.e164 for p in entry(session, "a").phones] == ["+4319999123"]


def test_a_place_that_somebody_else_took_since_is_not_taken_from_them(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL, on=("Both",))
        add(session, OTHER, on=("Both",))
        merging.merge(session, "a", "b", origin=LATER)
        newcomer = contacts.add(session, journalist("New", emails=["z.lukasz@example.com"]), origin=LATER)
        mailing_lists.put_on(session, a_list(session, "Both"), newcomer, email=newcomer.emails[0], now=NOW)

        parted = merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        assert parted.stayed == ["place on a list, at z.lukasz@example.com (its place is taken or gone)"]
        assert entry(session, "b").emails == OTHER.emails


def test_who_came_since_with_the_number_of_a_row_is_left_alone(engine: Engine) -> None:
    with database.writing(engine) as session:
        add(session, FULL)
        add(session, OTHER, mails=1)
        merging.merge(session, "a", "b", origin=LATER)
        add(session, journalist("New", uid="n", phones=["+1 202 555 0143"], emails=["n@example.org"]))

        merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)

        assert entry(session, "n").phones == journalist("New", phones=["+1 202 555 0143"]).phones
        assert entry(session, "b").phones == OTHER.phones
        owner = session.exec(select(DeliveryRow.contact_id)).scalar()  # type: ignore[call-overload]
        assert owner == contacts.by_uid(session, "b").id


def test_what_cannot_be_parted_says_why(engine: Engine) -> None:
    with database.writing(engine) as session:
        for draft in (FULL, OTHER, journalist("C", uid="c")):
            add(session, draft)
        merging.merge(session, "a", "b", origin=LATER)
        merging.merge(session, "c", "a", origin=LATER)

        with pytest.raises(WrongUsage, match="part that one first"):
            merging.part(session, "b", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        with pytest.raises(NotFound):
            merging.part(session, "nobody", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        merging.part(session, "a", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        merging.part(session, "b", kind=ContactKind.JOURNALIST, origin=MUCH_LATER)
        assert entry(session, "b").title == "Editor"


def test_two_people_are_not_made_one(engine: Engine) -> None:
    with database.writing(engine) as session:
        for draft in (FULL, OTHER, journalist("C", uid="c")):
            add(session, draft)
        assert distinct.say(session, "c", "b", origin=BY)
        assert not distinct.say(session, "b", "c", origin=BY)
        merging.merge(session, "a", "b", origin=LATER)

        with pytest.raises(WrongUsage, match="two people"):
            merging.merge(session, "a", "c", origin=LATER)
        with pytest.raises(WrongUsage, match="one entry already"):
            merging.merge(session, "a", "a", origin=LATER)

        assert distinct.unsay(session, "a", "c")
        merging.merge(session, "a", "c", origin=LATER)
