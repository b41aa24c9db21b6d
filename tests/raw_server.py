"""A server on loopback that does to the octets what no library would: one conversation, in a thread."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Heard:
    """Where the server is, and all that it has been told, inside TLS and outside."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.octets = bytearray()

    def lines(self, line: socket.socket) -> Iterator[bytes]:
        """The lines that a client says, until it hangs up."""
        rest = b""
        while piece := line.recv(65536):
            self.octets += piece
            *lines, rest = (rest + piece).split(b"\r\n")
            yield from lines


@contextmanager
def conversing(talk: Callable[[socket.socket, Heard], None]) -> Iterator[Heard]:
    """Every client is talked to by `talk`, one after another; what breaks the line ends the talk."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard = Heard(listening.getsockname()[1])

        def work() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    line.settimeout(5)
                    with line, suppress(OSError):
                        talk(line, heard)

        thread = threading.Thread(target=work, name="raw server", daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)
