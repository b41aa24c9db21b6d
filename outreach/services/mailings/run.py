"""One run of sending: claim, hand over, write down what became of it, claim again. It can be stopped anywhere.

    claim + commit -> over the wire -> write down + commit

At most as many deliveries are in hand as there are lines. What came back from several lines is written down, and as
much claimed anew, in one transaction: one commit for all of them, and still one before and one after each message.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from time import monotonic

from sqlalchemy import Engine
from sqlmodel import Session

from outreach.errors import ServerUnavailable
from outreach.mail.addresses import deliverable
from outreach.mail.connections import Answer, Connections
from outreach.mail.letter import Letter, Transport
from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.services.mailings import form, senders
from outreach.services.mailings.form import Writer
from outreach.services.mailings.hand import Hand
from outreach.services.mailings.hold import ticks
from outreach.services.mailings.hours import ReadersHours
from outreach.services.mailings.interruption import Interruption
from outreach.services.mailings.manners import Manners
from outreach.services.mailings.outcome import Outcome, Step, outcome_of
from outreach.services.mailings.pace import Gate
from outreach.services.mailings.patience import until_back
from outreach.services.mailings.readiness import expect_its_time
from outreach.services.mailings.refusals import Refusals
from outreach.services.mailings.restored import expect_released
from outreach.store import database, mailings
from outreach.store.mailings import Delivery

_TICK = 0.2  # seconds between two looks at whether somebody wants to stop
_HANGING_UP = 5.0  # seconds for lines that were hung up to say how far they had come
_STOPPED = "the program was stopped while the server had it"


@dataclass
class Run:
    """What one run has in hand, and what it still has to write down."""

    engine: Engine
    mailing_id: int
    now: Callable[[], datetime]
    progress: Callable[[Step], None]
    sender: str
    manners: Manners
    hours: ReadersHours = field(init=False)
    refusals: Refusals = field(init=False)
    gate: Gate = field(init=False)
    lines: Connections = field(init=False)
    hand: Hand = field(init=False)
    left: int = 0
    total: int = 0
    # What the last transaction took, in seconds: so long it is worth waiting for more to write down in one.
    writing: float = 0.0
    was_stopped: bool = False
    unwritten: list[Answer] = field(default_factory=list)
    done: Counter[DeliveryStatus] = field(default_factory=Counter)
    given_up: int = 0

    def begin(self, transport: Transport, *, connections: int, limit: int | None) -> None:
        """Look whether it may go, settle what a run that is gone has left in hand, and count what there is to do."""
        with database.writing(self.engine) as session:
            now, mailing = self.now(), mailings.locked(session, self.mailing_id)
            expect_released(mailing)
            expect_its_time(mailing.status, mailing.send_at, mailing_id=self.mailing_id, now=now)
            mailings.recover(session, self.mailing_id, is_gone=senders.is_gone, now=now)
            mailings.suppress(session, self.mailing_id, now=now)
            late = now - self.manners.give_up_after
            self.given_up = mailings.expire(session, self.mailing_id, since=late, now=now)
            self.hours = ReadersHours.of(session, mailing)
            waiting = mailings.waiting(session, self.mailing_id, now=now, awake=self.hours.awake(now))
            above = max(self.manners.pause_above, mailing.pause_above or 0)
            self.refusals = Refusals(mailings.counts(session, self.mailing_id), above=above)
            forms = form.restored(mailing.form)
            writer = Writer(forms, mailings.attachments(session, self.mailing_id))
            mailing.status, mailing.changed_at = MailingStatus.SENDING, now
        self.left = self.total = waiting if limit is None else min(limit, waiting)
        self.gate, self.lines = Gate(self.manners.pace), Connections(transport, count=min(connections, self.left))
        from_address, lines = deliverable(next(iter(forms.values())).heading.sender.address), self.lines.lines
        self.hand = Hand(self.engine, self.manners, writer, from_address=from_address, lines=lines, now=self.now)

    def through(self, stop: Interruption, *, patience: float) -> Outcome:
        """Goes, and ends well, whatever stops it. Raises what did."""
        try:
            self.go(stop)
        finally:
            outcome = self.end(stop, patience=patience)
        return outcome

    def go(self, stop: Interruption) -> None:
        """The heart: write down what came back and claim as much, hand it over, wait. Until nothing is left."""
        if self.left:
            self.hand.last_word.open()
            self.lines.open()
        while not stop.is_asked:
            claimed = self._turn()
            for delivery in claimed:
                self._hand_over(delivery)
            pause = self._pause(found=bool(claimed))
            if pause is None and not (self.lines.pending or self.unwritten):
                return
            self._wait(stop, pause=pause)
        self.was_stopped = True

    def _pause(self, *, found: bool) -> float | None:
        """How long to wait, if not only for answers: for the pace, or for domains that have asked for time."""
        pause = self.gate.pause(found=found, free=self.lines.free, left=self.left)
        slowed = self.hand.slowing.wait() if self.left and not found else None
        return slowed if pause is None else pause

    def hold_back(self, reason: str) -> None:
        """Pauses the mailing: what is wrong with it would be the same again, and again."""
        with database.writing(self.engine) as session:
            mailings.hold(mailings.locked(session, self.mailing_id), reason, now=self.now())

    def end(self, stop: Interruption, *, patience: float) -> Outcome:
        """Wait for what is on the wire, write it down, put back the rest, and say where the mailing stands."""
        try:
            self._gather(stop, patience=patience)
            if self.lines.pending:
                self.lines.abort()
                self._gather(Interruption(), patience=_HANGING_UP)
            with database.writing(self.engine) as session:
                self._give_up(session)
                this_run = self.done + Counter({DeliveryStatus.FAILED: self.given_up})
                return outcome_of(session, self.mailing_id, this_run, now=self.now())
        finally:
            self.lines.close()
            self.hand.last_word.close()

    def _turn(self) -> list[Delivery]:
        """Write down what came back and claim anew; tell who watches. Raises what stops the mailing."""
        answers = self.unwritten
        self.left += sum(answer.status is DeliveryStatus.PLANNED for answer in answers)
        self.hand.hear(answers)
        claimed, steps = self._write(claim=self.gate.room(free=self.lines.free, left=self.left))
        self.left -= len(claimed)
        for step in steps:
            self.refusals.note(step.status)
            self.progress(step)
        if (
            self.left
            and self.refusals.are_too_many
            and self.refusals.hold_back(self.engine, self.mailing_id, now=self.now())
        ):
            self.left = 0
        for answer in answers:
            if answer.trouble and not (self.lines.lines and isinstance(answer.trouble, ServerUnavailable)):
                raise answer.trouble
        return claimed

    def _write(self, *, claim: int) -> tuple[list[Delivery], list[Step]]:
        """One transaction: what came back, and `claim` new ones."""
        now, ticked, begun = self.now(), ticks(), monotonic()

        def written() -> tuple[list[DeliveryStatus], list[Delivery]]:
            with database.writing(self.engine) as session:
                stands = self._settle(session, self.unwritten, now=now)
                return stands, self._claim(session, claim, now=now) if claim else []

        stands, claimed = until_back(self.engine, written)
        self.writing = min(monotonic() - begun, _TICK)
        steps = [self._step(answer, status) for answer, status in zip(self.unwritten, stands, strict=True)]
        self.unwritten = []
        self.hand.hold.keep([delivery.id for delivery in claimed], since=now, ticked=ticked)
        return claimed, [step for step in steps if step is not None]

    def _settle(self, session: Session, answers: Sequence[Answer], *, now: datetime) -> list[DeliveryStatus]:
        """Where each of them stands now."""
        patience = self.manners.give_up_after
        settled = [self.hand.answered(answer) for answer in answers]
        return mailings.settle_all(session, settled, sender=self.sender, now=now, give_up_after=patience)

    def _claim(self, session: Session, number: int, *, now: datetime) -> list[Delivery]:
        admitted = self.gate.admit(session, number)
        if not admitted:
            return []
        claimed = mailings.claim(
            *(session, self.mailing_id),
            sender=self.sender,
            limit=admitted,
            now=now,
            lease=self.manners.lease,
            left_out=sorted({*self.gate.left_out, *self.hand.slowing.left_out()}),
            awake=self.hours.awake(now),
        )
        self.gate.spend(session, claimed)
        return claimed

    def _step(self, answer: Answer, status: DeliveryStatus) -> Step | None:
        address = self.hand.drop(answer, status)
        if answer.status is DeliveryStatus.PLANNED:
            return None
        self.done[status] += 1
        return Step(address, status, answer.reply, self.done.total(), self.total)

    def _hand_over(self, delivery: Delivery) -> None:
        taken = self.hand.take(delivery)
        if isinstance(taken, Letter):
            self.lines.put(delivery.id, taken)
        elif taken is not None:
            self.unwritten.append(taken)

    def _wait(self, stop: Interruption, *, pause: float | None) -> None:
        """Until something has come back, somebody wants to stop, or the pace lets another go."""
        until = inf if pause is None else monotonic() + pause
        while not (self.unwritten or stop.is_asked):
            wait = max(0.0, min(_TICK, until - monotonic()))
            self.unwritten = self.lines.answers(timeout=wait, gather=self.writing)
            self.hand.hold.beat(self._renew)
            if monotonic() >= until:
                return

    def _renew(self, now: datetime) -> set[int]:
        """Tells the store that this run is awake; gives what is still in its hand."""

        def renewed() -> set[int]:
            with database.writing(self.engine) as session:
                lease = self.manners.lease
                return mailings.renew(session, self.mailing_id, sender=self.sender, now=now, lease=lease)

        return until_back(self.engine, renewed)

    def _gather(self, stop: Interruption, *, patience: float) -> None:
        """Write down what is there and what still comes, for about `patience` seconds."""
        for _ in range(1 + int(patience / _TICK)):
            if self.unwritten:
                self._write(claim=0)
            if stop.is_urgent or not self.lines.pending:
                return
            self.unwritten = self.lines.answers(timeout=_TICK)
            self.hand.hold.beat(self._renew)

    def _give_up(self, session: Session) -> None:
        """What never came back may have arrived; what was never handed over has not."""
        now = self.now()
        silent = [Answer(ticket, DeliveryStatus.UNKNOWN, _STOPPED) for ticket in self.lines.pending]
        self._settle(session, [*self.unwritten, *silent], now=now)
        mailings.put_back(session, self.mailing_id, sender=self.sender, now=now)
        mailings.suppress(session, self.mailing_id, now=now)
