"""From a server's address to a line that is ready for mail: connect, EHLO, STARTTLS, AUTH."""

import base64
import contextlib
import re
import smtplib
import socket
import ssl

from outreach.errors import ServerUnavailable
from outreach.mail import time_limit, tls_trouble
from outreach.mail.replies import shown
from outreach.mail.smtp_url import Security, Server

_STEPS = 5  # of the timeout, for all of the greeting, whoever counts the octets
_FULL_NAME = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def dialled(server: Server, *, timeout: float, context: ssl.SSLContext | None = None) -> smtplib.SMTP:
    """A line to `server`, greeted, secured and logged in. `timeout` is for each step, in seconds.

    Certificates and host names are checked; without STARTTLS where it was asked for, nothing is said (RFC 3207 §5).
    Raises ServerUnavailable with what to do, never with a password.
    """
    checked = context or (strict() if server.security is not Security.PLAIN else None)
    try:
        line = socket.create_connection((server.host, server.port), timeout=timeout)
    except OSError as error:
        raise _unreachable(server, _why(error)) from error
    with time_limit.within(_STEPS * timeout, line) as is_over, contextlib.ExitStack() as if_it_fails:
        if_it_fails.callback(line.close)
        try:
            # Small pieces go at once: Nagle's algorithm would hold each back for the receipt of the one before.
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp = smtplib.SMTP(local_hostname="-", timeout=timeout)  # our name comes later, see _own_name
            if_it_fails.callback(smtp.close)
            _expect_welcome(smtp, server, line, context=checked)
            _introduce(smtp, server, context=checked)
        except ServerUnavailable:
            if is_over():
                raise _unreachable(server, "it takes too long to greet us") from None
            raise
        if_it_fails.pop_all()
    return smtp


def _unreachable(server: Server, why: str) -> ServerUnavailable:
    return ServerUnavailable(f"cannot talk to {server} ({why}); check OUTREACH_SMTP_URL, or try again later")


def strict(cafile: str | None = None) -> ssl.SSLContext:
    """What TLS has to be: the server's name and chain checked, by `cafile` or by the system, and 1.2 at the least."""
    context = ssl.create_default_context(cafile=cafile)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _expect_welcome(smtp: smtplib.SMTP, server: Server, line: socket.socket, *, context: ssl.SSLContext | None) -> None:
    """Nothing, if the server's first words over `line`, inside TLS where it begins so, are welcoming."""
    smtp._host = server.host  # type: ignore[attr-defined] # what STARTTLS checks the certificate against
    smtp.sock = line
    try:
        if server.security is Security.TLS and context is not None:
            smtp.sock = context.wrap_socket(line, server_hostname=server.host)
        code, text = smtp.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _expect_protection(server, error)
        raise _unreachable(server, _why(error)) from error


def _introduce(smtp: smtplib.SMTP, server: Server, *, context: ssl.SSLContext | None) -> None:
    try:
        _greet(smtp, server)
        if server.security is Security.STARTTLS:
            _secure(smtp, server, context=context)
        if server.user is not None:
            _log_in(smtp, server)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _expect_protection(server, error)
        # Without its cause: what went wrong may hold what was sent, and that may be the password.
        why = _hidden(server, _why(error))
        raise ServerUnavailable(f"{server} broke off the greeting ({why}); try again later") from None


def _greet(smtp: smtplib.SMTP, server: Server) -> None:
    smtp.local_hostname = _own_name(smtp)
    code, text = smtp.ehlo()
    if code // 100 == 5:
        code, text = smtp.helo()
    if code != 250:
        raise ServerUnavailable(f"{server} does not take mail now: {shown(code, text)}; try again later")


def _own_name(smtp: smtplib.SMTP) -> str:
    """What we call ourselves: our host's full name, or the address we call from (RFC 5321 §4.1.3).

    The resolver, which smtplib would ask, can take minutes.
    """
    name = socket.gethostname()
    if _FULL_NAME.fullmatch(name):
        return name
    own = smtp.sock.getsockname()[0] if smtp.sock is not None else "127.0.0.1"
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _secure(smtp: smtplib.SMTP, server: Server, *, context: ssl.SSLContext | None) -> None:
    if not smtp.has_extn("starttls"):
        raise ServerUnavailable(f"{server} offers no STARTTLS; nothing was sent. Check the host and the port")
    smtp.starttls(context=context)
    _greet(smtp, server)


def _log_in(smtp: smtplib.SMTP, server: Server) -> None:
    assert server.user is not None
    code, text = _authenticated(smtp, server.user, server.password)
    if code not in (235, 503):
        reply = _hidden(server, shown(code, text))
        problem = f"{server} does not let {server.user!r} in: {reply}; check the user and OUTREACH_SMTP_PASSWORD"
        raise ServerUnavailable(problem)


def _hidden(server: Server, said: str) -> str:
    """What the server said without the password: some repeat a command that they do not like, and it holds it."""
    if not server.password:
        return said
    for secret in (server.password, f"\0{server.user}\0{server.password}"):
        said = said.replace(secret, "…").replace(base64.b64encode(secret.encode()).decode(), "…")
    return said


def _authenticated(smtp: smtplib.SMTP, user: str, password: str) -> tuple[int, bytes]:
    """The server's last word on who we are (RFC 4954)."""
    if "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
        # RFC 4616 has it in UTF-8; smtplib's own cannot do a password outside ASCII.
        secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        return smtp.docmd("AUTH", f"PLAIN {secret}")
    try:
        return smtp.login(user, password)
    except smtplib.SMTPAuthenticationError as error:
        return error.smtp_code, _octets(error.smtp_error)


def _expect_protection(server: Server, error: Exception) -> None:
    """Nothing, unless it was the line's protection that failed: that has sentences of its own."""
    if isinstance(error, ssl.SSLError) and not tls_trouble.is_of_the_line(error):
        raise ServerUnavailable(tls_trouble.sentence(server, error)) from None


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return shown(error.smtp_code, _octets(error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "it offers no login that we know"
    if isinstance(error, ssl.SSLError):
        return "it hung up in the middle of TLS"
    if isinstance(error, ValueError):
        return "it said what is no SMTP"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _octets(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
