"""Mailing lists: one mailbox once, and who asked to be left out stays out."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from outreach.errors import AlreadyThere, NotFound
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.recipient import MERGE_FIELDS
from outreach.model.values import EmailAddress
from outreach.store import contacts, database, gazetteer, mailing_lists, suppressions
from outreach.store.rows import MailingListRow
from tests.factories import journalist


def filled(session: Session, name: str, *drafts: ContactDraft, now: datetime) -> MailingListRow:
    made = mailing_lists.create(session, name, now=now)
    for draft in drafts:
        row = contacts.matching(session, draft) or contacts.add(session, draft, origin=Origin(now))
        mailing_lists.put_on(session, made, row, email=row.emails[0], now=now)
    return made


def test_one_mailbox_is_on_a_list_once_and_in_an_audience_once(engine: Engine, now: datetime) -> None:
    ana = journalist(name="Ana Ek", emails=["ana@example.com"])

    with database.writing(engine) as session:
        first = filled(session, "Vienna", ana, now=now)
        filled(session, "Agencies", ana, now=now)
        row = contacts.by_address(session, EmailAddress.parse("ANA@example.com"))
        assert row
        again = mailing_lists.put_on(session, first, row, email=row.emails[0], now=now)
        audience = mailing_lists.audience(session, ["vienna", "AGENCIES"], now=now)

    assert again is False
    assert [recipient.address for recipient in audience] == ["ana@example.com"]


def test_a_recipient_has_every_merge_field(engine: Engine, now: datetime) -> None:
    draft = journalist(
        name="Dr. Ana de la Cruz",
        emails=["ana@example.com"],
        outlet="Example Times",
        city=gazetteer.city("Wien"),
        languages=["fr", "de"],
    )

    with database.writing(engine) as session:
        filled(session, "L", draft, now=now)
        [recipient] = mailing_lists.audience(session, ["L"], now=now)

    assert tuple(recipient.fields) == MERGE_FIELDS
    assert recipient.fields == {
        "name": "Dr. Ana de la Cruz",
        "prefix": "Dr.",
        "given_name": "Ana",
        "family_name": "de la Cruz",
        "email": "ana@example.com",
        "title": "",
        "outlet": "Example Times",
        "city": "Vienna",
        "country": "AT",
        "language": "fr",
    }


def test_who_is_not_in_service_gets_nothing(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        filled(session, "L", journalist(emails=["a@example.com"], active=False), now=now)

        assert mailing_lists.audience(session, ["L"], now=now) == []


def test_a_list_has_one_name_in_any_case(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        mailing_lists.create(session, "Genève", now=now)

        with pytest.raises(AlreadyThere):
            mailing_lists.create(session, "GENEVE", now=now)
        with pytest.raises(NotFound, match="did you mean Genève"):
            mailing_lists.named(session, "Geneva")


def test_deleting_a_list_keeps_its_people(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        mailing_lists.delete(session, filled(session, "L", journalist(emails=["a@example.com"]), now=now))

    with database.reading(engine) as session:
        assert contacts.by_address(session, EmailAddress.parse("a@example.com"))
        assert list(database.rows_of(session)("SELECT id FROM membership")) == []


def test_a_suppression_outlives_the_person(engine: Engine, now: datetime) -> None:
    email = EmailAddress.parse("Ana@Example.com")

    with database.writing(engine) as session:
        row = contacts.add(session, journalist(emails=["ana@example.com"]), origin=Origin(now))
        suppressions.add(session, email, reason="asked", now=now)
        contacts.remove(session, row, origin=Origin(now))
        session.flush()
        contacts.add(session, journalist(emails=["ana@example.com"]), origin=Origin(now))

        assert suppressions.suppressed(session, ["ana@example.com", "x@example.com"]) == {"ana@example.com": "asked"}
        with pytest.raises(AlreadyThere):
            suppressions.add(session, email, reason="again", now=now)


def test_many_addresses_are_asked_about_at_once(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        suppressions.add(session, EmailAddress.parse("n1999@example.com"), reason="asked", now=now)

        found = suppressions.suppressed(session, (f"n{number}@example.com" for number in range(2_000)))

    assert found == {"n1999@example.com": "asked"}
