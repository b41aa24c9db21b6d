"""A no holds for a mailbox, however its address is written, also of somebody who was erased (R-37, R-38)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from outreach.errors import WrongUsage
from outreach.model import mailbox
from outreach.model.values import EmailAddress
from outreach.services import mailings
from outreach.store import database, suppressions
from tests.ledger import claim
from tests.press_room import NOW, counts, plan, planned, recipient, send
from tests.smtp_server import Visit, serving

SAME = [
    ("mira@example.com", "Mira@Example.COM"),
    ("mira@example.com", "mira+press@example.com"),
    ("mira+press@example.com", "mira@example.com"),
    ("mira+press@example.com", "mira+news@example.com"),
    ("miraolsen@gmail.com", "mira.olsen@gmail.com"),
    ("mira.olsen@gmail.com", "m.i.r.a.olsen+x@googlemail.com"),
    ("mira@bücher.example", "mira@xn--bcher-kva.example"),
    ("zoë@example.com", "zoe\u0308@example.com"),
    ("ZOË@example.com", "zoë@example.com"),
]


def silence(engine: Engine, address: str, *, erased: bool = False) -> None:
    """That address gets nothing; of whoever was `erased`, nothing but that is known."""
    email = EmailAddress.parse(address)
    with database.writing(engine) as session:
        if erased:
            suppressions.seal(session, email.key, now=NOW)
        else:
            suppressions.add(session, email, reason="asked by phone", now=NOW)


@pytest.mark.parametrize("erased", [False, True], ids=["suppressed", "erased"])
@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} and {other}" for one, other in SAME])
def test_whoever_planned_before_sends_nothing_to_any_form_of_it(
    engine: Engine, one: str, other: str, erased: bool
) -> None:
    made = plan(engine, recipients=[recipient(EmailAddress.parse(other).address), recipient("r1@example.com")])
    silence(engine, one, erased=erased)

    with serving() as server:
        send(engine, made.id, server)

    assert server.copies == {"r1@example.com": 1}
    assert counts(engine, made.id) == {"accepted": 1, "suppressed": 1}


@pytest.mark.parametrize("erased", [False, True], ids=["suppressed", "erased"])
@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} and {other}" for one, other in SAME])
def test_planning_leaves_every_form_of_it_out(engine: Engine, one: str, other: str, erased: bool) -> None:
    silence(engine, one, erased=erased)
    key = EmailAddress.parse(other).key

    with database.reading(engine) as session:
        found = suppressions.suppressed(session, [key, "r1@example.com"])

    assert list(found) == [key]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mira@example.com", "mira.olsen@example.com"),
        ("mira.olsen@example.com", "miraolsen@example.com"),
        ("mira@example.com", "mira@example.org"),
        ("mira+press@example.com", "mirapress@example.com"),
    ],
)
def test_another_mailbox_is_another(engine: Engine, one: str, other: str) -> None:
    silence(engine, one)

    with database.reading(engine) as session:
        assert suppressions.suppressed(session, [other]) == {}


def test_who_is_erased_while_a_mailing_is_being_sent_is_not_claimed(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)
    [first] = claim(engine, number, 1)
    silence(engine, "r2@example.com", erased=True)

    assert [delivery.key for delivery in claim(engine, number, 3)] == ["r3@example.com"]
    assert first.key == "r1@example.com"


def test_a_deferred_one_that_was_erased_since_is_not_tried_again(engine: Engine) -> None:
    number = planned(engine, 2, now=NOW)

    def greylists(visit: Visit) -> str | None:
        return "451 4.7.1 later" if visit.stage == "rcpt" and visit.recipient == "r1@example.com" else None

    with serving(greylists) as server:
        send(engine, number, server)
        silence(engine, "r1@example.com", erased=True)
        server.script = lambda _visit: None
        send(engine, number, server, now=lambda: NOW + timedelta(hours=1))

    assert counts(engine, number) == {"accepted": 1, "suppressed": 1}


def test_what_an_older_program_sealed_still_holds(engine: Engine) -> None:
    key = "mira+press@example.com"
    with engine.execution_options(writing=True).begin() as connection:
        old = {"key": mailbox.seal(key), "now": NOW}
        statement = (
            "INSERT INTO suppression (address, key, reason, created_at) VALUES ('(erased)', :key, 'erased', :now)"
        )
        connection.execute(text(statement), old)

    with database.reading(engine) as session:
        assert suppressions.suppressed(session, [key]) == {key: "erased"}


def test_to_be_let_in_again_is_for_the_mailbox_too(engine: Engine) -> None:
    silence(engine, "mira+press@example.com")

    with database.writing(engine) as session:
        suppressions.remove(session, EmailAddress.parse("mira@example.com"))

    with database.reading(engine) as session:
        assert suppressions.everyone(session) == []


def test_sealing_leaves_no_other_form_of_the_address_behind(engine: Engine) -> None:
    silence(engine, "mira+press@example.com")
    silence(engine, "mira@example.com", erased=True)
    silence(engine, "mira@example.com", erased=True)

    with database.reading(engine) as session:
        known = [(row.key, "mira" in row.address) for row in suppressions.everyone(session)]
    assert known == [(mailbox.sealed("mira@example.com"), False)]


def test_a_mailing_in_which_only_silent_people_are_left_says_so(engine: Engine) -> None:
    silence(engine, "r1@example.com", erased=True)
    with database.writing(engine) as session:
        left_out = mailings.planning.suppressed(session, [recipient("R1@example.com")])

    with pytest.raises(WrongUsage, match="all 1 on Vienna press are excluded"):
        plan(engine, recipients=[recipient("r1@example.com")], excluded=left_out)
