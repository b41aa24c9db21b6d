"""The ledger, on SQLite and PostgreSQL: nobody twice, nobody lost, every step written down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, func, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from outreach.errors import NotFound
from outreach.model.mailing import DeliveryStatus as S
from outreach.model.mailing import MailingStatus, may_follow, pause, standing
from outreach.model.message import Attachment
from outreach.model.values import EmailAddress
from outreach.store import database, mailings, suppressions
from outreach.store.mailings import Delivery
from outreach.store.rows import DeliveryRow, MailingRow, MoveRow

LEASE = timedelta(minutes=30)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def kept(engine: Engine, number: int, *, attachments: tuple[Attachment, ...] = (), uid: str = "u") -> int:
    """A planned mailing to so many recipients; gives its number."""
    mailing = MailingRow(
        uid=uid, status="planned", title="T", source="S", form={}, lists=["L"], planned_at=NOW, changed_at=NOW
    )
    deliveries = [
        mailings.Planned(
            address=f"R{n}@example.com",
            key=f"r{n}@example.com",
            merge={"name": "Zoë"},
            message_id=f"<{n}@x>",
            sha256="0" * 64,
        )
        for n in range(number)
    ]
    with database.writing(engine) as session:
        return mailings.add(session, mailing, attachments=attachments, deliveries=deliveries)


def claim(engine: Engine, mailing_id: int, limit: int, *, sender: str = "a", now: datetime = NOW) -> list[Delivery]:
    with database.writing(engine) as session:
        return mailings.claim(session, mailing_id, sender=sender, limit=limit, now=now, lease=LEASE)


def settle(
    engine: Engine, delivery: Delivery, after: S, *, sender: str = "a", reply: str = "250 ok", now: datetime = NOW
) -> S:
    with database.writing(engine) as session:
        return mailings.settle(session, delivery, after, sender=sender, reply=reply, now=now)


def counts(engine: Engine, mailing_id: int) -> dict[str, int]:
    with database.reading(engine) as session:
        return {str(status): number for status, number in mailings.counts(session, mailing_id).items() if number}


def row_of(engine: Engine, delivery: Delivery) -> DeliveryRow:
    with database.reading(engine) as session:
        found = session.get(DeliveryRow, delivery.id)
        assert found is not None
        session.expunge(found)
        return found


def moves(engine: Engine, delivery: Delivery) -> list[tuple[str, str, str | None]]:
    with database.reading(engine) as session:
        rows = session.exec(select(MoveRow).where(MoveRow.delivery_id == delivery.id).order_by(MoveRow.id))  # type: ignore[arg-type]
        return [(row.before, row.after, row.reply) for row in rows]


def test_a_mailing_is_kept_with_its_files_and_recipients(engine: Engine) -> None:
    files = (Attachment("b.pdf", "application/pdf", b"\x00\xff"), Attachment("a.txt", "text/plain", b""))

    number = kept(engine, 3, attachments=files)

    with database.reading(engine) as session:
        assert mailings.attachments(session, number) == files
        assert [row.address for row in mailings.deliveries(session, number)] == [f"R{n}@example.com" for n in range(3)]
        assert mailings.delivery_to(session, number, " r1@EXAMPLE.com ").message_id == "<1@x>"
        assert [row.id for row in mailings.everything(session)] == [number]
        assert list(mailings.counts(session, number)) == list(S)


def test_what_is_not_there_is_not_found(engine: Engine) -> None:
    number = kept(engine, 1)

    with database.reading(engine) as session:
        with pytest.raises(NotFound, match="no mailing named '99'"):
            mailings.numbered(session, 99)
        with pytest.raises(NotFound, match="no recipient named 'nobody@example"):
            mailings.delivery_to(session, number, "nobody@example.com")


def test_claimed_rows_are_the_senders_until_the_lease_is_up(engine: Engine) -> None:
    number = kept(engine, 5)

    first, second, third = claim(engine, number, 3), claim(engine, number, 9, sender="b"), claim(engine, number, 9)

    assert [d.address for d in first + second] == [f"R{n}@example.com" for n in range(5)]
    assert third == []
    assert first[0].lease_until == NOW + LEASE
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


def test_one_mailbox_stands_once_in_a_mailing(engine: Engine) -> None:
    number = kept(engine, 1)

    columns = "mailing_id, key, merge, message_id, sha256, status, attempts, changed_at"
    again = text(f"INSERT INTO delivery (address, {columns}) SELECT 'x', {columns} FROM delivery")
    with pytest.raises(IntegrityError), database.writing(engine) as session:
        session.connection().execute(again)
    assert counts(engine, number) == {"planned": 1}


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


def test_a_person_decides_about_one_unknown_or_about_all(engine: Engine) -> None:
    number = kept(engine, 3)
    for delivery in claim(engine, number, 3):
        settle(engine, delivery, S.UNKNOWN)

    with database.writing(engine) as session:
        one = mailings.resolve(session, number, S.ACCEPTED, key="r1@example.com", reply="it arrived", now=NOW)
        rest = mailings.resolve(session, number, S.PLANNED, reply="send it again", now=NOW)

    assert (one, rest) == (1, 2)
    assert counts(engine, number) == {"accepted": 1, "planned": 2}


def test_cancelling_keeps_back_what_was_not_sent(engine: Engine) -> None:
    number = kept(engine, 4)
    first, second = claim(engine, number, 2)
    settle(engine, first, S.ACCEPTED)
    settle(engine, second, S.DEFERRED)

    with database.writing(engine) as session:
        cancelled = mailings.cancel(session, number, now=NOW)

    assert cancelled == 3
    assert counts(engine, number) == {"accepted": 1, "cancelled": 3}
    assert claim(engine, number, 9, now=NOW + timedelta(days=1)) == []


def test_who_is_suppressed_after_planning_gets_nothing(engine: Engine) -> None:
    number = kept(engine, 2)
    with database.writing(engine) as session:
        suppressions.add(session, EmailAddress("r0@example.com"), reason="asked", now=NOW)

    taken = claim(engine, number, 9)
    with database.writing(engine) as session:
        suppressed = mailings.suppress(session, number, now=NOW)

    assert [d.address for d in taken] == ["R1@example.com"]
    assert suppressed == 1
    assert counts(engine, number) == {"sending": 1, "suppressed": 1}


def test_only_what_can_go_now_is_waiting(engine: Engine) -> None:
    number = kept(engine, 3)
    first, second = claim(engine, number, 2)
    settle(engine, first, S.DEFERRED)
    settle(engine, second, S.REFUSED)

    with database.reading(engine) as session:
        now, later = (mailings.waiting(session, number, now=NOW + timedelta(hours=hours)) for hours in (0, 1))

    assert (now, later) == (1, 2)


def test_other_mailings_are_not_touched(engine: Engine) -> None:
    number, other = kept(engine, 2), kept(engine, 2, uid="v")
    claim(engine, other, 2)

    with database.writing(engine) as session:
        mailings.cancel(session, number, now=NOW)
        mailings.put_back(session, number, sender="a", now=NOW)
        mailings.recover(session, number, is_gone=lambda _sender: True, now=NOW)

    assert counts(engine, other) == {"sending": 2}


def test_a_step_that_no_delivery_may_take_is_a_mistake(engine: Engine) -> None:
    number = kept(engine, 1)
    (delivery,) = claim(engine, number, 1)

    with pytest.raises(AssertionError, match="from sending to bounced"):
        settle(engine, delivery, S.BOUNCED)


@pytest.mark.parametrize("final", [S.REFUSED, S.FAILED, S.BOUNCED, S.CANCELLED, S.SUPPRESSED])
def test_what_is_final_stays(final: S) -> None:
    assert not any(may_follow(final, after) for after in S)


def test_pauses_double_up_to_four_hours_and_differ_by_a_fifth() -> None:
    pauses = [pause(attempt, of=7) for attempt in range(1, 12)]

    assert timedelta(minutes=4) <= pauses[0] <= timedelta(minutes=6)
    assert all(longer > shorter for shorter, longer in pairwise(pauses[:6]))
    assert max(pauses) <= timedelta(hours=4) * 1.2
    assert len({pause(1, of=delivery) for delivery in range(50)}) > 40


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        ({}, MailingStatus.FINISHED),
        ({S.ACCEPTED: 3, S.REFUSED: 1, S.FAILED: 1, S.SUPPRESSED: 1, S.CANCELLED: 1}, MailingStatus.FINISHED),
        ({S.ACCEPTED: 3, S.UNKNOWN: 1}, MailingStatus.STOPPED),
        ({S.ACCEPTED: 3, S.DEFERRED: 1}, MailingStatus.STOPPED),
        ({S.PLANNED: 1}, MailingStatus.STOPPED),
        ({S.PLANNED: 1, S.SENDING: 1}, MailingStatus.SENDING),
    ],
    ids=str,
)
def test_a_mailing_is_finished_only_when_nothing_is_open(stands: dict[S, int], expected: MailingStatus) -> None:
    assert standing(stands) is expected


class Ledger(RuleBasedStateMachine):
    """Two senders, a crash now and then and a person who decides, in any order, against what the server has."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.number = kept(self.engine, 6, uid=uuid4().hex)
        self.now = NOW
        self.hands: dict[str, list[Delivery]] = {"a": [], "b": []}
        self.at_server: dict[int, int] = {}
        self.allowed: dict[int, int] = {}

    @rule(sender=st.sampled_from("ab"), limit=st.integers(1, 3))
    def takes(self, sender: str, limit: int) -> None:
        taken = claim(self.engine, self.number, limit, sender=sender, now=self.now)
        for delivery in taken:
            assert all(delivery.id != other.id for hand in self.hands.values() for other in hand)
        self.hands[sender] += taken

    @rule(
        sender=st.sampled_from("ab"), after=st.sampled_from([S.ACCEPTED, S.REFUSED, S.DEFERRED, S.UNKNOWN, S.PLANNED])
    )
    def hears(self, sender: str, after: S) -> None:
        if not self.hands[sender]:
            return
        delivery = self.hands[sender].pop()
        if after in (S.ACCEPTED, S.UNKNOWN):
            self.at_server[delivery.id] = self.at_server.get(delivery.id, 0) + 1
        settle(self.engine, delivery, after, sender=sender, now=self.now)

    @rule(sender=st.sampled_from("ab"), arrived=st.booleans())
    def dies(self, sender: str, arrived: bool) -> None:
        for delivery in self.hands[sender]:
            self.at_server[delivery.id] = self.at_server.get(delivery.id, 0) + arrived
        self.hands[sender] = []
        with database.writing(self.engine) as session:
            mailings.recover(session, self.number, is_gone=lambda name: name == sender, now=self.now)

    @rule(resend=st.booleans())
    def decides(self, resend: bool) -> None:
        with database.writing(self.engine) as session:
            for row in mailings.deliveries(session, self.number):
                if row.status == "unknown" and resend:
                    self.allowed[row.id or 0] = self.allowed.get(row.id or 0, 0) + 1
            mailings.resolve(session, self.number, S.PLANNED if resend else S.ACCEPTED, reply="so", now=self.now)

    @rule(minutes=st.integers(1, 300))
    def waits(self, minutes: int) -> None:
        if not any(self.hands.values()):
            self.now += timedelta(minutes=minutes)

    @invariant()
    def nobody_is_lost_and_nobody_has_two(self) -> None:
        stands = counts(self.engine, self.number)
        assert sum(stands.values()) == 6
        assert stands.get("sending", 0) == sum(map(len, self.hands.values()))
        assert all(copies <= 1 + self.allowed.get(row, 0) for row, copies in self.at_server.items())

    @invariant()
    def every_step_may_follow_and_ends_where_the_delivery_stands(self) -> None:
        with database.reading(self.engine) as session:
            for row in mailings.deliveries(session, self.number):
                steps = session.exec(select(MoveRow).where(MoveRow.delivery_id == row.id).order_by(MoveRow.id)).all()  # type: ignore[arg-type]
                at = "planned"
                for step in steps:
                    assert step.before == at
                    assert may_follow(S(step.before), S(step.after))
                    at = step.after
                assert at == row.status


def test_in_any_order_of_events_nobody_is_lost_and_nobody_has_two(engine: Engine) -> None:
    machine: Any = type("OnThisStore", (Ledger,), {"engine": engine})

    how = settings(max_examples=25, stateful_step_count=30, deadline=None, derandomize=True)
    run_state_machine_as_test(machine, settings=how)

    with database.reading(engine) as session:
        assert session.exec(select(func.count()).select_from(MoveRow)).one() > 30
