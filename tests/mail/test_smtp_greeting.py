"""From a server's address to a line that is ready: certificates, logins, and servers that are not there."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from tests.letters import alone, at, letter, line_to
from tests.smtp_server import BREAK, HANG_UP, SmtpServer, serving

CERTIFICATES = Path(__file__).parents[1] / "samples" / "tls"


CANARY = "c4n4ry-s3cret"


@pytest.mark.parametrize("stage", ["connect", "ehlo"])
@pytest.mark.parametrize("action", [HANG_UP, BREAK, "421 4.3.2 closing", "451 4.7.1 later", 2.0], ids=str)
def test_trouble_before_mail_from_is_about_the_server(stage: str, action: str | float) -> None:
    with serving(at(stage, action)) as server, pytest.raises(ServerUnavailable, match=r"127\.0\.0\.1"):
        line_to(server).send(letter())

    assert server.record == []


@pytest.mark.parametrize("action", ["554 5.7.1 go away", "nonsense", "250"], ids=str)
def test_a_greeting_that_is_none_is_about_the_server(action: str) -> None:
    with serving(at("connect", action)) as server, pytest.raises(ServerUnavailable):
        line_to(server).send(letter())


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with serving() as server:
        pass
    with pytest.raises(ServerUnavailable, match="refused"):
        line_to(server).open()


def _server_side(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate)
    return context


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATES / "ca.pem")


@contextmanager
def _tls_server(scheme: str, certificate: str) -> Iterator[tuple[SmtpServer, str]]:
    """A server with this certificate, that lets zoe in, and its URL."""
    logins: list[tuple[str, bytes, bytes]] = []

    def authenticator(_smtp: object, _session: object, _envelope: object, how: str, data: LoginPassword) -> AuthResult:
        logins.append((how, data.login, data.password))
        return AuthResult(success=data.password == CANARY.encode(), handled=False)

    context = _server_side(certificate)
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True, "auth_required": True}
    if scheme == "smtps":  # aiosmtpd takes only STARTTLS for TLS
        options = {"implicit_tls": context, "auth_require_tls": False}
    with serving(authenticator=authenticator, **options) as server:
        server.logins = logins
        yield server, server.url.replace("smtp://127.0.0.1", f"{scheme}://zoe@localhost")


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
@pytest.mark.parametrize(
    ("certificate", "trusted", "problem"),
    [
        ("elsewhere.pem", True, "not trusted"),
        ("expired.pem", True, "expired"),
        ("good.pem", False, "not trusted"),
    ],
    ids=["wrong host", "expired", "unknown authority"],
)
def test_a_certificate_that_cannot_be_trusted_stops_everything(
    scheme: str, certificate: str, trusted: bool, problem: str
) -> None:
    with _tls_server(scheme, certificate) as (server, url):
        context = _trusting() if trusted else None
        line = alone(transport.smtp(url, password=CANARY, timeout=5, context=context))
        with pytest.raises(ServerUnavailable, match=problem) as failure:
            line.send(letter())

    assert server.logins == []
    assert server.record == []
    assert CANARY not in str(failure.value)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_trusted_server_gets_the_login_and_the_letters(scheme: str) -> None:
    with _tls_server(scheme, "good.pem") as (server, url):
        line = alone(transport.smtp(url, password=CANARY, timeout=5, context=_trusting()))
        line.send(letter(1))
        line.send(letter(2))
        line.close()

    assert server.logins == [("PLAIN", b"zoe", CANARY.encode())]
    assert set(server.copies.values()) == {1}
    assert CANARY.encode() not in server.octets


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_wrong_password_is_the_servers_word_without_the_password(scheme: str) -> None:
    with _tls_server(scheme, "good.pem") as (server, url):
        line = alone(transport.smtp(url, password=CANARY + "!", timeout=5, context=_trusting()))
        with pytest.raises(ServerUnavailable, match="does not let 'zoe' in: 535") as failure:
            line.send(letter())

    assert CANARY not in str(failure.value)
    assert server.record == []


def test_a_server_without_starttls_gets_neither_login_nor_letter(server: SmtpServer) -> None:
    url = server.url.replace("smtp://", "smtp+starttls://zoe@")
    line = alone(transport.smtp(url, password=CANARY, timeout=5))

    with pytest.raises(ServerUnavailable, match="offers no STARTTLS"):
        line.send(letter())

    assert b"AUTH" not in server.octets
    assert server.record == []


def test_we_greet_with_a_name_or_an_address(server: SmtpServer) -> None:
    line = line_to(server)
    line.open()
    line.close()

    greeted_as = server.octets.split(b"\r\n")[0].decode()
    assert greeted_as in (f"ehlo {socket.gethostname()}", "ehlo [127.0.0.1]")
