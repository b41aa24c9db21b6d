"""Finding anybody by anything, the best first."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from outreach.errors import NotFound
from outreach.model.history import Origin
from outreach.store import contacts, database, gazetteer, glance, search
from tests.conftest import NOW
from tests.factories import journalist, officer

PEOPLE = (
    officer(
        "Mira Olsen",
        city=gazetteer.city("Vienna"),
        title="Press officer",
        phones=["+43 660 3776404"],
        emails=["mira.olsen@example.org"],
        languages=["de-AT", "en"],
    ),
    officer("Olga Berg", city=gazetteer.city("Geneva"), phones=["+1 202-555-0143"], active=False),
    journalist(
        "Tomás O'Neill", outlet="Olsen Times", beats=["migration", "labour rights"], emails=["t_on@example.com"]
    ),
    journalist("Søren Olsenius", notes="Met in Łódź\nLikes tea", country="DK"),
    journalist("Olsen", active=False),
    journalist("東京 太郎", outlet="공영방송", beats=["مهاجرت"]),
)


@pytest.fixture
def session(engine: Engine, now: datetime) -> Iterator[Session]:
    with database.writing(engine) as opened:
        for draft in PEOPLE:
            contacts.add(opened, draft, origin=Origin(now))
        yield opened


def found(session: Session, asked: str, *, limit: int = 50) -> list[search.Found]:
    return search.find(database.rows_of(session), asked, limit=limit, now=NOW)


def names(session: Session, asked: str) -> list[str]:
    return [one.card.name for one in found(session, asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("mira", ["Mira Olsen"]),
        ("MIRA olsen", ["Mira Olsen"]),
        ("olsen mir", ["Mira Olsen"]),
        ("soren", ["Søren Olsenius"]),
        ("lodz", ["Søren Olsenius"]),
        ("Wien", ["Mira Olsen"]),
        ("vienne press", ["Mira Olsen"]),
        ("genf", ["Olga Berg"]),
        ("0660 377", ["Mira Olsen"]),
        ("(0660) 3776-404", ["Mira Olsen"]),
        ("+43 (0) 660 377", ["Mira Olsen"]),
        ("555", ["Olga Berg"]),
        ("olsen 0660", ["Mira Olsen"]),
        ("lsen@ex", ["Mira Olsen"]),
        ("t_on@", ["Tomás O'Neill"]),
        ("@example.com", ["Tomás O'Neill"]),
        ("o'neill", ["Tomás O'Neill"]),
        ("rights migration", ["Tomás O'Neill"]),
        ("京", ["東京 太郎"]),
        ("방송", ["東京 太郎"]),
        ("مهاجر", ["東京 太郎"]),
        ("nobody", []),
        ("mira nobody", []),
        ("mira -vienna", []),
        ("olsen -mira kind:journalist active:yes", ["Søren Olsenius", "Tomás O'Neill"]),
        ("city:Wien language:de", ["Mira Olsen"]),
        ("(mira OR olga) officer", ["Mira Olsen"]),
        ("mira OR olga", ["Olga Berg", "Mira Olsen"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_people_are_found(session: Session, asked: str, expected: list[str]) -> None:
    assert sorted(names(session, asked)) == sorted(expected)


def test_the_exact_name_is_first_then_names_that_begin_so_then_the_rest(session: Session) -> None:
    assert names(session, "olsen") == ["Olsen", "Mira Olsen", "Søren Olsenius", "Tomás O'Neill"]


def test_the_active_come_before_the_inactive(session: Session, now: datetime) -> None:
    for name, active in (("Zed Person", True), ("Abe Person", False), ("Cy Person", True)):
        contacts.add(session, officer(name, active=active), origin=Origin(now))

    assert names(session, "person") == ["Cy Person", "Zed Person", "Abe Person"]


def test_no_more_people_are_found_than_wanted(session: Session) -> None:
    assert [one.card.name for one in found(session, "olsen", limit=2)] == ["Olsen", "Mira Olsen"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("0660 377", [("phone", "+43 660 3776404")]),
        ("lsen@", [("email", "mira.olsen@example.org")]),
        ("wien 0660", [("city", "Vienna"), ("phone", "+43 660 3776404")]),
        ("tea", [("notes", "Likes tea")]),
        ("labour", [("beat", "labour rights")]),
        ("mira", [("name", "Mira Olsen")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_matched_is_said(session: Session, asked: str, why: list[tuple[str, str]]) -> None:
    [one] = found(session, asked)

    assert list(one.why) == why


def test_a_field_that_names_a_city_nobody_knows_is_said(session: Session) -> None:
    with pytest.raises(NotFound, match="did you mean Vienna, AT"):
        found(session, "city:Viennna")


def test_the_lean_door_finds_the_same(engine: Engine, now: datetime) -> None:
    file = glance.sqlite_file(str(engine.url))
    asked = "(olsen OR tea) added:<1d verified:<2026-12-01 verified:>2026-01-01"
    with database.writing(engine) as session:
        for draft in PEOPLE:
            contacts.add(session, draft, origin=Origin(now))

        by_session = found(session, asked)

    assert len(by_session) == 4
    if file:
        with glance.glancing(file) as rows:
            assert search.find(rows, asked, limit=50, now=now) == by_session


OPERATORS = "AND OR NOT NEAR( * - ^ : words: {words} + ( ) % _ -- ; { } /* :v1 %s %(x)s !! &| 0660 olsen".split()
WORD = st.sampled_from([*OPERATORS, '"', "'", "\\", "\0", "\ud800", "東", "é", "city:", "notes:", "verified:<"])
HOSTILE = st.lists(WORD | st.text(), max_size=12).map(" ".join) | st.lists(WORD, max_size=20).map("".join)


def test_no_text_is_a_syntax_error(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        for draft in PEOPLE:
            contacts.add(session, draft, origin=Origin(now))

    with database.reading(engine) as session:

        @settings(max_examples=1_000, suppress_health_check=list(HealthCheck))
        @given(HOSTILE)
        def any_text(asked: str) -> None:
            # A city that does not exist is said; nothing else is refused.
            with suppress(NotFound):
                found(session, asked)

        any_text()
        for asked in (
            "x" * 10_000,
            "x " * 5_000,
            "1 " * 5_000,
            '"' * 10_000,
            "(" * 10_000,
            "東" * 10_000,
            "o-" * 5_000,
        ):
            found(session, asked)
