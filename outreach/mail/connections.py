"""Several lines side by side: letters go in, what became of each comes out, in whatever order it does."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from outreach.errors import ServerUnavailable
from outreach.mail.letter import Connection, Letter, Transport
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused
from outreach.model.mailing import DeliveryStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the letter that was put in under `ticket`.

    `status` PLANNED means that it never reached a server; `trouble` says why, unless it was only too late for it. A
    `trouble` beside another status is a mistake in this program.
    """

    ticket: int
    status: DeliveryStatus
    reply: str | None = None
    trouble: BaseException | None = None


class Connections:
    """At most `count` lines to one place, each in a thread of its own and opened when it is first needed.

    A line that cannot be opened is given up and the others go on: servers limit how many they take. `lines` is 0 when
    the last is gone. Use it as a context: leaving says goodbye to the server.
    """

    def __init__(self, transport: Transport, *, count: int) -> None:
        self._inbox: SimpleQueue[tuple[int, Letter] | None] = SimpleQueue()
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self._lines = [transport.connection() for _ in range(max(1, count))]
        self._threads: list[threading.Thread] = []
        self.pending: set[int] = set()
        self.lines = len(self._lines)

    @property
    def free(self) -> int:
        """How many letters can be put in without waiting."""
        return self.lines - len(self.pending)

    def open(self) -> None:
        """Open the first line, and stand ready with the others. Raises ServerUnavailable."""
        self._lines[0].open()
        for number, line in enumerate(self._lines):
            work = self._work(line)
            self._threads.append(threading.Thread(target=work, name=f"line {number + 1}", daemon=True))
            self._threads[-1].start()

    def put(self, ticket: int, letter: Letter) -> None:
        """Give `letter` to the next line that is free."""
        self.pending.add(ticket)
        self._inbox.put((ticket, letter))

    def answers(self, *, timeout: float) -> list[Answer]:
        """What has come back: waits up to `timeout` seconds for the first, and takes all that are there."""
        arrived: list[Answer] = []
        with contextlib.suppress(Empty):
            arrived.append(self._answers.get(timeout=timeout))
            while True:
                arrived.append(self._answers.get_nowait())
        for answer in arrived:
            self.pending.discard(answer.ticket)
            self.lines -= answer.trouble is not None
        return arrived

    def abort(self) -> None:
        """Hang up every line at once; what was under way comes out as answers within moments."""
        for line in self._lines:
            line.abort()

    def close(self, *, patience: float = 5.0) -> None:
        """Say goodbye on every line; waits `patience` seconds for each thread at most."""
        for _ in self._threads:
            self._inbox.put(None)
        for thread in self._threads:
            thread.join(patience)

    def _work(self, line: Connection) -> Callable[[], None]:
        def work() -> None:
            trouble = False
            while not trouble and (task := self._inbox.get()) is not None:
                answer = _answer(line, *task)
                trouble = answer.trouble is not None
                self._answers.put(answer)
            line.close()

        return work


def _answer(line: Connection, ticket: int, letter: Letter) -> Answer:
    try:
        return Answer(ticket, DeliveryStatus.ACCEPTED, line.send(letter))
    except RecipientRefused as refusal:
        return Answer(ticket, DeliveryStatus.REFUSED, refusal.reply)
    except RecipientDeferred as deferral:
        return Answer(ticket, DeliveryStatus.DEFERRED, deferral.reply)
    except OutcomeUnknown as loss:
        return Answer(ticket, DeliveryStatus.UNKNOWN, loss.reply)
    except LetterLost:
        return Answer(ticket, DeliveryStatus.PLANNED)
    except ServerUnavailable as trouble:
        return Answer(ticket, DeliveryStatus.PLANNED, None, trouble)
    except BaseException as mistake:
        # Nobody would see it in this thread; the caller raises it.
        return Answer(ticket, DeliveryStatus.UNKNOWN, f"a mistake in this program: {mistake!r}", mistake)
