"""Ctrl-C while mail is on its way: the wish is noted at once and honoured where nothing is half done."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Ctrl-C; a polite kill; the terminal that was closed.
_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class Interruption:
    """How often somebody has asked to stop."""

    def __init__(self) -> None:
        self._times = 0

    @property
    def is_asked(self) -> bool:
        """Somebody has asked to stop: nothing new is begun."""
        return self._times > 0

    @property
    def is_urgent(self) -> bool:
        """Somebody has asked again: what is under way is not waited for."""
        return self._times > 1

    def note(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Somebody asks."""
        self._times += 1


@contextmanager
def noted(interruption: Interruption | None = None) -> Iterator[Interruption]:
    """Meanwhile signals to stop are only noted, in `interruption` if there is one already.

    Outside the main thread none arrive, and nothing is changed: somebody else notes them there.
    """
    interruption = interruption or Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    # What is ignored (nohup) stays ignored.
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    noting = [number for number in _SIGNALS if handlers[number] is not signal.SIG_IGN]
    try:
        for number in noting:
            signal.signal(number, interruption.note)
        yield interruption
    finally:
        for number in noting:
            signal.signal(number, handlers[number] or signal.SIG_DFL)
