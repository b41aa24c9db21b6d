"""Domains that need more time than others: slower where they say so, and never in the way of the rest."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from outreach.model import reply
from outreach.model.mailing import DeliveryStatus

_FIRST_GAP, _LONGEST_GAP = 1.0, 300.0  # seconds from one message to the domain to the next
_FORGIVEN = 10  # messages in a row that it took: then the gap is halved
_SLOW, _MUCH_SLOWER = 0.25, 4  # seconds for one message, and how many times what others take
_SHARE = 4  # a slow domain has one line of so many, at least one


@dataclass
class Slowing:
    """What a run has learnt of the speed of each domain. The next run learns anew.

    Who says that we send too much at once (4.7.28, or in words) gets one message at a time, with a gap that doubles
    each time it says so, and is halved when it has taken ten. Who only takes its time gets a share of the lines.
    """

    lines: int
    clock: Callable[[], float] = monotonic
    _gap: dict[str, float] = field(default_factory=dict)
    _open: dict[str, float] = field(default_factory=dict)
    _taken: Counter[str] = field(default_factory=Counter)
    _begun: dict[int, tuple[str, float]] = field(default_factory=dict)
    _on_the_wire: Counter[str] = field(default_factory=Counter)
    _lasts: dict[str, float] = field(default_factory=dict)

    def left_out(self) -> list[str]:
        """The domains that get nothing just now."""
        domains = {*self._gap, *self._on_the_wire}
        return [domain for domain in domains if self.must_wait(domain)]

    def must_wait(self, domain: str) -> bool:
        """Whether nothing more may go there just now."""
        if domain in self._gap and (self._on_the_wire[domain] or self.clock() < self._open.get(domain, 0.0)):
            return True
        return self._on_the_wire[domain] >= max(1, self.lines // _SHARE) and self._is_slow(domain)

    def wait(self) -> float | None:
        """Seconds until the first of those that have a gap is open again; None where none has to wait for it."""
        now = self.clock()
        return min((at - now for domain, at in self._open.items() if domain in self._gap and at > now), default=None)

    def begin(self, ticket: int, domain: str) -> None:
        """A message is on its way there."""
        self._begun[ticket] = (domain, self.clock())
        self._on_the_wire[domain] += 1
        if domain in self._gap:
            self._open[domain] = self.clock() + self._gap[domain]

    def end(self, ticket: int, status: DeliveryStatus, said: str | None) -> None:
        """What became of it."""
        if ticket not in self._begun:
            return
        domain, since = self._begun.pop(ticket)
        self._on_the_wire -= Counter([domain])  # and who has none left is no longer in it
        self._lasts[domain] = self.clock() - since
        if status is DeliveryStatus.ACCEPTED:
            self._took(domain)
        elif status in (DeliveryStatus.DEFERRED, DeliveryStatus.REFUSED) and reply.read(said).is_too_fast:
            self._taken[domain] = 0
            self._gap[domain] = min(2 * self._gap.get(domain, _FIRST_GAP / 2), _LONGEST_GAP)
            self._open[domain] = self.clock() + self._gap[domain]

    def _took(self, domain: str) -> None:
        if domain not in self._gap:
            return
        self._taken[domain] += 1
        if self._taken[domain] >= _FORGIVEN:
            self._taken[domain] = 0
            self._gap[domain] /= 2
            if self._gap[domain] < _FIRST_GAP:
                del self._gap[domain]

    def _is_slow(self, domain: str) -> bool:
        lasts = self._lasts.get(domain, 0.0)
        if lasts < _SLOW:
            return False
        others = (other_lasts for other, other_lasts in self._lasts.items() if other != domain)
        return lasts >= _MUCH_SLOWER * min(others, default=lasts)
