"""Where mail goes: an SMTP server out of a URL, or a Maildir on this machine, behind the same two calls."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message in its envelope: the addresses as the server is told them, and the octets."""

    sender: str
    recipient: str
    message_id: str
    content: bytes


class Connection(Protocol):
    """A line to where mail goes, used by one thread at a time and kept open between letters."""

    def open(self) -> None:
        """Make sure that somebody answers. Raises ServerUnavailable."""

    def send(self, letter: Letter) -> str:
        """Hand over `letter`; gives the server's reply. An old line that was closed meanwhile is opened again.

        Raises ServerUnavailable (the letter was not looked at), RecipientRefused, RecipientDeferred, OutcomeUnknown.
        """

    def close(self) -> None:
        """Say goodbye and hang up. Never raises."""

    def abort(self) -> None:
        """Hang up at once, from another thread: a `send` under way ends with what is true at its stage."""


class Transport(Protocol):
    """A place that takes mail. `where` names it for people, without a password."""

    @property
    def where(self) -> str:
        """The place, as shown to people."""

    def connection(self) -> Connection:
        """A new line to it, not yet open."""


def smtp(
    url: str,
    *,
    password: str | None = None,
    timeout: float = 60.0,
    end_timeout: float = 600.0,
    context: ssl.SSLContext | None = None,
) -> Transport:
    """The SMTP server at `url`: `smtp://`, `smtp+starttls://` or `smtps://` `[user[:password]@]host[:port]`.

    `timeout` is for each step, `end_timeout` for the answer to the final dot (10 minutes in RFC 5321 §4.5.3.2.6), both
    in seconds; `context` replaces the system's certificates. Nothing is opened. Raises InvalidValue, MissingSetting.
    """
    from outreach.mail.smtp import SmtpTransport
    from outreach.mail.smtp_url import Server

    server = Server.parse(url, password=password)
    return SmtpTransport(server, timeout=timeout, end_timeout=end_timeout, context=context)


def outbox(folder: Path) -> Transport:
    """The Maildir at `folder`, made when the first letter comes."""
    from outreach.mail.outbox import OutboxTransport

    return OutboxTransport(folder)
