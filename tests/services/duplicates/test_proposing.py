"""Which pairs of the directory are proposed: those that share something, and never everybody with everybody."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

from sqlalchemy import Engine
from sqlmodel import Session

from outreach.model.card import ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.services import contacts as directory
from outreach.services import duplicates, merging
from outreach.store import contacts, database, distinct, gazetteer
from tests.factories import journalist, officer

VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")


def fill(session: Session, drafts: list[ContactDraft], now: datetime) -> None:
    for draft in drafts:
        contacts.add(session, draft, origin=Origin(now))


def proposed(session: Session, *, least: float = 0.7, city_id: int | None = None) -> set[tuple[str, str]]:
    found = duplicates.pairs(database.rows_of(session), ContactKind.JOURNALIST, least=least, city_id=city_id)
    assert [pair.resemblance.score for pair in found] == sorted((p.resemblance.score for p in found), reverse=True)
    return {distinct.pair(pair.one.uid, pair.other.uid) for pair in found}


def test_pairs_are_found_by_whatever_they_share(engine: Engine, now: datetime) -> None:
    with database.writing(engine) as session:
        fill(
            session,
            [
                journalist("Zoë Łukasz", uid="a1", emails=["zoe.lukasz@gmail.com"]),
                journalist("Zoe Lukasz", uid="a2", emails=["bo@example.org", "zoelukasz+x@googlemail.com"]),
                journalist("Peer Holm", uid="b1", outlet="The Example", phones=["+43 660 1234567"]),
                journalist("P. Holm", uid="b2", city=GENEVA, phones=["+43 660 1234567"]),
                journalist("Mira Olsen", uid="c1", outlet="The Example"),
                journalist("Olson, Mira", uid="c2", outlet="THE EXAMPLE"),
                journalist("Nnamdi Achebe", uid="d1", city=VIENNA),
                journalist("Nnamdi Achebe", uid="d2"),
                officer("Mira Olsen", uid="e1", emails=["zoe.lukasz@gmail.com"]),
                journalist("Somebody Else", uid="f1", outlet="The Example", city=VIENNA),
            ],
            now,
        )

        assert proposed(session) == {("a1", "a2"), ("b1", "b2"), ("c1", "c2"), ("d1", "d2")}
        assert proposed(session, city_id=GENEVA.id) == {("b1", "b2")}
        assert proposed(session, least=0.99) == set()


def test_a_switchboard_and_a_desk_make_nobody_a_pair(engine: Engine, now: datetime) -> None:
    people = [
        journalist(name, uid=name, outlet="The Example", phones=["+43 1 9999 123"], emails=["desk@example.org"])
        for name in ("Ana Ek", "Bo Lang", "Ida Kern", "Otto Blum", "Rosa Berg", "Peer Holm")
    ]
    with database.writing(engine) as session:
        fill(session, people, now)

        assert proposed(session, least=0.3) == set()


def test_two_people_are_never_proposed_again_whatever_is_imported_or_merged(engine: Engine, now: datetime) -> None:
    one, other = (journalist("Ana Ek", uid=uid, outlet="The Example", emails=[f"{uid}@example.org"]) for uid in "ab")
    with database.writing(engine) as session:
        fill(session, [one, other], now)
        assert proposed(session, least=0.5) == {("a", "b")}

        distinct.say(session, "b", "a", origin=Origin(now))
        directory.take(session, replace(one, title="Editor"), origin=Origin(now))
        assert proposed(session, least=0.5) == set()

        fill(session, [journalist("Ana Ek", uid="c", outlet="The Example")], now)
        merging.merge(session, "c", "a", origin=Origin(now + timedelta(hours=1)))
        assert proposed(session, least=0.5) == set()

        distinct.unsay(session, "c", "b")
        assert proposed(session, least=0.5) == {("b", "c")}


def test_a_large_block_is_compared_with_its_neighbours_alone(engine: Engine, now: datetime) -> None:
    """Three hundred Olsens of one city, two of them one person."""
    given = [first + middle + last for first, middle, last in product("mnrst", "ao", "abcdeghijklmnoprstuvwxyzäöüéèç")]
    people = [journalist(f"M{name} Olsen", uid=f"u{at}", city=VIENNA) for at, name in enumerate(given)]
    with database.writing(engine) as session:
        fill(session, [*people, journalist("Mira Olsen", uid="x1", city=VIENNA)], now)
        fill(session, [journalist("Mira Olsen", uid="x2", city=VIENNA)], now)

        assert ("x1", "x2") in proposed(session)
