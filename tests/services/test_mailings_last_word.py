"""Who says no between the claim and the message is heard (R-36): the last look is just before DATA."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.services import mailings, unsubscribing
from outreach.store import database, suppressions
from outreach.store.mailings import LastWord
from tests.ledger import claim
from tests.press_room import NOW, counts, expect_agreement, plan, planned, recipients, send, status
from tests.smtp_server import Visit, serving
from tests.taken import KEY, WAY_OFF, page


class Objector:
    """A server's script: when it is told a recipient it has them say no, and only then takes their address."""

    def __init__(self, engine: Engine, tokens: dict[str, str]) -> None:
        self.engine, self.tokens = engine, tokens
        self.heard: list[str] = []

    def __call__(self, visit: Visit) -> None:
        who = str(visit.recipient)
        if visit.stage == "rcpt" and who in self.tokens:
            with database.writing(self.engine) as session:
                unsubscribing.unsubscribe(session, self.tokens[who], key=KEY, now=NOW)
            self.heard.append(who)


@pytest.mark.parametrize("connections", [1, 4])
def test_fifty_who_unsubscribe_between_the_claim_and_the_message_get_nothing(engine: Engine, connections: int) -> None:
    made = plan(engine, recipients=recipients(75), way_off=WAY_OFF)
    silent = [f"r{n}@example.com" for n in range(1, 76) if n % 3]
    tokens = {address: page(engine, made.id, address).rpartition("/")[2] for address in silent}
    script = Objector(engine, tokens)

    with serving(script) as server:
        send(engine, made.id, server, connections=connections)

    assert len(silent) == 50
    assert sorted(script.heard) == sorted(silent)
    assert [received.recipient for received in server.record if received.recipient in silent] == []
    assert counts(engine, made.id) == {"accepted": 25, "suppressed": 50}
    expect_agreement(engine, made.id, server)


@pytest.mark.parametrize("act", [mailings.pause, mailings.cancel], ids=["pause", "cancel"])
def test_what_is_paused_or_cancelled_before_the_message_is_not_begun(engine: Engine, act: object) -> None:
    number = planned(engine, 20, now=NOW)

    def script(visit: Visit) -> None:
        if visit.stage == "rcpt" and visit.recipient == "r8@example.com":
            with database.writing(engine) as session:
                act(session, number, now=NOW)  # type: ignore[operator]

    with serving(script) as server:
        send(engine, number, server, connections=1)

    assert [received.recipient for received in server.record] == [f"r{n}@example.com" for n in range(1, 8)]
    assert status(engine, number) == ("paused" if act is mailings.pause else "cancelled")
    left = "planned" if act is mailings.pause else "cancelled"
    assert counts(engine, number) == {"accepted": 7, left: 13}


def test_the_erasure_of_a_reader_is_a_no_too(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)

    def script(visit: Visit) -> None:
        if visit.stage == "rcpt" and visit.recipient == "r2@example.com":
            with database.writing(engine) as session:
                suppressions.seal(session, "r2@example.com", now=NOW)

    with serving(script) as server:
        send(engine, number, server)

    assert server.copies == Counter(["r1@example.com", "r3@example.com"])
    assert counts(engine, number) == {"accepted": 2, "suppressed": 1}


def test_what_is_not_in_hand_any_more_is_not_wanted(engine: Engine) -> None:
    number = planned(engine, 2, now=NOW)
    [held] = claim(engine, number, 1)
    word = LastWord(engine)

    before = word.is_wanted(held.id)
    with database.writing(engine) as session:
        from outreach.store import mailings as ledger

        ledger.recover(session, number, is_gone=lambda _sender: True, now=NOW + timedelta(days=1))
    after = word.is_wanted(held.id)
    word.close()

    assert (before, after, word.is_wanted(held.id + 1)) == (True, False, False)
    word.close()


def test_the_question_costs_little(engine: Engine) -> None:
    number = planned(engine, 10, now=NOW)
    held = [delivery.id for delivery in claim(engine, number, 10)]
    word = LastWord(engine)
    word.is_wanted(held[0])
    began = time.process_time()

    for n in range(2000):
        assert word.is_wanted(held[n % 10])

    each = (time.process_time() - began) / 2000
    word.close()
    assert each < 400e-6, f"{each * 1e6:.0f} µs"
