"""Deciding: what a person may say about deliveries that are unknown, and about a whole mailing."""

import socket
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.errors import NotFound, WrongUsage
from outreach.model.mailing import DeliveryStatus
from outreach.services import mailings
from outreach.store import database
from outreach.store import mailings as ledger
from outreach.store.mailings import settling
from tests.press_room import (
    NOW,
    counts,
    planned,
    status,
)


def _unknown(engine: Engine) -> int:
    """A mailing with r1 accepted, r2 and r3 unknown, r4 planned."""
    number = planned(engine, 4, now=NOW)
    with database.writing(engine) as session:
        taken = ledger.claim(session, number, sender="gone 1 x y", limit=3, now=NOW, lease=timedelta(minutes=1))
        for delivery, after in zip(taken, ("accepted", "unknown", "unknown"), strict=True):
            after_ = DeliveryStatus(after)
            settling.settle(session, delivery, after_, sender="gone 1 x y", reply=None, now=NOW)
        ledger.numbered(session, number).status = "stopped"
    return number


def test_a_person_says_that_unknown_ones_arrived(engine: Engine) -> None:
    number = _unknown(engine)

    with database.writing(engine) as session:
        one = mailings.resolve_as_sent(session, number, address="R2@example.com", now=NOW)
        rest = mailings.resolve_as_sent(session, number, now=NOW)

    assert (one, rest) == (1, 1)
    assert counts(engine, number) == {"accepted": 3, "planned": 1}


def test_a_person_says_that_unknown_ones_go_again(engine: Engine) -> None:
    number = _unknown(engine)

    with database.writing(engine) as session:
        assert mailings.resolve_for_resending(session, number, now=NOW) == 2

    assert counts(engine, number) == {"accepted": 1, "planned": 3}


def test_a_mailing_is_finished_by_the_last_decision(engine: Engine) -> None:
    number = _unknown(engine)
    with database.writing(engine) as session:
        ledger.suppress(session, number, now=NOW)
        for delivery in ledger.claim(session, number, sender="b", limit=9, now=NOW, lease=timedelta(minutes=1)):
            settling.settle(session, delivery, DeliveryStatus.ACCEPTED, sender="b", reply="250", now=NOW)

    with database.writing(engine) as session:
        mailings.resolve_as_sent(session, number, now=NOW)

    assert status(engine, number) == "finished"


def test_there_is_nothing_to_decide_about_what_is_known(engine: Engine) -> None:
    number = _unknown(engine)

    with (
        database.writing(engine) as session,
        pytest.raises(WrongUsage, match=r"r1@example\.com is accepted, not unknown"),
    ):
        mailings.resolve_as_sent(session, number, address="r1@example.com", now=NOW)
    with database.writing(engine) as session, pytest.raises(NotFound):
        mailings.resolve_as_sent(session, number, address="nobody@example.com", now=NOW)
    other = planned(engine, 1, now=NOW)
    with database.writing(engine) as session, pytest.raises(WrongUsage, match="no unknown deliveries"):
        mailings.resolve_as_sent(session, other, now=NOW)


def test_what_a_dead_sender_left_can_be_decided_at_once(engine: Engine) -> None:
    number = planned(engine, 2, now=NOW)
    with database.writing(engine) as session:
        dead = f"{socket.gethostname()} 999999999 never x"
        ledger.claim(session, number, sender=dead, limit=1, now=NOW, lease=timedelta(minutes=30))

    with database.writing(engine) as session:
        assert mailings.resolve_for_resending(session, number, now=NOW) == 1

    assert counts(engine, number) == {"planned": 2}


def test_cancelling_keeps_back_the_rest_for_good(engine: Engine) -> None:
    number = _unknown(engine)

    with database.writing(engine) as session:
        assert mailings.cancel(session, number, now=NOW) == 1

    assert status(engine, number) == "cancelled"
    assert counts(engine, number) == {"accepted": 1, "cancelled": 1, "unknown": 2}
    with database.writing(engine) as session, pytest.raises(WrongUsage, match="was cancelled"):
        mailings.resolve_for_resending(session, number, now=NOW)
    with database.writing(engine) as session, pytest.raises(WrongUsage, match="nothing to cancel"):
        mailings.cancel(session, number, now=NOW)
    with database.writing(engine) as session:
        assert mailings.resolve_as_sent(session, number, now=NOW) == 2
    assert status(engine, number) == "cancelled"
