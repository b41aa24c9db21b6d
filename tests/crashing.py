"""Senders that end by SIGKILL at a named point of their work, and what must be true then (R-1)."""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from outreach.mail import transport
from outreach.mail.letter import Connection, Letter, Transport
from outreach.mail.steps import Steps
from outreach.services import mailings
from outreach.store import database
from tests.press_room import counts, planned, status, statuses
from tests.services.sender_process import PROCESSES
from tests.smtp_server import HANG_UP, Script, SmtpServer, Visit, good, serving

LINES = 3
PEOPLE = 25
# Those in the sender's own hands, and those at which the server sees how far it has come.
_OURS = (
    "before the claim",
    "after the claim",
    "after the commit of the claim",
    "after the message is made",
    "after the server's yes",
    "after the commit of the answer",
)
_AT_SERVER = {
    "after MAIL": "rcpt",
    "after RCPT": "data",
    "after 354": "told",
    "in the middle of DATA": "content",
    "after the dot": "end",
}
POINTS = (*_OURS[:4], *_AT_SERVER, *_OURS[4:])


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class _Countdown:
    """Ends this process the so-manyth time that it comes to `point`."""

    point: str
    left: int
    claiming: bool = False

    def at(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        def before(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if "waiting AS" in statement:
                self.at("before the claim")

        def after(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if "waiting AS" in statement:
                self.claiming = True
                self.at("after the claim")

        def committed(_session: Any) -> None:
            if self.claiming:
                self.claiming = False
                self.at("after the commit of the claim")

        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "after_cursor_execute", after)
        event.listen(Session, "after_commit", committed)


@dataclass(frozen=True)
class _Watched:
    """A way out that tells the countdown when a letter comes in and when the server's answer has."""

    inner: Any
    countdown: _Countdown

    @property
    def where(self) -> str:
        return str(self.inner.where)

    def connection(self) -> Connection:
        return _Watched(self.inner.connection(), self.countdown)  # type: ignore[return-value]

    def open(self) -> None:
        self.inner.open()

    def sending(self, letter: Letter) -> Steps[str]:
        self.countdown.at("after the message is made")
        reply: str = yield from self.inner.sending(letter)
        self.countdown.at("after the server's yes")
        return reply

    def closing(self) -> Steps[None]:
        yield from self.inner.closing()

    def abort(self) -> None:
        self.inner.abort()


def _send(store: str, mailing_id: int, smtp_url: str, point: str, nth: int) -> None:
    engine, countdown = database.engine(store), _Countdown(point, nth)
    countdown.watch(engine)
    out: Transport = _Watched(transport.smtp(smtp_url), countdown)  # type: ignore[assignment]

    def progress(_step: mailings.Step) -> None:
        countdown.at("after the commit of the answer")

    mailings.send(engine, mailing_id, transport=out, connections=LINES, now=now, progress=progress)
    sys.exit(77)  # it should not have come to the end


@contextmanager
def _process(engine: Engine, number: int, url: str, point: str, nth: int) -> Iterator[BaseProcess]:
    store = engine.url.render_as_string(hide_password=False)
    process = PROCESSES.Process(target=_send, args=(store, number, url, point, nth))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(30)


def _killing(point: str, nth: int, victim: list[int]) -> Script:
    """The script of a server that ends the sender when its so-manyth message comes to this point."""
    stage, seen, asked = _AT_SERVER.get(point), 0, set[int]()
    within = stage in ("told", "content")

    def script(visit: Visit) -> str | float | None:
        nonlocal seen
        seen += visit.stage == ("data" if within else stage)
        if seen < nth:
            return None
        if within and visit.stage == "content" and visit.connection not in asked:
            asked.add(visit.connection)  # whether it wants to be asked within the message
            return 0.001
        if visit.stage != stage:
            return None
        os.kill(victim[0], signal.SIGKILL)
        return HANG_UP

    return script


def crashed(engine: Engine, point: str, seed: int) -> int:
    """One run: a mailing, a crash, and what must be true then and after going on; gives how many were unknown."""
    nth, victim = random.Random(f"{point} {seed}").randint(1, 7), [0]
    number = planned(engine, PEOPLE, now=now())
    with serving(_killing(point, nth, victim)) as server:
        with _process(engine, number, server.url, point, nth) as process:
            victim[0] = process.pid or 0
            process.join(60)
            assert process.exitcode == -signal.SIGKILL, f"{point}, {nth}: it ended with {process.exitcode}"
        expect_agreement(engine, number, server, people=PEOPLE, in_flight=LINES)
        return go_on(engine, number, server, people=PEOPLE, in_flight=LINES, blindly=seed % 2 == 1)


def expect_agreement(engine: Engine, number: int, server: SmtpServer, *, people: int, in_flight: int) -> None:
    """Nobody is lost, nobody has two, and what the ledger says is what the server has."""
    stands = statuses(engine, number)
    assert len(stands) == people
    for address, where in stands.items():
        assert server.copies[address] <= 1, f"{address} has two"
        if where == "accepted":
            assert server.copies[address] == 1, f"{address} was written down and never sent"
        if server.copies[address]:
            assert where in ("accepted", "sending", "unknown"), f"{address} was sent and is {where}"
    assert list(stands.values()).count("sending") <= in_flight


def go_on(
    engine: Engine, number: int, server: SmtpServer, *, people: int, in_flight: int, blindly: bool = False
) -> int:
    """The next run finishes the rest; a person decides about the unknown, by the server's record or `blindly`.

    Gives how many were unknown. Who was not never has two; who was has two only if the decision was blind, and then
    both copies say that they are one message.
    """
    server.script = good
    _run(engine, number, server)
    expect_agreement(engine, number, server, people=people, in_flight=0)
    assert set(counts(engine, number)) <= {"accepted", "unknown", "deferred"}
    unknown = [address for address, where in statuses(engine, number).items() if where == "unknown"]
    assert len(unknown) <= in_flight, f"{len(unknown)} unknown, and {in_flight} were in flight"
    for address in unknown:
        again = blindly or not server.copies[address]
        decide: Callable[..., int] = mailings.resolve_for_resending if again else mailings.resolve_as_sent
        with database.writing(engine) as session:
            decide(session, number, address=address, now=now())
    _run(engine, number, server, later=timedelta(hours=1))
    assert status(engine, number) == "finished"
    twice = {address for address, copies in server.copies.items() if copies > 1}
    assert len(server.copies) == people
    assert twice <= (set(unknown) if blindly else set()), f"{twice} have two"
    assert len({(received.recipient, received.message_id) for received in server.record}) == people
    with database.reading(engine) as session:
        assert mailings.prove(session, number, now=now()).problems == []
    return len(unknown)


def _run(engine: Engine, number: int, server: SmtpServer, *, later: timedelta = timedelta(0)) -> None:
    where = transport.smtp(server.url)
    mailings.send(engine, number, transport=where, connections=4, now=lambda: now() + later)
