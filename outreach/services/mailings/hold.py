"""What a run has in hand, and until when: kept by a heartbeat, lost to who slept.

Two clocks have to agree that the time is not over. The wall clock is what other machines go by; it can be set back, and
then the clock that only runs forward, through sleep as well, says how long it really was.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

# Who does not renew it for so long has lost what it had in hand. Longer than a store that is locked is waited for.
LEASE = timedelta(minutes=2)
_BEATS = 4  # in the time of a lease


def ticks() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps, where there is such a clock."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Hold:
    """Which deliveries are in this run's hand. `has` may be asked from any thread."""

    def __init__(self, lease: timedelta, *, now: Callable[[], datetime]) -> None:
        self.lease = lease
        self._now = now
        self._until: dict[int, tuple[datetime, float]] = {}
        self._beat_at = ticks()
        self._wait = lease.total_seconds() / _BEATS

    def has(self, delivery_id: int) -> bool:
        """Whether the delivery may still be begun: its lease is not over on either clock."""
        until = self._until.get(delivery_id)
        return until is not None and self._now() < until[0] and ticks() < until[1]

    def keep(self, deliveries: Collection[int], *, since: datetime, ticked: float) -> None:
        """These were taken, or renewed, at `since`; `ticked` is what `ticks` said just before."""
        until = (since + self.lease, ticked + self.lease.total_seconds())
        for delivery_id in deliveries:
            self._until[delivery_id] = until

    def drop(self, delivery_id: int) -> None:
        """It is in hand no more."""
        self._until.pop(delivery_id, None)

    def beat(self, renew: Callable[[datetime], Collection[int]]) -> None:
        """Renew what is in hand, if it is time to; `renew` tells the store so, as of now, and what is still ours."""
        if not self._until or ticks() < self._beat_at + self._wait:
            return
        since, ticked = self._now(), ticks()
        kept = set(renew(since))
        self._beat_at = ticked
        for lost in set(self._until) - kept:
            self.drop(lost)
        self.keep(set(self._until) & kept, since=since, ticked=ticked)
