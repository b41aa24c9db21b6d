"""Where mail goes: an SMTP server out of a URL, or a Maildir on this machine, behind the same two calls."""

import ssl
from pathlib import Path

from outreach.mail.letter import Transport


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
