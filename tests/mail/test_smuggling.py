"""A server that takes nearly anything for the end of a message still finds one message in each of ours (R-23).

Real ones differ in what they take for it (SMTP smuggling): this one takes them all. tests/mail/test_real_servers has
Postfix as Debian ships it, which is lenient, and Exim; test_smtp_envelopes has a strict one.
"""

import re
import socket

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.mail import transport
from tests.letters import alone, letter
from tests.raw_server import Heard, conversing

_LINE = re.compile(rb"\r\n|\n|\r")
_END = re.compile(rb"(?:^|\r\n|\n|\r)\.(?:\r\n|\n|\r(?!\n))")
_SMUGGLED = b"MAIL FROM:<evil@example.net>\r\nRCPT TO:<r1@example.com>\r\nDATA\r\nx"
_PIECES = [
    *(b"\r\n.\r\n", b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r\n.\n"),
    *(b".", b"..", b"\r", b"\n", b"\x00", b"x" * 999, _SMUGGLED),
]
bodies = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=8), max_size=12).map(b"".join)


class Lenient:
    """Takes every line end for one, and a dot between any two for the end; keeps each message that it finds."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    def __call__(self, line: socket.socket, heard: Heard) -> None:
        line.sendall(b"220 mx.example.org ESMTP\r\n")
        buffer, within = b"", False
        while piece := line.recv(65536):
            heard.octets += piece
            buffer += piece
            while found := (_END if within else _LINE).search(buffer):
                said, buffer = buffer[: found.start()], buffer[found.end() :]
                if within:
                    self.messages.append(said)
                within = not within and said.upper() == b"DATA"
                line.sendall(self._answer(said, within=within))

    def _answer(self, said: bytes, *, within: bool) -> bytes:
        if within:
            return b"354 go on\r\n"
        ehlo = said[:4].upper() == b"EHLO"
        return b"250-mx.example.org\r\n250 8BITMIME\r\n" if ehlo else b"250 2.0.0 ok\r\n"


def test_the_most_lenient_server_finds_one_message_in_each_of_ours() -> None:
    lenient, sent = Lenient(), 0

    with conversing(lenient) as server:
        line = alone(transport.smtp(f"smtp://127.0.0.1:{server.port}", timeout=20, end_timeout=20))

        @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
        @given(bodies)
        def one_message_is_one(body: bytes) -> None:
            nonlocal sent
            line.send(letter(body=body))
            sent += 1
            assert len(lenient.messages) == sent
            server.octets.clear()

        one_message_is_one()
        line.send(letter(body=b".\r\n..\r\n.x\r\n"))
        line.close()

    assert re.search(rb"(?<!\r)\n|\r(?!\n)", server.octets) is None
    assert lenient.messages[-1].endswith(b"\r\n\r\n..\r\n...\r\n..x")
