"""How long a worker stays with one mailing: while no other waits, and never so long that it forgets the world."""

from collections.abc import Callable
from time import monotonic

from outreach.services.mailings import Interruption

SHORTEST = 3.0  # seconds with one mailing before another is let in
LONGEST = (
    600.0  # after that the rest is a new job: who is suppressed, who is awake and where jobs are is looked up anew
)
_LOOKS = 1.0


class Turn(Interruption):
    """Asks to stop when the worker is, or when another mailing waits and this one has had its turn."""

    def __init__(
        self, stop: Interruption, *, others_wait: Callable[[], bool], clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self._stop = stop
        self._others_wait = others_wait
        self._clock = clock
        self._begun = clock()
        self._look_at = self._begun + SHORTEST
        self._is_over = False

    @property
    def is_asked(self) -> bool:
        """Nothing new is begun."""
        return self._stop.is_asked or self._is_over or self._is_over_now()

    @property
    def is_urgent(self) -> bool:
        """What is under way is not waited for."""
        return self._stop.is_urgent

    def _is_over_now(self) -> bool:
        now = self._clock()
        if now < self._look_at:
            return False
        self._look_at = now + _LOOKS
        self._is_over = now - self._begun > LONGEST or self._others_wait()
        return self._is_over
