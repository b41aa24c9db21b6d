"""Servers that send an octet now and then, and never an end: nobody waits for them for ever (R-16)."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.mail.replies import OutcomeUnknown, RecipientDeferred
from tests.letters import alone, letter
from tests.raw_server import Heard, conversing

_FOR_EVER = 600  # octets, each after the pause: a minute


def trickle(line: socket.socket, first: bytes = b"") -> None:
    with suppress(OSError):
        line.sendall(first)
        for _ in range(_FOR_EVER):
            line.sendall(b"2")
            time.sleep(0.1)


def until(command: bytes, before_end: bytes = b"") -> Callable[[socket.socket, Heard], None]:
    """Greets, and says yes until the client says `command`: then it trickles."""

    def talk(line: socket.socket, heard: Heard) -> None:
        line.sendall(b"220 mx.example.org ESMTP\r\n")
        for said in heard.lines(line):
            if said.upper().startswith(command):
                trickle(line, before_end)
                return
            line.sendall(b"250-mx.example.org\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n")

    return talk


# A record of TLS that is announced with more octets than ever come.
_RECORD = b"\x16\x03\x03\x40\x00"
SLOW: dict[str, tuple[str, Callable[[socket.socket, Heard], None]]] = {
    "connect": ("smtp", lambda line, _heard: trickle(line)),
    "TLS": ("smtps", lambda line, _heard: trickle(line, _RECORD)),
    "EHLO": ("smtp", until(b"EHLO")),
    "STARTTLS": ("smtp+starttls", until(b"STARTTLS")),
    "TLS after STARTTLS": ("smtp+starttls", until(b"STARTTLS", b"220 go\r\n" + _RECORD)),
    "AUTH": ("smtp", until(b"AUTH")),
}


@pytest.mark.parametrize(("scheme", "talk"), SLOW.values(), ids=SLOW)
def test_a_greeting_that_trickles_is_given_up(scheme: str, talk: Callable[[socket.socket, Heard], None]) -> None:
    with conversing(talk) as server:
        url = f"{scheme}://zoe@127.0.0.1:{server.port}"
        line = alone(transport.smtp(url, password="c4n4ry", timeout=0.15, end_timeout=0.15))
        begun = time.monotonic()
        with pytest.raises(ServerUnavailable, match="try again later"):
            line.send(letter())

    assert time.monotonic() - begun < 10


def within_a_message(command: bytes) -> Callable[[socket.socket, Heard], None]:
    """Answers as a good server does, until the client says `command`."""

    def talk(line: socket.socket, heard: Heard) -> None:
        line.sendall(b"220 mx.example.org ESMTP\r\n")
        for said in heard.lines(line):
            if said.upper().startswith(command):
                trickle(line)
                return
            if said.upper() == b"DATA":
                line.sendall(b"354 go on\r\n")
            elif said[:4].upper() in (b"EHLO", b"MAIL", b"RCPT"):
                line.sendall(b"250 mx.example.org\r\n")

    return talk


@pytest.mark.parametrize(
    ("command", "raised"),
    [
        (b"MAIL", RecipientDeferred),
        (b"RCPT", RecipientDeferred),
        (b"DATA", RecipientDeferred),
        (b".", OutcomeUnknown),
    ],
    ids=["MAIL", "RCPT", "DATA", "the dot"],
)
def test_a_reply_that_trickles_is_no_reply(command: bytes, raised: type[Exception]) -> None:
    with conversing(within_a_message(command)) as server:
        url = f"smtp://127.0.0.1:{server.port}"
        line = alone(transport.smtp(url, timeout=0.5, end_timeout=0.5))
        begun = time.monotonic()
        with pytest.raises(raised):
            line.send(letter())

    assert time.monotonic() - begun < 5
