"""Watching files for changes, by looking at them twenty times a second: no dependency, and the same on every disk."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic

_INTERVAL = 0.05
# An editor that writes in place empties the file first; one that renames takes it away first.
_GRACE = 0.5
_MOST = 2_000

Stamp = frozenset[tuple[str, int, int, int]]


class Watch:
    """Counts the changes of some files. `main` is the one that may be half saved; `others` are asked for each time."""

    def __init__(self, main: Path, others: Callable[[], Iterable[Path]]) -> None:
        self._main, self._others = main, others
        self._seen = self._stamp()
        self._changes = 0
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watching", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join()

    @property
    def changes(self) -> int:
        """How many changes there have been."""
        return self._changes

    @property
    def is_over(self) -> bool:
        """Whether nobody watches any more."""
        return self._stopped.is_set()

    def wait(self, known: int, *, timeout: float) -> int:
        """The number of changes as soon as it is not `known`, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._changes != known or self.is_over, timeout)
            return self._changes

    def _look(self) -> None:
        half_saved_since: float | None = None
        while not self._stopped.wait(_INTERVAL):
            seen = self._stamp()
            if seen == self._seen:
                continue
            if _is_half_saved(self._main):
                half_saved_since = half_saved_since or monotonic()
                if monotonic() - half_saved_since < _GRACE:
                    continue
            half_saved_since = None
            self._seen = seen
            with self._changed:
                self._changes += 1
                self._changed.notify_all()

    def _stamp(self) -> Stamp:
        return frozenset(_stamps([self._main, *self._others()]))


def files_below(folder: Path) -> Iterator[Path]:
    """The files in `folder` and below it, some thousands at the most."""
    left = _MOST
    for place, _, names in os.walk(folder):
        for name in names[:left]:
            yield Path(place, name)
        left -= len(names)
        if left <= 0:
            return


def _stamps(files: Iterable[Path]) -> Iterator[tuple[str, int, int, int]]:
    for file in files:
        try:
            found = file.stat()
        except (OSError, ValueError):
            continue
        yield str(file), found.st_mtime_ns, found.st_size, found.st_ino


def _is_half_saved(file: Path) -> bool:
    try:
        return file.stat().st_size == 0
    except OSError:
        return True
