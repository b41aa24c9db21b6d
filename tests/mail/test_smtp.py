"""Every stage at which a server can fail, against a real one: what is raised is what is true."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.errors import ServerUnavailable
from outreach.mail import transport, wire
from outreach.mail.replies import OutcomeUnknown, RecipientDeferred, RecipientRefused
from outreach.mail.transport import Connection, Letter
from tests.mail.test_addresses import HOSTILE
from tests.smtp_server import BREAK, HANG_UP, Script, SmtpServer, Visit, serving

CERTIFICATES = Path(__file__).parents[1] / "samples" / "tls"
CANARY = "c4n4ry-s3cret"
# More than two sockets can hold: nobody has got all of it who has not read it.
_LARGE = (b"x" * 76 + b"\r\n") * 270_000


def letter(number: int = 1, *, to: str | None = None, body: bytes = b"hello\r\n") -> Letter:
    identifier = f"<{number}@example.org>"
    content = f"Message-ID: {identifier}\r\n\r\n".encode() + body
    return Letter("press@example.org", f"r{number}@example.com" if to is None else to, identifier, content)


def line_to(server: SmtpServer, **options: float) -> Connection:
    return transport.smtp(server.url, **{"timeout": 0.5, "end_timeout": 0.5} | options).connection()


def at(stage: str, action: str | float) -> Script:
    """The second message, or the first visit, fails at `stage`."""
    return lambda visit: action if visit.stage == stage and visit.message in (0, 2) else None


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with serving() as made:
        yield made


def test_letters_go_over_one_kept_open_line(server: SmtpServer) -> None:
    line = line_to(server)

    replies = [line.send(letter(number)) for number in range(1, 6)]
    line.close()

    assert replies == [f"250 2.0.0 taken as {number}" for number in range(1, 6)]
    assert server.connections == 1
    assert [received.message_id for received in server.record] == [f"<{number}@example.org>" for number in range(1, 6)]


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


LOST = "connection lost before the message was complete"
STAGES: list[tuple[str, str | float, type[Exception], str]] = [
    *(("rcpt", action, RecipientDeferred, LOST) for action in (HANG_UP, BREAK, 2.0)),
    *(("data", action, RecipientDeferred, LOST) for action in (HANG_UP, BREAK, 2.0)),
    *(("end", action, OutcomeUnknown, "before the server's answer") for action in (HANG_UP, BREAK, 2.0)),
    *(("ended", action, OutcomeUnknown, "before the server's answer") for action in (HANG_UP, BREAK, 2.0)),
    *((stage, "451 4.7.1 later", RecipientDeferred, "^451 4.7.1 later$") for stage in ("mail", "rcpt", "data", "end")),
    *((stage, "550 5.1.1 no", RecipientRefused, "^550 5.1.1 no$") for stage in ("mail", "rcpt", "data", "end")),
    *((stage, "421 4.3.2 bye", RecipientDeferred, "^421 4.3.2 bye$") for stage in ("rcpt", "data", "end")),
    *((stage, "299 what", RecipientDeferred, "^299 what$") for stage in ("rcpt", "data")),
    *((stage, "nonsense", RecipientDeferred, "^-1") for stage in ("rcpt", "data")),
    ("end", "nonsense", OutcomeUnknown, "an answer that is none"),
    ("end", "354 go on", OutcomeUnknown, "an answer that is none"),
    *((stage, "530 5.7.0 log in", ServerUnavailable, "does not accept us") for stage in ("mail", "rcpt", "data")),
]


@pytest.mark.parametrize(
    ("stage", "action", "raised", "reply"), STAGES, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_each_stage_fails_as_what_it_is_and_the_next_letter_goes(
    stage: str, action: str | float, raised: type[Exception], reply: str
) -> None:
    with serving(at(stage, action)) as server:
        line = line_to(server)
        line.send(letter(1))
        with pytest.raises(raised) as failure:
            line.send(letter(2))
        line.send(letter(3))
        line.close()

    assert re.search(reply, getattr(failure.value, "reply", str(failure.value)))
    assert server.copies["r1@example.com"] == server.copies["r3@example.com"] == 1
    assert server.copies["r2@example.com"] == (1 if stage == "ended" else 0)


@pytest.mark.parametrize(
    "action", [HANG_UP, BREAK, "421 4.7.0 too many messages on this connection", "299 what", "nonsense", 2.0], ids=str
)
def test_a_kept_open_line_that_the_server_has_closed_is_opened_again(action: str | float) -> None:
    with serving(at("mail", action)) as server:
        line = line_to(server)
        replies = [line.send(letter(number)) for number in (1, 2, 3)]
        line.close()

    assert [reply[:3] for reply in replies] == ["250", "250", "250"]
    assert set(server.copies.values()) == {1}
    assert server.connections == 2


def test_a_line_that_breaks_in_a_large_message_was_before_its_end() -> None:
    with serving(at("content", HANG_UP)) as server:
        line = line_to(server, timeout=5)
        line.send(letter(1))
        with pytest.raises(RecipientDeferred, match=LOST):
            line.send(letter(2, body=_LARGE))
        line.close()

    assert server.copies == {"r1@example.com": 1}


def test_a_server_that_speaks_before_the_end_is_heard() -> None:
    with serving(at("content", "552 5.3.4 too big")) as server:
        line = line_to(server, timeout=5)
        line.send(letter(1))
        with pytest.raises((RecipientRefused, RecipientDeferred)):
            line.send(letter(2, body=_LARGE))
        line.send(letter(3))
        line.close()

    assert server.copies == {"r1@example.com": 1, "r3@example.com": 1}


def test_a_slow_server_is_waited_for_within_the_timeouts() -> None:
    with serving(lambda visit: 0.2 if visit.stage in ("mail", "rcpt", "data", "end") else None) as server:
        line = line_to(server)
        line.send(letter())
        line.close()

    assert len(server.record) == 1


def test_abort_wakes_a_line_that_waits_for_an_answer(server: SmtpServer) -> None:
    def slow(visit: Visit) -> float | None:
        return 30.0 if visit.stage == "end" else None

    server.script = slow
    line = line_to(server, timeout=60, end_timeout=60)
    line.open()
    threading.Timer(0.2, line.abort).start()
    with pytest.raises(OutcomeUnknown):
        line.send(letter())
    with pytest.raises(ServerUnavailable, match="hung up"):
        line.send(letter())


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_a_hostile_address_costs_not_one_octet(server: SmtpServer, address: str) -> None:
    line = line_to(server)

    with pytest.raises(RecipientRefused):
        line.send(letter(to=address))
    with pytest.raises(RecipientRefused):
        line.send(Letter(address, "r1@example.com", "<1@example.org>", b"\r\n"))

    assert bytes(server.octets) == b""
    assert server.connections == 0


_PIECES = [
    b"\r\n.\r\n",
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\r",
    b".",
    b"..",
    b"\r",
    b"\n",
    b"x" * 70,
    b"\r\nMAIL FROM:<a@b>",
]


def test_no_body_is_two_messages_for_the_server(server: SmtpServer) -> None:
    line = line_to(server, timeout=10, end_timeout=10)

    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(st.sampled_from(_PIECES) | st.binary(max_size=8), max_size=12).map(b"".join))
    def arrives_once_and_unchanged(body: bytes) -> None:
        server.record.clear()

        sent = letter(body=body)
        line.send(sent)

        assert [received.content for received in server.record] == [wire.normalised(sent.content)]

    arrives_once_and_unchanged()
    line.close()


EAI = "зоя@example.com"


def test_a_local_part_outside_ascii_goes_to_a_server_that_can() -> None:
    with serving(enable_SMTPUTF8=True) as server:
        line = line_to(server)
        line.send(letter(1, to=EAI))
        line.send(letter(2))
        line.close()

    assert server.copies == {EAI: 1, "r2@example.com": 1}
    assert b" BODY=8BITMIME SMTPUTF8\r\n" in server.octets
    assert server.octets.count(b"SMTPUTF8") == 1


def test_a_local_part_outside_ascii_is_refused_where_the_server_cannot(server: SmtpServer) -> None:
    line = line_to(server)

    with pytest.raises(RecipientRefused, match="needs SMTPUTF8"):
        line.send(letter(1, to=EAI))
    line.send(letter(2))
    line.close()

    assert server.copies == {"r2@example.com": 1}


def test_a_domain_outside_ascii_is_never_sent_as_it_is(server: SmtpServer) -> None:
    with pytest.raises(RecipientRefused, match=r"xn--bcher-kva\.example\.com"):
        line_to(server).send(letter(to="zoe@bücher.example.com"))

    assert server.connections == 0


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
        line = transport.smtp(url, password=CANARY, timeout=5, context=context).connection()
        with pytest.raises(ServerUnavailable, match=problem) as failure:
            line.send(letter())

    assert server.logins == []
    assert server.record == []
    assert CANARY not in str(failure.value)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_trusted_server_gets_the_login_and_the_letters(scheme: str) -> None:
    with _tls_server(scheme, "good.pem") as (server, url):
        line = transport.smtp(url, password=CANARY, timeout=5, context=_trusting()).connection()
        line.send(letter(1))
        line.send(letter(2))
        line.close()

    assert server.logins == [("PLAIN", b"zoe", CANARY.encode())]
    assert set(server.copies.values()) == {1}
    assert CANARY.encode() not in server.octets


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_wrong_password_is_the_servers_word_without_the_password(scheme: str) -> None:
    with _tls_server(scheme, "good.pem") as (server, url):
        line = transport.smtp(url, password=CANARY + "!", timeout=5, context=_trusting()).connection()
        with pytest.raises(ServerUnavailable, match="does not let 'zoe' in: 535") as failure:
            line.send(letter())

    assert CANARY not in str(failure.value)
    assert server.record == []


def test_a_server_without_starttls_gets_neither_login_nor_letter(server: SmtpServer) -> None:
    url = server.url.replace("smtp://", "smtp+starttls://zoe@")
    line = transport.smtp(url, password=CANARY, timeout=5).connection()

    with pytest.raises(ServerUnavailable, match="offers no STARTTLS"):
        line.send(letter())

    assert b"AUTH" not in server.octets
    assert server.record == []


def test_what_a_server_says_is_written_on_one_line() -> None:
    with serving(at("rcpt", "550-5.1.1 no\r\n550 5.1.1 such \x1b[31muser")) as server:
        line = line_to(server)
        line.send(letter(1))
        with pytest.raises(RecipientRefused) as refusal:
            line.send(letter(2))
        line.close()

    assert refusal.value.reply == "550 5.1.1 no 5.1.1 such ?[31muser"


def test_we_greet_with_a_name_or_an_address(server: SmtpServer) -> None:
    line = line_to(server)
    line.open()
    line.close()

    greeted_as = server.octets.split(b"\r\n")[0].decode()
    assert greeted_as in (f"ehlo {socket.gethostname()}", "ehlo [127.0.0.1]")
