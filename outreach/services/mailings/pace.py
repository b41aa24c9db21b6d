"""How fast mail may go: so many messages a minute in all, and so many to one domain, whoever sends them.

When the last one was let go stands in the store (store/mailings/pacing) and is looked up and written in the transaction
that takes the next: all senders of a store keep one pace together, and none forgets it when it is started anew.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from time import monotonic

from sqlmodel import Session

from outreach.store import mailings
from outreach.store.mailings import Delivery

_MINUTE = 60.0
# A claim that leaves out more domains than this is too long a question: it waits until some are free again.
_MOST_LEFT_OUT = 200


@dataclass(frozen=True, slots=True)
class Pace:
    """Even steps: never a burst, and what was not used is not made up for. None means without limit."""

    rate: int | None = None
    domain_rate: int | None = None

    @property
    def is_even(self) -> bool:
        """Whether there is a limit, so that messages are taken one by one."""
        return self.rate is not None or self.domain_rate is not None

    @property
    def step(self) -> float:
        """Seconds from one message to the next."""
        return _MINUTE / self.rate if self.rate else 0.0

    @property
    def domain_step(self) -> float:
        """Seconds from one message to a domain to the next."""
        return _MINUTE / self.domain_rate if self.domain_rate else 0.0


@dataclass
class Gate:
    """Lets the messages of one run through at the pace that all runs keep; `left_out` are domains that must wait."""

    pace: Pace
    left_out: list[str] = field(default_factory=list)
    _asked: int = 0
    _now: float = 0.0  # the store's, in this transaction
    _next: float = 0.0  # by our own clock: before that, asking is no use
    _next_domain: float = 0.0

    def room(self, *, free: int, left: int) -> int:
        """How many to ask for now: as many as lines are `free`; where there is a limit, one, when its time has come."""
        room = min(free, left)
        self._asked = (0 if self._wait() else min(1, room)) if self.pace.is_even else room
        return self._asked

    def admit(self, session: Session, number: int) -> int:
        """How many of `number` may be taken in this transaction: 0 where another sender was quicker."""
        if not self.pace.is_even:
            return number
        taken = mailings.taken(session, lately=self.pace.domain_step)
        free_again = {domain: moment + self.pace.domain_step for domain, moment in taken.by_domain.items()}
        self._now, self.left_out = taken.now, list(free_again)
        first = min(free_again.values(), default=taken.now)
        opens = max(taken.in_all + self.pace.step, first if len(free_again) > _MOST_LEFT_OUT else 0.0)
        self._next = monotonic() + max(0.0, opens - taken.now)
        self._next_domain = monotonic() + max(0.0, first - taken.now)
        self._asked = 0 if opens > taken.now else number
        return self._asked

    def spend(self, session: Session, claimed: Collection[Delivery]) -> None:
        """These were taken, and go now."""
        if not (self.pace.is_even and claimed):
            return
        domains = {delivery.key.rpartition("@")[2] for delivery in claimed} if self.pace.domain_rate else set()
        mailings.take(session, sorted(domains), now=self._now)
        self._next = monotonic() + self.pace.step

    def pause(self, *, found: bool, free: int, left: int) -> float | None:
        """How long the pace holds the run back; None where it does not, and only answers are waited for."""
        if not (self.pace.is_even and left and free):
            return None
        if self._asked and not found:
            return max(0.0, self._next_domain - monotonic()) if self.left_out else None
        return self._wait()

    def _wait(self) -> float:
        return max(0.0, self._next - monotonic())
