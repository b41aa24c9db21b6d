"""Letters to a test server, and the line that they go over."""

from dataclasses import dataclass

from outreach.mail import transport
from outreach.mail.letter import Connection, Letter, Transport
from outreach.mail.steps import walked
from tests.smtp_server import Script, SmtpServer


@dataclass(frozen=True)
class Alone:
    """A line with nobody beside it: each letter is waited for."""

    line: Connection

    def open(self) -> None:
        self.line.open()

    def send(self, letter: Letter) -> str:
        return walked(self.line.sending(letter))

    def close(self) -> None:
        walked(self.line.closing())

    def abort(self) -> None:
        self.line.abort()


def alone(place: Transport) -> Alone:
    """A line of its own to a place."""
    return Alone(place.connection())


def letter(number: int = 1, *, to: str | None = None, body: bytes = b"hello\r\n") -> Letter:
    identifier = f"<{number}@example.org>"
    content = f"Message-ID: {identifier}\r\n\r\n".encode() + body
    return Letter("press@example.org", f"r{number}@example.com" if to is None else to, identifier, content)


def line_to(server: SmtpServer, **options: float) -> Alone:
    return alone(transport.smtp(server.url, **{"timeout": 0.5, "end_timeout": 0.5} | options))


def at(stage: str, action: str | float) -> Script:
    """The second message, or the first visit, fails at `stage`."""
    return lambda visit: action if visit.stage == stage and visit.message in (0, 2) else None
