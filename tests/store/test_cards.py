"""What is written as a draft is read as a card, through either door."""

from datetime import datetime
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from outreach.errors import NotFound
from outreach.model.card import Card, ContactKind, Photo, Relation
from outreach.model.history import Origin
from outreach.store import cards, cities, contacts, database, gazetteer, glance
from tests.factories import journalist, officer


def test_a_card_says_what_the_draft_said(engine: Engine, now: datetime) -> None:
    draft = officer(name="Dr. Ana María de la Cruz", city=gazetteer.city("Wien"), phones=["+43 1 9999 123 ext. 7"])

    with database.writing(engine) as session:
        contacts.add(session, draft, origin=Origin(now))
    with database.reading(engine) as session:
        [card] = cards.everybody(database.rows_of(session), ContactKind.OFFICER)

    assert (card.name, card.parts.family, card.city, card.timezone) == (
        draft.name,
        "de la Cruz",
        "Vienna",
        "Europe/Vienna",
    )
    assert (card.phones, card.emails) == (tuple(draft.phones), tuple(draft.emails))
    assert card.changed_at == now


def test_every_person_has_their_own_numbers_and_addresses(engine: Engine, now: datetime) -> None:
    drafts = [
        officer(name=f"{letter} Person", emails=[f"{letter}@example.org"] * (n % 2))
        for n, letter in enumerate("abcdef")
    ]

    with database.writing(engine) as session:
        for draft in reversed(drafts):
            contacts.add(session, draft, origin=Origin(now))
    with database.reading(engine) as session:
        read = list(cards.everybody(database.rows_of(session), ContactKind.OFFICER))

    assert [(card.name, card.emails) for card in read] == [(d.name, tuple(d.emails)) for d in drafts]


def test_the_lean_door_gives_the_same_cards_as_a_session(engine: Engine, now: datetime) -> None:
    file = glance.sqlite_file(str(engine.url))
    with database.writing(engine) as session:
        contacts.add(session, officer(city=gazetteer.city("Geneva")), origin=Origin(now))
        contacts.add(session, journalist(), origin=Origin(now))

    with database.reading(engine) as session:
        by_session = _everybody(database.rows_of(session))

    if file:
        with glance.glancing(file) as rows:
            assert _everybody(rows) == by_session
    assert len(by_session) == 2


def _everybody(rows: glance.Rows) -> list[Card]:
    return [card for kind in ContactKind for card in cards.everybody(rows, kind)]


@pytest.mark.parametrize("who", ["ines-uid", "INES@example.org", "inês  GARCÍA", "Ines Garcia"])
def test_a_person_is_found_by_uid_address_or_name(engine: Engine, now: datetime, who: str) -> None:
    with database.writing(engine) as session:
        contacts.add(
            session, officer(name="Inês García", uid="ines-uid", emails=["ines@example.org"]), origin=Origin(now)
        )

        found = cards.named(database.rows_of(session), ContactKind.OFFICER, who)

    assert [card.name for card in found] == ["Inês García"]


def test_a_city_in_use_comes_before_a_larger_namesake(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        contacts.add(session, officer(city=gazetteer.city("Valencia, ES")), origin=Origin(now))
        rows = database.rows_of(session)

        assert cities.identified(rows, "Valencia") == gazetteer.city("Valencia, ES").id
        assert cities.identified(rows, "Valencia, VE") == gazetteer.city("Valencia, VE").id
        assert cities.identified(rows, "Wien") == gazetteer.city("Vienna").id


def test_an_unknown_city_is_refused_with_the_nearest_name(engine: Engine) -> None:
    with database.reading(engine) as session, pytest.raises(NotFound, match="did you mean Vienna, AT"):
        cities.identified(database.rows_of(session), "Viennna")


@pytest.mark.parametrize("n", [1, 2, 5, 100])
def test_the_pieces_of_the_alphabet_hold_everybody_once_and_complete(engine: Engine, now: datetime, n: int) -> None:
    # Namesakes share a sort key: a piece may not be cut between them.
    names = ["Ana Ek", "Mira Olsen", "Mira Olsen", "Mira Olsen", "Zoë Ek", "Tom Wu", "Yi Li", "Æsa Ørn"]
    drafts = [journalist(name=name, organisation="Desk", emails=[]) for name in names]
    drafts[2].related = drafts[6].related = [Relation("assistant", "Ann")]
    drafts[5].photo = Photo(b"GIF89a", "image/gif")
    with database.writing(engine) as session:
        for draft in drafts:
            contacts.add(session, draft, origin=Origin(now))

    with database.reading(engine) as session:
        rows = database.rows_of(session)
        keys = cards.every_nth_key(rows, ContactKind.JOURNALIST, n=n)
        pieces = [list(cards.between(rows, ContactKind.JOURNALIST, *piece)) for piece in pairwise([None, *keys, None])]
        everybody = list(cards.completed(rows, cards.everybody(rows, ContactKind.JOURNALIST)))

    assert [card for piece in pieces for card in piece] == everybody
    assert sum(bool(card.related or card.photo) for card in everybody) == 3
    assert (len(pieces) > 2) == (n < 5)
