"""What goes over the wire: addresses that cannot break out, bodies that stay one message, SMTPUTF8."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.mail import wire
from outreach.mail.letter import Letter
from outreach.mail.replies import RecipientRefused
from tests.letters import letter, line_to
from tests.mail.test_addresses import HOSTILE
from tests.smtp_server import SmtpServer, serving


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


def test_a_message_that_is_too_large_is_refused_before_it_is_sent() -> None:
    with serving(data_size_limit=2000) as server:
        line = line_to(server)
        with pytest.raises(RecipientRefused, match=r"too large: .* octets, and the server takes 2,000 at most"):
            line.send(letter(body=b"x" * 60 + b"\r\n" * 2000))
        line.send(letter(body=b"small\r\n"))
        line.close()

    assert server.messages == 1
    assert len(server.record) == 1
