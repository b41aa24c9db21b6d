"""Letters to a test server, and the line that they go over."""

from outreach.mail import transport
from outreach.mail.letter import Connection, Letter
from tests.smtp_server import Script, SmtpServer


def letter(number: int = 1, *, to: str | None = None, body: bytes = b"hello\r\n") -> Letter:
    identifier = f"<{number}@example.org>"
    content = f"Message-ID: {identifier}\r\n\r\n".encode() + body
    return Letter("press@example.org", f"r{number}@example.com" if to is None else to, identifier, content)


def line_to(server: SmtpServer, **options: float) -> Connection:
    return transport.smtp(server.url, **{"timeout": 0.5, "end_timeout": 0.5} | options).connection()


def at(stage: str, action: str | float) -> Script:
    """The second message, or the first visit, fails at `stage`."""
    return lambda visit: action if visit.stage == stage and visit.message in (0, 2) else None
