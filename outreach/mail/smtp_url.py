"""The URL of an SMTP server: how it is spoken to, where, and as whom."""

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from outreach.errors import InvalidValue, MissingSetting

_VARIABLE = "OUTREACH_SMTP_URL"
_EXAMPLE = "write it like smtps://user@mail.example.org:465"


class Security(StrEnum):
    """How the line is protected; the values are the schemes of the URL."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server and the account on it. Its password is never shown."""

    security: Security
    host: str
    port: int
    user: str | None = None
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.security}://{host}:{self.port}"

    @property
    def is_protected(self) -> bool:
        """Whether nobody on the way can read what is said: by TLS, or because it never leaves this machine."""
        return self.security is not Security.PLAIN or _is_this_machine(self.host)

    @classmethod
    def parse(cls, url: str, *, password: str | None = None) -> "Server":
        """The server that `url` names. A `password` given beside it wins over the one inside.

        Raises InvalidValue for a URL that cannot be read, and for one that would send the password in the clear to
        another machine; MissingSetting for an account without a password. No sentence holds the password.
        """
        parts = _split(url)
        user = unquote(parts.username) if parts.username else None
        secret = password or unquote(parts.password or "")
        security = Security(parts.scheme)
        server = cls(security, parts.hostname or "", parts.port or _PORTS[security], user, secret if user else "")
        _expect_safe(server)
        return server


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise InvalidValue(_VARIABLE, _hidden(url), f"cannot be read; {_EXAMPLE}") from None
    if parts.scheme not in set(Security):
        problem = f"must begin with smtp://, smtp+starttls:// or smtps://; {_EXAMPLE}"
        raise InvalidValue(_VARIABLE, _hidden(url), problem)
    host = parts.hostname or ""
    if not host or not host.isprintable() or " " in host or port == 0:
        raise InvalidValue(_VARIABLE, _hidden(url), f"names no server; {_EXAMPLE}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        problem = "has something after the port; write / ? # in a password as %2F %3F %23"
        raise InvalidValue(_VARIABLE, _hidden(url), problem)
    return parts


def _expect_safe(server: Server) -> None:
    if server.user is None:
        return
    if not server.password:
        raise MissingSetting("OUTREACH_SMTP_PASSWORD", f"{server} has the user {server.user!r}, and no password is set")
    if not server.is_protected:
        problem = "would send the password unprotected; write smtp+starttls:// or smtps://"
        raise InvalidValue(_VARIABLE, str(server), problem)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hidden(url: str) -> str:
    """`url` without anything that could be its password."""
    scheme, found, rest = url.partition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2]}" if found and "@" in rest else (url if found else "…")
