"""Who is on call, asked of a store."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from outreach.errors import NotFound
from outreach.model.card import Card, ContactKind
from outreach.model.history import Origin
from outreach.model.nearest import Rule
from outreach.model.rota import ShiftKind
from outreach.services import nearest, on_call, rota
from outreach.store import cards, contacts, database, gazetteer, offices
from tests.duty import utc
from tests.factories import journalist, officer


@pytest.fixture
def world(engine: Engine, now: datetime) -> Engine:
    """A store with officers in Vienna and New York, and a duty on Christmas Eve."""
    vienna = gazetteer.city("Vienna")
    with database.writing(engine) as session:
        contacts.add(session, officer("Mira Olsen", city=vienna, phones=["+43 1 9999 123"]), origin=Origin(now))
        contacts.add(
            session, officer("Ana Ek", city=gazetteer.city("New York"), phones=["+1 202-555-0143"]), origin=Origin(now)
        )
        contacts.add(session, journalist("Petra Novák", city=gazetteer.city("Bratislava")), origin=Origin(now))
        contacts.add(session, journalist("Kofi Mensah", city=gazetteer.city("Accra")), origin=Origin(now))
        offices.write(session, vienna, {"hours": "Mo-Fr 09:00-17:30", "countries": ["SK"], "is_headquarters": True})
        [mira] = cards.named(database.rows_of(session), ContactKind.OFFICER, "Mira Olsen")
        spans = rota.spans("2026-12-24 18:00", "06:00", zone="Europe/Vienna")
        rota.add(session, mira, spans, kind=ShiftKind.DUTY, city=None, note=None)
    return engine


def test_each_city_that_we_are_in_has_an_answer(world: Engine) -> None:
    with database.reading(world) as session:
        found = on_call.answers(database.rows_of(session), None, utc("2026-12-24 19:00"))

    assert [(a.office.city, a.officer and a.officer.name, str(a.rule)) for a in found] == [
        ("New York", "Ana Ek", "office hours"),
        ("Vienna", "Mira Olsen", "duty"),
    ]


def test_a_city_is_found_by_any_of_its_names(world: Engine) -> None:
    with database.reading(world) as session:
        rows = database.rows_of(session)
        [answer] = on_call.answers(rows, "Wien", utc("2026-12-24 19:00"))
        with pytest.raises(NotFound, match="no office named 'Lima'"):
            on_call.answers(rows, "Lima", utc("2026-12-24 19:00"))

    assert answer.office.city == "Vienna"


def test_the_hours_that_nobody_covers_are_those_without_duty_and_without_office(world: Engine) -> None:
    with database.reading(world) as session:
        found = on_call.uncovered(database.rows_of(session), "Vienna", utc("2026-12-24 12:00"), utc("2026-12-25 12:00"))

    assert [gap for _, gap in found] == [
        (utc("2026-12-24 16:30"), utc("2026-12-24 17:00")),
        (utc("2026-12-25 05:00"), utc("2026-12-25 12:00")),
    ]


def test_those_are_awake_whose_office_is_open_or_whose_day_it_is(world: Engine) -> None:
    with database.reading(world) as session:
        rows = database.rows_of(session)
        people = [card for kind in ContactKind for card in cards.everybody(rows, kind)]
        at_seven_in_vienna = on_call.awake(rows, people, utc("2026-11-24 07:00"))
        at_one = on_call.awake(rows, people, utc("2026-11-24 12:59"))

    assert [card.name for card in at_seven_in_vienna] == ["Petra Novák"]
    assert {card.name for card in at_one} == {"Mira Olsen", "Petra Novák", "Kofi Mensah"}


def test_every_recipient_has_somebody_who_answers(world: Engine) -> None:
    with database.reading(world) as session:
        rows = database.rows_of(session)
        readers: list[Card] = list(cards.everybody(rows, ContactKind.JOURNALIST))
        found = {reader.name: choice for reader, choice in nearest.nearest_for(rows, readers)}

    assert {name: choice.rule for name, choice in found.items()} == {
        "Petra Novák": Rule.COVERAGE_COUNTRY,
        "Kofi Mensah": Rule.HEADQUARTERS,
    }
