"""The ledger in any order of events, on SQLite and PostgreSQL, against what a server would have."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, func
from sqlmodel import select

from outreach.model.mailing import DeliveryStatus as S
from outreach.model.mailing import may_follow
from outreach.store import database, mailings
from outreach.store.mailings import Delivery
from outreach.store.rows import MoveRow
from tests.ledger import NOW, claim, counts, kept, settle


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
