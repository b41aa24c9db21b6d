"""A line to an SMTP server that has been greeted: several commands in one write, and each reply as it was said.

smtplib greets, secures and logs in (see smtp_greeting). After that every letter would cost it a wait for each command;
here commands can go together where the server offers PIPELINING (RFC 2920), and one thread serves many lines. What was
said is read by ourselves, so that we know when the server has spoken and nobody has asked.
"""

import contextlib
import select
import smtplib
import socket
import ssl
from time import monotonic

from outreach.mail.steps import READ, WRITE, Steps, Until

# A reply's line has 512 octets at most (RFC 5321 §4.5.3.1.5); some servers take more, none needs as much as this.
_LONGEST_LINE = 1 << 13
_LONGEST_REPLY = 1 << 16
_AT_ONCE = 1 << 16
_GOODBYE = 4.0  # seconds

Reply = tuple[int, bytes]


class LineBroken(Exception):
    """The line is gone, or the server has been silent for too long, or does not stop talking."""


class Line:
    """A greeted line, used by one thread at a time; `hang_up` may come from another. `patience` is for each wait."""

    def __init__(self, smtp: smtplib.SMTP, *, patience: float) -> None:
        assert smtp.sock is not None
        self._smtp, self._socket = smtp, smtp.sock
        self._socket.setblocking(False)
        self._heard = bytearray()
        self._looking = select.poll()
        self._looking.register(self._socket, select.POLLIN)
        self.patience = patience
        self.pipelines = self.offers("pipelining")

    def offers(self, extension: str) -> bool:
        """Whether the server said so at EHLO."""
        return bool(self._smtp.has_extn(extension))

    @property
    def largest(self) -> int | None:
        """The largest message that the server takes, in octets (RFC 1870 §4); None where it does not say."""
        limit = self._smtp.esmtp_features.get("size", "").strip()
        return int(limit) or None if limit.isdecimal() else None

    def say(self, *commands: str) -> Steps[None]:
        """Write `commands`, in one piece. Raises LineBroken."""
        if any("\r" in command or "\n" in command for command in commands):
            raise AssertionError("a command that would be two")
        yield from self.put("".join(f"{command}\r\n" for command in commands).encode())

    def put(self, octets: bytes) -> Steps[None]:
        """Write `octets`, with our patience for each piece that the other side takes. Raises LineBroken."""
        left = memoryview(octets)
        while left:
            try:
                left = left[self._socket.send(left) :]
            except (BlockingIOError, ssl.SSLWantWriteError):
                yield from self._until(WRITE)
            except ssl.SSLWantReadError:
                yield from self._until(READ)
            except (OSError, ValueError) as error:
                raise LineBroken from error

    def _until(self, event: int, *, by: float | None = None) -> Steps[None]:
        seconds = self.patience if by is None else by - monotonic()
        if seconds <= 0:
            raise LineBroken
        try:
            yield Until(self._socket, event, seconds)
        except TimeoutError as error:
            raise LineBroken from error

    def reply(self) -> Steps[Reply]:
        """The server's next reply: its code and its text; -1 for what is none. Raises LineBroken.

        Our patience is for all of it: a server that says an octet a minute says nothing.
        """
        texts, size, by = [], 0, monotonic() + self.patience
        while True:
            line = yield from self._read_line(by)
            size += len(line)
            if size > _LONGEST_REPLY:
                raise LineBroken
            texts.append(line[4:].strip(b" \t\r\n"))
            code = int(line[:3]) if line[:3].isdigit() else -1
            if code == -1 or line[3:4] != b"-":
                return code, b"\n".join(texts)

    def _read_line(self, by: float) -> Steps[bytes]:
        while (end := self._heard.find(b"\n") + 1) == 0:
            if len(self._heard) > _LONGEST_LINE:
                raise LineBroken
            self._heard += yield from self._received(by)
        if end > _LONGEST_LINE:
            raise LineBroken
        line = bytes(self._heard[:end])
        del self._heard[:end]
        return line

    def _received(self, by: float) -> Steps[bytes]:
        """What comes next, at least an octet. Raises LineBroken, also when nothing has come `by` then."""
        while True:
            try:
                if octets := self._socket.recv(_AT_ONCE):
                    return octets
            except (BlockingIOError, ssl.SSLWantReadError):
                yield from self._until(READ, by=by)
            except ssl.SSLWantWriteError:
                yield from self._until(WRITE, by=by)
            except (OSError, ValueError) as error:
                raise LineBroken from error
            else:
                raise LineBroken

    def has_spoken(self) -> bool:
        """Whether something has come from the server, or the end of the line, while it should only listen.

        Inside TLS what has come may be TLS's own, and is not looked at before it is read.
        """
        if self._heard:
            return True
        if isinstance(self._socket, ssl.SSLSocket):
            return False
        return bool(self._looking.poll(0))

    def goodbye(self) -> Steps[None]:
        """QUIT, with little patience, and hang up."""
        self.patience = _GOODBYE
        with contextlib.suppress(LineBroken):
            yield from self.say("QUIT")
            yield from self.reply()
        self.close()

    def close(self) -> None:
        """Let go of the socket."""
        self._smtp.close()

    def hang_up(self) -> None:
        """Shut the socket down under whoever waits for it in another thread."""
        with contextlib.suppress(OSError):
            # Not SSLSocket's own: it forgets its encryption first, and the other thread may be writing.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
