"""How fast mail may go: so many messages a minute in all, and so many to one domain."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

_MINUTE = 60.0
# A claim that leaves out more domains than this is too long a question: it waits until some are free again.
_MOST_LEFT_OUT = 200


@dataclass
class Pace:
    """Even steps on a clock that nobody sets: never a burst, and what was not used is not made up for.

    None means without limit. `next` and `next_of` are when the next message may go, in all and to a domain.
    """

    rate: int | None = None
    domain_rate: int | None = None
    clock: Callable[[], float] = monotonic
    next: float = 0.0
    next_of: dict[str, float] = field(default_factory=dict)

    @property
    def is_even(self) -> bool:
        """Whether there is a limit, so that messages are taken one by one."""
        return self.rate is not None or self.domain_rate is not None

    def left_out(self) -> list[str]:
        """The domains that must wait just now."""
        now = self.clock()
        self.next_of = {domain: moment for domain, moment in self.next_of.items() if moment > now}
        return list(self.next_of)

    def wait(self) -> float:
        """Seconds until another message may be taken at all; 0 means now."""
        now, held = self.clock(), self.left_out()
        crowded = min(self.next_of.values()) - now if len(held) > _MOST_LEFT_OUT else 0.0
        return max(0.0, self.next - now, crowded)

    def wait_for_a_domain(self) -> float:
        """Seconds until the first of the domains that must wait may get something again; 0 where none must."""
        return max(0.0, min(self.next_of.values(), default=0.0) - self.clock())

    def spend(self, domain: str) -> None:
        """A message to `domain` is on its way."""
        now = self.clock()
        if self.rate is not None:
            self.next = now + _MINUTE / self.rate
        if self.domain_rate is not None:
            self.next_of[domain] = now + _MINUTE / self.domain_rate


@dataclass
class Gate:
    """Lets the messages of one run through at its pace; `left_out` are the domains that must wait just now."""

    pace: Pace
    left_out: list[str] = field(default_factory=list)
    _asked: int = 0

    def room(self, *, free: int, left: int) -> int:
        """How many to take now: as many as lines are `free`; where there is a limit, one, when its time has come."""
        room = min(free, left)
        self._asked = (0 if self.pace.wait() else min(1, room)) if self.pace.is_even else room
        self.left_out = self.pace.left_out()
        return self._asked

    def pause(self, *, found: bool, free: int, left: int) -> float | None:
        """How long the pace holds the run back; None where it does not, and only answers are waited for."""
        if not (self.pace.is_even and left and free):
            return None
        if self._asked and not found:
            return self.pace.wait_for_a_domain() if self.left_out else None
        return self.pace.wait()
