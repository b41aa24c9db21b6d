"""The office around an advisory, asked of a store of either kind."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from outreach.model.card import ContactKind
from outreach.model.history import Origin
from outreach.model.rota import ShiftKind
from outreach.services import advisories, rota
from outreach.services.advisories import Surroundings
from outreach.store import cards, contacts, database, gazetteer, offices
from tests.advisories import NOW, SAMPLES, read
from tests.factories import officer

TEXT = """---
kind: press-release
headline: Harbour cities agree on a night train
dateline: Vienna
contacts: [Vienna]
---
The cities agreed. Ring 01 9999 124, or write to press@example.org and old@example.org.
"""


@pytest.fixture
def office(engine: Engine, now: datetime) -> Engine:
    """Vienna is open until noon, and one of two there is away; somebody in Graz is on duty for it from one o'clock."""
    vienna = gazetteer.city("Vienna")
    with database.writing(engine) as session:
        for name, city in (("Mira Olsen", "Vienna"), ("Jonas Berg", "Vienna"), ("Anna Graz", "Graz")):
            ways = {"phones": ["+43 1 9999 123"], "emails": [f"{name[:4]}@example.org"]}
            draft = officer(name, city=gazetteer.city(city), **ways)
            contacts.add(session, draft, origin=Origin(now))
        contacts.add(session, officer("Peer Holm", active=False, emails=["old@example.org"]), origin=Origin(now))
        offices.write(session, vienna, {"hours": "Mo-Fr 09:00-12:00"})
        rows = database.rows_of(session)
        [mira] = cards.named(rows, ContactKind.OFFICER, "Mira Olsen")
        [anna] = cards.named(rows, ContactKind.OFFICER, "Anna Graz")
        leave = rota.spans("2026-11-24", "2026-11-25", zone="Europe/Vienna")
        rota.add(session, mira, leave, kind=ShiftKind.AWAY, city=None, note=None)
        evening = rota.spans("2026-11-24 13:00", "22:00", zone="Europe/Vienna")
        rota.add(session, anna, evening, kind=ShiftKind.DUTY, city=vienna, note=None)
    return engine


def test_the_store_answers_whose_what_is_and_who_is_there(office: Engine) -> None:
    with database.reading(office) as session:
        rows = database.rows_of(session)
        around = Surroundings(
            now=NOW,
            contacts_for=advisories.directory(rows),
            attachment=advisories.attachment_in(SAMPLES),
            world=advisories.world(rows, mailboxes=["Press@Example.org"], home_country="AT"),
        )
        problems = advisories.check(read(TEXT), around)

    assert [(problem.line, problem.rule) for problem in problems] == [
        (5, "nobody-answers"),
        (5, "officer-away"),
        (7, "outdated-contact"),
        (7, "unlisted-contact"),
    ]
    hours, away, outdated, unlisted = (problem.message for problem in problems)
    assert "nobody in Vienna answers on Tuesday 24 November 2026 from 12:00 to 13:00, right after sending" in hours
    assert "Mira Olsen is away from Tuesday 24 November 2026 to Wednesday 25 November 2026, when it goes out" in away
    assert "Jonas Berg is there" in away
    assert "old@example.org is Peer Holm's" in outdated
    assert unlisted.startswith("01 9999 124 is not in the directory")
