"""Twelve servers that show a certificate: the right ones get the login, the others not one octet of it (R-15)."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from outreach.errors import ServerUnavailable
from outreach.mail import smtp_greeting, transport
from tests.certificates import Owner, authority, issued, server_side, short_key
from tests.letters import alone, letter
from tests.raw_server import Heard, conversing
from tests.smtp_server import SmtpServer, serving

SECRET = "c4n4ry-s3cret"
_DAY = timedelta(days=1)
# A name for the loopback address with two dots in it, and no resolver has to know it: what a wildcard can stand for.
_DOTTED = "127.0.1"


@dataclass(frozen=True)
class Shown:
    """What a server shows (the file with its certificate), at which host, and what we say to it."""

    file: Path
    host: str = "localhost"
    problem: str | None = None


@pytest.fixture(scope="module")
def root() -> Owner:
    return authority("Root of the tests")


@pytest.fixture(scope="module")
def shown(root: Owner, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    folder, middle = tmp_path_factory.mktemp("certificates"), authority("Middle", by=root)

    def file(name: str, owner: Owner, *chain: Owner) -> Path:
        return owner.written(folder / f"{name}.pem", *chain)

    return {
        "valid": Shown(file("valid", issued("localhost", by=root))),
        "with its intermediate": Shown(file("chain", issued("localhost", by=middle), middle)),
        "wildcard": Shown(file("wildcard", issued("*.0.1", by=root)), _DOTTED),
        "IP address": Shown(file("ip", issued("127.0.0.1", by=root)), "127.0.0.1"),
        # We ask no list of revoked certificates (docs/decisions/0034): for us it is valid until it expires.
        "revoked": Shown(file("revoked", issued("localhost", by=root))),
        "expired": Shown(
            file("expired", issued("localhost", by=root, since=-9 * _DAY, until=-_DAY)), problem="it has expired"
        ),
        "not yet valid": Shown(file("early", issued("localhost", by=root, since=_DAY)), problem="it is not valid yet"),
        "another host": Shown(file("other", issued("mail.example.org", by=root)), problem="it is for another name"),
        "another address": Shown(
            file("address", issued("127.0.0.2", by=root)), "127.0.0.1", problem="it is for another name"
        ),
        "self-signed": Shown(file("self", issued("localhost")), problem="it is self-signed"),
        "weak key": Shown(file("weak", issued("localhost", by=root, key=short_key())), problem="a key too short"),
        "without its intermediate": Shown(
            file("missing", issued("localhost", by=middle)), problem="send the intermediate certificates along"
        ),
        "an unknown authority": Shown(
            file("unknown", issued("localhost", by=(stranger := authority("Stranger"))), stranger),
            problem="an authority that this machine does not know",
        ),
    }


RIGHT = ("valid", "with its intermediate", "wildcard", "IP address", "revoked")
WRONG = (
    *("expired", "not yet valid", "another host", "another address"),
    *("self-signed", "weak key", "without its intermediate", "an unknown authority"),
)
SCHEMES = ("smtps", "smtp+starttls")


@pytest.fixture(scope="module")
def trusting(root: Owner, tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return smtp_greeting.strict(str(root.trusted(tmp_path_factory.mktemp("root") / "root.pem")))


@contextmanager
def listening(scheme: str, context: ssl.SSLContext) -> Iterator[SmtpServer]:
    """A server that lets everybody in who has the right password."""
    logins: list[tuple[str, bytes, bytes]] = []

    def authenticator(_smtp: object, _session: object, _envelope: object, how: str, said: Any) -> AuthResult:
        logins.append((how, said.login, said.password))
        return AuthResult(success=said.password == SECRET.encode(), handled=False)

    options: dict[str, Any] = {"tls_context": context, "require_starttls": True, "auth_required": True}
    if scheme == "smtps":  # aiosmtpd takes only STARTTLS for TLS
        options = {"implicit_tls": context, "auth_require_tls": False}
    with serving(authenticator=authenticator, **options) as server:
        server.logins = logins
        yield server


def sent(scheme: str, host: str, port: int, trusting: ssl.SSLContext) -> str:
    url = f"{scheme}://zoe@{host}:{port}"
    line = alone(transport.smtp(url, password=SECRET, timeout=5, context=trusting))
    try:
        return line.send(letter())
    finally:
        line.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", RIGHT)
def test_a_certificate_that_is_right_gets_the_login(
    name: str, scheme: str, shown: dict[str, Shown], trusting: ssl.SSLContext
) -> None:
    with listening(scheme, server_side(shown[name].file)) as server:
        assert sent(scheme, shown[name].host, server.port, trusting).startswith("250")

    assert server.logins == [("PLAIN", b"zoe", SECRET.encode())]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", WRONG)
def test_a_certificate_that_is_wrong_gets_nothing_and_we_say_why_and_what_to_do(
    name: str, scheme: str, shown: dict[str, Shown], trusting: ssl.SSLContext
) -> None:
    with listening(scheme, server_side(shown[name].file)) as server, pytest.raises(ServerUnavailable) as told:
        sent(scheme, shown[name].host, server.port, trusting)

    expect_that_nothing_was_said(server, str(told.value), problem=shown[name].problem or "")


def test_every_wrong_certificate_has_a_sentence_of_its_own(shown: dict[str, Shown]) -> None:
    problems = {shown[name].problem for name in WRONG}

    assert len(problems) == len(WRONG) - 1  # a wrong name and a wrong address are one thing
    assert len(shown) >= 12


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_server_with_old_tls_only_gets_nothing(
    scheme: str, shown: dict[str, Shown], trusting: ssl.SSLContext
) -> None:
    context = server_side(shown["valid"].file)
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1

    def talk(line: socket.socket, heard: Heard) -> None:
        if scheme == "smtp+starttls":
            answer_until_starttls(line, heard)
        with context.wrap_socket(line, server_side=True) as protected:
            list(heard.lines(protected))

    with conversing(talk) as server, pytest.raises(ServerUnavailable) as told:
        sent(scheme, "localhost", server.port, trusting)

    assert "speaks only TLS older than 1.2" in str(told.value)
    assert "AUTH" not in server.octets.decode("latin-1").upper()


def answer_until_starttls(line: socket.socket, heard: Heard, *, go: bytes = b"220 2.0.0 go\r\n") -> None:
    line.sendall(b"220 mx.example.org ESMTP\r\n")
    for said in heard.lines(line):
        if said.upper() == b"STARTTLS":
            line.sendall(go)
            return
        line.sendall(b"250-mx.example.org\r\n250 STARTTLS\r\n")


INJECTED = {
    "a second greeting": b"250-mx.example.org\r\n250-AUTH PLAIN\r\n250 DSN\r\n",
    "a yes to everything": b"250 yes\r\n235 yes\r\n250 yes\r\n250 yes\r\n354 go on\r\n250 2.0.0 taken\r\n",
    "a refusal": b"550 5.7.1 never\r\n",
    "half a line": b"250-what fol",
}


@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_what_was_said_in_the_clear_before_tls_is_not_heard_after_it(
    injected: bytes, shown: dict[str, Shown], trusting: ssl.SSLContext
) -> None:
    context, record = server_side(shown["valid"].file), list[bytes]()

    def talk(line: socket.socket, heard: Heard) -> None:
        # In one piece with the answer to STARTTLS: whoever is on the way can put it there.
        answer_until_starttls(line, heard, go=b"220 2.0.0 go\r\n" + injected)
        with context.wrap_socket(line, server_side=True) as protected:
            serve(protected, heard, record)

    with conversing(talk) as server:
        reply = sent("smtp+starttls", "localhost", server.port, trusting)

    assert reply == "250 2.0.0 taken for good"
    assert len(record) == 1
    assert b"DSN" not in record[0]


def serve(line: socket.socket, heard: Heard, record: list[bytes]) -> None:
    """A server that takes every letter, whether its lines come one by one or together."""
    said, within = list[bytes](), False
    for words in heard.lines(line):
        said.append(words)
        verb = words.partition(b" ")[0].upper()
        if within:
            within = words != b"."
            if not within:
                record.append(b"\r\n".join(said))
                line.sendall(b"250 2.0.0 taken for good\r\n")
        elif verb == b"EHLO":
            line.sendall(b"250-mx.example.org\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n")
        elif verb == b"DATA":
            within = True
            line.sendall(b"354 go on\r\n")
        else:
            line.sendall(b"235 2.7.0 welcome\r\n" if verb == b"AUTH" else b"250 2.0.0 ok\r\n")


def test_a_server_without_starttls_gets_nothing(trusting: ssl.SSLContext) -> None:
    with serving() as server, pytest.raises(ServerUnavailable) as told:
        sent("smtp+starttls", "localhost", server.port, trusting)

    expect_that_nothing_was_said(server, str(told.value), problem="offers no STARTTLS")


def test_a_server_that_speaks_plainly_where_tls_should_begin_gets_nothing(trusting: ssl.SSLContext) -> None:
    with serving() as server, pytest.raises(ServerUnavailable) as told:
        sent("smtps", "localhost", server.port, trusting)

    expect_that_nothing_was_said(server, str(told.value), problem="does not begin with TLS")


def expect_that_nothing_was_said(server: SmtpServer, told: str, *, problem: str) -> None:
    assert problem in told
    assert "nothing was sent. " in told
    assert "AUTH" not in server.octets.decode("latin-1").upper()
    assert (server.logins, server.record, server.messages) == ([], [], 0)
    assert SECRET not in told
