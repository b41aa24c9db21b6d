"""Proving: an honest mailing holds whatever happened to it, and each kind of tampering is named."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, text

from outreach.model import chain
from outreach.services import mailings
from outreach.store import database
from tests.press_room import NOW, planned, send
from tests.smtp_server import HANG_UP, Visit, serving


def eventful(visit: Visit) -> str | None:
    """Refuses one, puts one off, and breaks off after one."""
    said = {
        ("rcpt", "r2@example.com"): "550 5.1.1 no such user",
        ("rcpt", "r3@example.com"): "451 4.7.1 later",
        ("ended", "r4@example.com"): HANG_UP,
    }
    return said.get((visit.stage, str(visit.recipient)))


def lived(engine: Engine) -> int:
    """A mailing to which something of everything has happened."""
    number = planned(engine, 9, now=NOW)
    with serving(eventful) as server:
        send(engine, number, server)
        send(engine, number, server, now=lambda: NOW + timedelta(minutes=10))
    with database.writing(engine) as session:
        mailings.resolve_as_sent(session, number, now=NOW)
        mailings.cancel(session, number, now=NOW)
    return number


def proof(engine: Engine, number: int) -> mailings.Proof:
    with database.reading(database.still(engine)) as session:
        return mailings.prove(session, number, now=NOW)


def test_what_has_been_through_everything_holds(engine: Engine) -> None:
    number = lived(engine)

    found = proof(engine, number)

    assert (found.problems, found.checks["recipients"], found.status) == ([], 9, "cancelled")
    assert len(found.chain) == found.checks["moves"] > 18


def test_what_is_just_planned_holds(engine: Engine) -> None:
    found = proof(engine, planned(engine, 3, now=NOW))

    assert (found.problems, found.chain) == ([], [])
    assert found.seal == chain.first(found.uid)


def test_the_seal_can_be_computed_by_anybody_with_the_report(engine: Engine) -> None:
    found = proof(engine, lived(engine))

    seal = sha256(f"outreach mailing {found.uid}".encode()).hexdigest()
    for move, link in found.chain:
        seal = sha256(f"{seal}\n{chain.line(move)}".encode()).hexdigest()
        assert seal == link

    assert seal == found.seal


def test_what_is_added_leaves_the_chain_before_it_as_it_was(engine: Engine) -> None:
    number = planned(engine, 6, now=NOW)
    with serving() as server:
        send(engine, number, server, limit=2)
        before = proof(engine, number)
        send(engine, number, server)

    after = proof(engine, number)

    assert after.chain[: len(before.chain)] == before.chain
    assert after.seal != before.seal


_TAMPERING = [
    ("UPDATE move SET reply = '250 never' WHERE id = 2", None),
    ("UPDATE delivery SET status = 'accepted' WHERE key = 'r2@example.com'", "its moves end at refused"),
    ("DELETE FROM move WHERE id = (SELECT max(id) FROM move)", "its moves end at"),
    ("UPDATE move SET after = 'bounced' WHERE after = 'accepted'", "which no delivery may"),
    ("UPDATE move SET before = 'deferred' WHERE after = 'refused'", "begins at deferred"),
    ("UPDATE delivery SET attempts = 7 WHERE key = 'r1@example.com'", "says 7 attempts"),
    ("UPDATE delivery SET sha256 = 'x' WHERE key = 'r5@example.com'", "cannot be rebuilt"),
    ("UPDATE delivery SET merge = '{\"name\": \"Mallory\"}' WHERE key = 'r5@example.com'", "cannot be rebuilt"),
    ("UPDATE delivery SET message_id = '<x@y>' WHERE key = 'r5@example.com'", "the Message-ID is not the one"),
    ("UPDATE mailing SET status = 'finished'; UPDATE delivery SET status = 'planned'", "and 9 of its messages are not"),
    ("UPDATE delivery SET sender = 'somebody' WHERE key = 'r1@example.com'", "still has it in hand"),
]


@pytest.mark.parametrize(("statements", "sentence"), _TAMPERING, ids=[str(said) for _, said in _TAMPERING])
def test_what_was_changed_by_hand_is_found(engine: Engine, statements: str, sentence: str | None) -> None:
    number = lived(engine)
    before = proof(engine, number)

    with database.writing(engine) as session:
        for statement in statements.split("; "):
            session.connection().execute(text(statement.replace(": ", r"\: ")))
    after = proof(engine, number)

    # What is plausible in itself is told by the seal alone.
    assert (sentence is None) == (not after.problems)
    assert sentence is None or any(sentence in problem for problem in after.problems), after.problems
    moves_changed = "move SET" in statements or "FROM move" in statements
    assert (after.seal != before.seal) == moves_changed
