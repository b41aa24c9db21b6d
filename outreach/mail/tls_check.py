"""How the line to the mail server is protected: seen by opening it once, without a login and without a letter."""

import ssl
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from outreach.mail import smtp_greeting
from outreach.mail.smtp_url import Security, Server

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line to the server. `protocol` is TLSv1.3 and the like, None where it is not protected."""

    protocol: str | None
    certificate_until: datetime | None = None
    offers_starttls: bool = False


def line_to(server: Server) -> Line:
    """What a line to `server` is like. Raises ServerUnavailable, also for a certificate that is not trusted."""
    smtp = smtp_greeting.dialled(replace(server, user=None, password=""), timeout=_SECONDS)
    try:
        if server.security is Security.PLAIN:
            return Line(None, offers_starttls=smtp.has_extn("starttls"))
        assert isinstance(smtp.sock, ssl.SSLSocket)
        return Line(smtp.sock.version(), _until(smtp.sock.getpeercert()))
    finally:
        smtp.close()


def _until(certificate: object) -> datetime | None:
    until = certificate.get("notAfter") if isinstance(certificate, dict) else None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC) if isinstance(until, str) else None
