"""Whose a number or an address is, on either store."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine

from outreach.model.card import ContactKind
from outreach.model.history import Origin
from outreach.model.listing import Listing
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.store import contacts, database, gazetteer, listings
from tests.factories import journalist, officer

VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")
DUTY = replace(PhoneNumber.parse("+43 1 9999 124 ext. 7"), visibility=Visibility.INTERNAL)


@pytest.fixture
def office(engine: Engine, now: datetime) -> Engine:
    """Two officers who share the duty phone, one who has left, a journalist."""
    mira = officer("Mira Olsen", uid="mira", city=VIENNA, phones=["+43 1 9999 123"], emails=["Mira@Example.org"])
    ana = officer("Ana Ek", uid="ana", city=GENEVA)
    with database.writing(engine) as session:
        for draft in (
            replace(mira, phones=[*mira.phones, DUTY]),
            replace(ana, phones=[replace(DUTY, visibility=Visibility.PUBLIC)]),
            officer("Peer Holm", uid="peer", active=False, emails=["peer@example.org"]),
            journalist("Ines Maro", city=VIENNA, emails=["ines@example.com"]),
        ):
            contacts.add(session, draft, origin=Origin(now))
    return engine


def test_a_number_has_all_its_owners_with_who_may_see_it(office: Engine) -> None:
    with database.reading(office) as session:
        found = listings.of_numbers(database.rows_of(session), ["+4319999124", "+4319999123", "+4319999999"])

    assert found == {
        "+4319999123": [Listing("Mira Olsen", ContactKind.OFFICER, True, Visibility.PUBLIC)],
        "+4319999124": [
            Listing("Ana Ek", ContactKind.OFFICER, True, Visibility.PUBLIC, "7"),
            Listing("Mira Olsen", ContactKind.OFFICER, True, Visibility.INTERNAL, "7"),
        ],
    }


def test_an_address_is_found_in_any_case_whoever_has_it(office: Engine) -> None:
    written = ("MIRA@example.org", "peer@example.org", "ines@example.com", "x@y.example")
    keys = [EmailAddress.parse(text).key for text in written]
    with database.reading(office) as session:
        found = listings.of_addresses(database.rows_of(session), keys)

    assert {key: [(one.owner, str(one.kind), one.active) for one in them] for key, them in found.items()} == {
        "mira@example.org": [("Mira Olsen", "officer", True)],
        "peer@example.org": [("Peer Holm", "officer", False)],
        "ines@example.com": [("Ines Maro", "journalist", True)],
    }


def test_more_may_be_asked_than_one_query_takes(office: Engine) -> None:
    many = [f"+4319{number:06d}" for number in range(2_000)]
    with database.reading(office) as session:
        found = listings.of_numbers(database.rows_of(session), [*many, "+4319999123"])

    assert set(found) == {"+4319999123"}


def test_of_nothing_nothing_is_known(office: Engine) -> None:
    with database.reading(office) as session:
        rows = database.rows_of(session)

        assert listings.of_numbers(rows, []) == listings.of_addresses(rows, []) == {}
        assert listings.officers(rows, cities=[], uids=[]) == []


def test_the_officers_of_some_cities_come_with_those_who_are_named(office: Engine) -> None:
    with database.reading(office) as session:
        found = listings.officers(database.rows_of(session), cities=["Vienna"], uids=["ana"])

    assert [card.name for card in found] == ["Ana Ek", "Mira Olsen"]
