"""A limit for what a server may take in all: a timeout for each octet is none for one that sends an octet a minute."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def within(seconds: float, line: socket.socket) -> Iterator[Callable[[], bool]]:
    """Hangs up `line`, whatever it was wrapped into meanwhile, when the block takes longer; tells whether it has."""
    over = threading.Event()
    # TLS takes the socket over and leaves an empty one: this one stays, and means the same line.
    with line.dup() as same:

        def hang_up() -> None:
            over.set()
            with contextlib.suppress(OSError):
                same.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield over.is_set
        finally:
            timer.cancel()
            timer.join()
