"""The ledger, on SQLite and PostgreSQL: nobody twice, nobody lost, every step written down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from outreach.model.mailing import DeliveryStatus as S
from outreach.store import database, mailings
from tests.ledger import LEASE, NOW, claim, counts, kept, moves, row_of, settle


def test_claimed_rows_are_the_senders_until_the_lease_is_up(engine: Engine) -> None:
    number = kept(engine, 5)

    first, second, third = claim(engine, number, 3), claim(engine, number, 9, sender="b"), claim(engine, number, 9)

    assert [d.address for d in first + second] == [f"R{n}@example.com" for n in range(5)]
    assert third == []
    assert row_of(engine, first[0]).lease_until == NOW + LEASE
    assert (first[0].attempts, first[0].merge, row_of(engine, second[0]).sender) == (1, {"name": "Zoë"}, "b")


def test_a_step_back_is_as_if_nothing_had_happened(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)

    settle(engine, delivery, S.PLANNED)

    row = row_of(engine, delivery)
    assert (row.status, row.attempts, row.sender, row.lease_until) == ("planned", 0, None, None)
    assert [d.id for d in claim(engine, number, 1)] == [delivery.id]


@pytest.mark.parametrize("after", [S.ACCEPTED, S.REFUSED, S.UNKNOWN])
def test_an_answer_is_written_down_with_every_step(engine: Engine, after: S) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)

    stands = settle(engine, delivery, after, reply="the reply")

    assert stands is after
    assert row_of(engine, delivery).reply == "the reply"
    assert moves(engine, delivery) == [("planned", "sending", None), ("sending", str(after), "the reply")]


def test_deferred_ones_come_back_later_each_time_and_are_given_up_after_two_days(engine: Engine) -> None:
    number, now, tries = kept(engine, 1), NOW, 0

    while counts(engine, number) != {"failed": 1}:
        (delivery,) = claim(engine, number, 1, now=now)
        tries += 1
        stands = settle(engine, delivery, S.DEFERRED, reply="451 later", now=now)
        if stands is S.DEFERRED:
            again = row_of(engine, delivery).next_try_at
            assert again is not None
            assert claim(engine, number, 1, now=again - timedelta(seconds=1)) == []
            now = again

    assert timedelta(days=2) <= now - NOW < timedelta(days=2, hours=5)
    assert 15 < tries < 25
    assert row_of(engine, delivery).reply == f"given up after {tries} attempts: 451 later"
    assert claim(engine, number, 1, now=now + timedelta(days=9)) == []


def test_planned_ones_go_before_deferred_ones(engine: Engine) -> None:
    number = kept(engine, 2)
    (first,) = claim(engine, number, 1)
    settle(engine, first, S.DEFERRED)

    taken = claim(engine, number, 1, now=NOW + timedelta(hours=1))

    assert [d.address for d in taken] == ["R1@example.com"]
    assert [d.id for d in claim(engine, number, 1, now=NOW + timedelta(hours=1))] == [first.id]


def test_two_senders_at_once_never_take_the_same_row(engine: Engine) -> None:
    number = kept(engine, 200)

    def work(sender: str) -> list[int]:
        mine: list[int] = []
        while taken := claim(engine, number, 3, sender=sender):
            mine += [delivery.id for delivery in taken]
            for delivery in taken:
                settle(engine, delivery, S.ACCEPTED, sender=sender)
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken = [identifier for mine in pool.map(work, "abcd") for identifier in mine]

    assert len(taken) == len(set(taken)) == 200
    assert counts(engine, number) == {"accepted": 200}


def test_a_sender_does_not_wait_for_another_that_is_just_claiming(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    number = kept(engine, 4)

    with database.writing(engine) as one, database.writing(engine) as other:
        one.connection().execute(text("SET lock_timeout = '2s'"))
        other.connection().execute(text("SET lock_timeout = '2s'"))
        first = mailings.claim(one, number, sender="a", limit=2, now=NOW, lease=LEASE)
        second = mailings.claim(other, number, sender="b", limit=9, now=NOW, lease=LEASE)

    assert [[d.address[:2] for d in taken] for taken in (first, second)] == [["R0", "R1"], ["R2", "R3"]]


@pytest.mark.parametrize("how", ["gone", "lease"])
def test_what_a_lost_sender_had_in_hand_becomes_unknown_and_is_not_sent(engine: Engine, how: str) -> None:
    number = kept(engine, 3)
    (delivery, other) = claim(engine, number, 2)
    settle(engine, other, S.ACCEPTED)
    later = NOW + LEASE if how == "lease" else NOW

    with database.writing(engine) as session:
        lost = mailings.recover(session, number, is_gone=lambda sender: how == "gone" and sender == "a", now=later)

    assert lost == 1
    assert counts(engine, number) == {"accepted": 1, "planned": 1, "unknown": 1}
    assert [d.address for d in claim(engine, number, 9, sender="b", now=later)] == ["R2@example.com"]
    assert moves(engine, delivery)[-1][:2] == ("sending", "unknown")


def test_what_a_living_sender_has_in_hand_is_left_alone(engine: Engine) -> None:
    number = kept(engine, 1)
    claim(engine, number, 1)

    with database.writing(engine) as session:
        assert mailings.recover(session, number, is_gone=lambda _sender: False, now=NOW) == 0

    assert counts(engine, number) == {"sending": 1}


def test_a_sender_that_was_thought_gone_still_brings_the_answer(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)
    with database.writing(engine) as session:
        mailings.recover(session, number, is_gone=lambda _sender: True, now=NOW)

    stands = settle(engine, delivery, S.ACCEPTED)

    assert stands is S.ACCEPTED
    assert counts(engine, number) == {"accepted": 1}


def test_what_a_person_decided_stands_and_the_late_answer_is_noted(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)
    with database.writing(engine) as session:
        mailings.recover(session, number, is_gone=lambda _sender: True, now=NOW)
        mailings.resolve(session, number, S.PLANNED, reply="a person said", now=NOW)

    stands = settle(engine, delivery, S.ACCEPTED, reply="250 taken")

    assert stands is S.PLANNED
    assert moves(engine, delivery)[-1] == ("planned", "planned", "too late: 250 taken")


def test_another_senders_row_cannot_be_settled(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1, sender="b")

    stands = settle(engine, delivery, S.REFUSED, sender="a")

    assert stands is S.SENDING
    assert row_of(engine, delivery).sender == "b"


def test_what_was_claimed_and_never_handed_over_is_put_back(engine: Engine) -> None:
    number = kept(engine, 3)
    claim(engine, number, 2)
    claim(engine, number, 1, sender="b")

    with database.writing(engine) as session:
        back = mailings.put_back(session, number, sender="a", now=NOW)

    assert back == 2
    assert counts(engine, number) == {"planned": 2, "sending": 1}


def test_a_step_that_no_delivery_may_take_is_a_mistake(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)

    with pytest.raises(AssertionError, match="from sending to bounced"):
        settle(engine, delivery, S.BOUNCED)
