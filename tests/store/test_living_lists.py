"""Lists that are filled by a query, each time anew."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from outreach.errors import InvalidValue, NotFound, WrongUsage
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.recipient import MERGE_FIELDS
from outreach.store import contacts, database, gazetteer, mailing_lists
from outreach.store.rows import ContactRow
from tests.factories import journalist


def add(session: Session, *drafts: ContactDraft, now: datetime) -> list[ContactRow]:
    return [contacts.add(session, draft, origin=Origin(now)) for draft in drafts]


def in_vienna(name: str, **fields: object) -> ContactDraft:
    return journalist(name, city=gazetteer.city("Vienna"), **fields)


def addresses(session: Session, *lists: str, now: datetime) -> list[str]:
    return [recipient.address for recipient in mailing_lists.audience(session, list(lists), now=now)]


def test_who_comes_to_the_city_is_on_its_list(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        made = mailing_lists.create(session, "Vienna", now=now, where="city:Wien -outlet:ORF")
        add(
            session,
            in_vienna("Ana Ek", emails=["ana@example.com", "ek@example.com"]),
            in_vienna("Bo Ny", outlet="ORF Wien", emails=["bo@example.com"]),
            in_vienna("Cy Un", emails=["cy@example.com"], active=False),
            in_vienna("Di No"),
            journalist("Ed Far", emails=["ed@example.com"]),
            now=now,
        )

        assert addresses(session, "Vienna", now=now) == ["ana@example.com"]
        assert [card.name for card in mailing_lists.members(session, made, now=now)] == ["Ana Ek", "Di No", "Cy Un"]
        assert mailing_lists.with_sizes(session, now=now) == [(made, 3)]


def test_a_recipient_of_a_living_list_has_every_merge_field(engine: Engine, now: datetime) -> None:
    draft = in_vienna("Dr. Ana de la Cruz", emails=["ana@example.com"], outlet="Example Times", languages=["fr", "de"])

    with database.writing(engine) as session:
        mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        add(session, draft, now=now)
        [recipient] = mailing_lists.audience(session, ["Vienna"], now=now)

    assert tuple(recipient.fields) == MERGE_FIELDS
    assert [recipient.fields[name] for name in ("prefix", "family_name", "outlet", "city", "country", "language")] == [
        "Dr.",
        "de la Cruz",
        "Example Times",
        "Vienna",
        "AT",
        "fr",
    ]


def test_who_was_put_on_by_hand_stays_at_the_address_that_was_chosen(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        made = mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        ana, ed = add(
            session,
            in_vienna("Ana Ek", emails=["ana@example.com", "ek@example.com"]),
            journalist("Ed Far", emails=["ed@example.com"]),
            now=now,
        )
        for row, email in ((ana, ana.emails[1]), (ed, ed.emails[0])):
            mailing_lists.put_on(session, made, row, email=email, now=now)

        assert addresses(session, "Vienna", now=now) == ["ek@example.com", "ed@example.com"]


def test_one_mailbox_is_written_to_once_over_all_lists(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        mailing_lists.create(session, "Migration", now=now, where="beat:migration")
        add(session, in_vienna("Ana Ek", beats=["Migration"], emails=["desk@example.com"]), now=now)
        add(session, in_vienna("Bo Ny", emails=["DESK@example.com"]), now=now)

        assert addresses(session, "Migration", "Vienna", now=now) == ["desk@example.com"]


def test_a_list_may_ask_for_another_but_not_for_itself(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        vienna = mailing_lists.named(session, "Vienna")
        mailing_lists.create(session, "Vienna, migration", now=now, where="list:Vienna beat:migration")
        add(session, in_vienna("Ana Ek", beats=["Migration"], emails=["ana@example.com"]), now=now)

        assert addresses(session, "Vienna, migration", now=now) == ["ana@example.com"]
        with pytest.raises(InvalidValue, match="its own list"):
            mailing_lists.narrow(session, vienna, 'list:"Vienna, migration"', now=now)


def test_a_query_with_an_age_follows_the_clock(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        mailing_lists.create(session, "Fresh", now=now, where="verified:<90d")
        add(session, in_vienna("Ana Ek", emails=["ana@example.com"]), now=now)

        assert addresses(session, "Fresh", now=now + timedelta(days=89)) == ["ana@example.com"]
        assert addresses(session, "Fresh", now=now + timedelta(days=91)) == []


@pytest.mark.parametrize("where", ["cty:Vienna", "(", "list:Nowhere", "city:Viennna", "country:Ruritania"])
def test_a_query_is_checked_when_the_list_is_made(engine: Engine, now: datetime, where: str) -> None:
    with database.reading(engine) as session, pytest.raises((InvalidValue, NotFound)):
        mailing_lists.create(session, "L", now=now, where=where)


def test_whom_the_query_finds_is_not_taken_off_by_hand(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        made = mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        ana, ed = add(
            session,
            in_vienna("Ana Ek", emails=["ana@example.com"]),
            journalist("Ed Far", emails=["ed@example.com"]),
            now=now,
        )
        mailing_lists.put_on(session, made, ed, email=ed.emails[0], now=now)

        mailing_lists.take_off(session, made, ed, now=now)
        with pytest.raises(WrongUsage, match="narrow the query"):
            mailing_lists.take_off(session, made, ana, now=now)

        assert addresses(session, "Vienna", now=now) == ["ana@example.com"]


def test_a_list_can_get_another_query_or_none(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        made = mailing_lists.create(session, "Vienna", now=now, where="city:Vienna")
        add(session, in_vienna("Ana Ek", emails=["ana@example.com"]), now=now)

        mailing_lists.narrow(session, made, "city:Vienna -name:Ana", now=now)
        assert addresses(session, "Vienna", now=now) == []

        mailing_lists.narrow(session, made, " ", now=now)
        assert made.query is None
