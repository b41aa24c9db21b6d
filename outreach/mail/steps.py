"""Work that has to wait, written as a generator of what it waits for: one thread carries many of them on.

    reply = yield from line.reply()         until the server has spoken; others go on meanwhile
    smtp = yield from in_a_thread(dial)     what cannot be done in steps has a thread of its own

What has waited for too long has TimeoutError thrown into it.
"""

import contextlib
import select
import socket
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
READ, WRITE = select.POLLIN, select.POLLOUT
_BETWEEN_LOOKS = 0.1  # seconds between two looks at whose time is over


@dataclass(frozen=True, slots=True)
class Until:
    """Until `socket` can be read (or written), for `seconds` at most."""

    socket: socket.socket
    event: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Errand:
    """Until `run`, which never raises, is done, in a thread of its own."""

    run: Callable[[], None]


Steps = Generator[Until | Errand, None, T]


def in_a_thread(work: Callable[[], T]) -> Steps[T]:
    """What `work` gives, or raises, done where it may block."""
    given: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            raised.append(error)

    yield Errand(run)
    if raised:
        raise raised[0]
    return given[0]


def walked(steps: Steps[T]) -> T:
    """What `steps` give, walked through here and now: for who has nothing else to do."""
    try:
        wait = next(steps)
        while True:
            if isinstance(wait, Errand):
                wait.run()
            elif not _came(wait):
                wait = steps.throw(TimeoutError())
                continue
            wait = steps.send(None)
    except StopIteration as end:
        given: T = end.value
        return given


def _came(wait: Until) -> bool:
    looking = select.poll()
    looking.register(wait.socket, wait.event)
    return bool(looking.poll(wait.seconds * 1000))


@dataclass(slots=True)
class _Walk(Generic[T]):
    """Steps on their way, what to do with what they give, and when their time is over."""

    steps: Steps[T]
    ended: Callable[[T], None]
    deadline: float = 0.0


class Rounds(Generic[T]):
    """Carries steps on that never raise: `begin` each, then `go_on` again and again. Used by one thread."""

    def __init__(self) -> None:
        self._looking = select.poll()
        self._waiting: dict[int, _Walk[T]] = {}  # by the number of the socket
        self._back = deque[_Walk[T]]()  # whose thread is done
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._looking.register(self._bell, READ)
        self._look_at = 0.0

    def begin(self, steps: Steps[T], ended: Callable[[T], None]) -> None:
        """Take the first step of `steps`; `ended` is called with what they give, now or later."""
        walk = _Walk(steps, ended)
        self._step(walk, steps.send, None)

    def go_on(self, *, seconds: float) -> bool:
        """Wait so long at most until something has come; carries on whatever has, and gives whether anything had."""
        come = self._looking.poll(seconds * 1000)
        for number, _ in come:
            if number in self._waiting:
                walk = self._left(number)
                self._step(walk, walk.steps.send, None)
            else:
                self._welcome()
        # Only now: what has come counts, though this thread was busy elsewhere until its time was over.
        now = monotonic()
        if now >= self._look_at:
            self._look_at = now + _BETWEEN_LOOKS
            for number in [number for number, walk in self._waiting.items() if walk.deadline <= now]:
                walk = self._left(number)
                self._step(walk, walk.steps.throw, TimeoutError())
        return bool(come)

    def close(self) -> None:
        """Leave everything where it is."""
        self._waiting.clear()
        self._bell.close()
        self._rope.close()

    def _step(self, walk: _Walk[T], go: Callable[..., Until | Errand], said: object) -> None:
        try:
            wait = go(said)
        except StopIteration as end:
            walk.ended(end.value)
            return
        if isinstance(wait, Errand):
            threading.Thread(target=self._run, args=(walk, wait), daemon=True).start()
            return
        walk.deadline = monotonic() + wait.seconds
        self._waiting[wait.socket.fileno()] = walk
        self._looking.register(wait.socket, wait.event)

    def _left(self, number: int) -> _Walk[T]:
        self._looking.unregister(number)
        return self._waiting.pop(number)

    def _run(self, walk: _Walk[T], errand: Errand) -> None:
        errand.run()
        self._back.append(walk)
        with contextlib.suppress(OSError):  # nobody waits any more
            self._rope.send(b".")

    def _welcome(self) -> None:
        self._bell.recv(1 << 10)
        while self._back:
            walk = self._back.popleft()
            self._step(walk, walk.steps.send, None)
