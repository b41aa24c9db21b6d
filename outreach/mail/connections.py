"""Several lines side by side: letters go in, what became of each comes out, in whatever order it does."""

import contextlib
from collections import deque
from dataclasses import dataclass
from time import monotonic

from outreach.errors import ServerUnavailable
from outreach.mail.letter import Connection, Letter, Transport
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused
from outreach.mail.steps import Rounds, Steps
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
    """At most `count` lines to one place, served by the thread that asks for `answers`, each opened when it is needed.

    A line that cannot be opened is given up and the others go on: servers limit how many they take. `lines` is 0 when
    the last is gone.
    """

    def __init__(self, transport: Transport, *, count: int) -> None:
        self._lines = [transport.connection() for _ in range(max(1, count))]
        self._free = list(reversed(self._lines))
        self._busy: dict[int, Connection] = {}
        self._inbox = deque[tuple[int, Letter]]()
        self._rounds = Rounds[Answer | None]()
        self._arrived: list[Answer] = []
        self.pending: set[int] = set()
        self.lines = len(self._lines)

    @property
    def free(self) -> int:
        """How many letters can be put in without waiting."""
        return self.lines - len(self.pending)

    def open(self) -> None:
        """Open the first line. Raises ServerUnavailable."""
        self._lines[0].open()

    def put(self, ticket: int, letter: Letter) -> None:
        """Give `letter` to the next line that is free."""
        self.pending.add(ticket)
        self._inbox.append((ticket, letter))
        self._hand_out()

    def answers(self, *, timeout: float, gather: float = 0.0) -> list[Answer]:
        """What has come back: waits up to `timeout` seconds for the first, and up to `gather` more for others."""
        end = monotonic() + timeout
        while not self._arrived:
            if not self._rounds.go_on(seconds=max(0.0, end - monotonic())) and monotonic() >= end:
                return []
        end = monotonic() + gather
        while len(self._arrived) < len(self.pending) and (left := end - monotonic()) > 0:
            self._rounds.go_on(seconds=left)
        arrived, self._arrived = self._arrived, []
        for answer in arrived:
            self.pending.discard(answer.ticket)
            self.lines -= answer.trouble is not None
        return arrived

    def abort(self) -> None:
        """Hang up every line at once; what was under way comes out as answers within moments."""
        for line in self._lines:
            line.abort()

    def close(self, *, patience: float = 5.0) -> None:
        """Say goodbye on every line, and hang up where a letter is under way; waits `patience` seconds at most."""
        self._inbox.clear()
        gone: list[Answer | None] = []
        for line in self._busy.values():
            line.abort()
        leaving = list(self._free)
        for line in leaving:
            self._rounds.begin(_gone(line), gone.append)
        end = monotonic() + patience
        while (self._busy or len(gone) < len(leaving)) and (left := end - monotonic()) > 0:
            self._rounds.go_on(seconds=left)
        self._rounds.close()

    def _hand_out(self) -> None:
        while self._inbox and self._free:
            line = self._free.pop()
            ticket, letter = self._inbox.popleft()
            self._busy[ticket] = line
            self._rounds.begin(_answered(line, ticket, letter), self._come)

    def _come(self, answer: Answer | None) -> None:
        assert answer is not None
        self._arrived.append(answer)
        line = self._busy.pop(answer.ticket)
        if answer.trouble is None:
            self._free.append(line)
            self._hand_out()


def _gone(line: Connection) -> Steps[None]:
    with contextlib.suppress(Exception):
        yield from line.closing()


def _answered(line: Connection, ticket: int, letter: Letter) -> Steps[Answer]:
    """Sends the letter; never raises."""
    try:
        return Answer(ticket, DeliveryStatus.ACCEPTED, (yield from line.sending(letter)))
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
    except Exception as mistake:
        # It is of one letter only; the others are waited for before the caller raises it.
        return Answer(ticket, DeliveryStatus.UNKNOWN, f"a mistake in this program: {mistake!r}", mistake)
