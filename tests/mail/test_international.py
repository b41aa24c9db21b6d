"""Addresses in every script (RFC 6530-6532): domains in A-labels, local parts as they are or not at all (R-25)."""

from collections.abc import Iterator

import pytest

from outreach.mail.addresses import deliverable, needs_smtputf8
from outreach.mail.letter import Letter
from outreach.mail.replies import RecipientRefused
from tests.letters import Alone, line_to
from tests.smtp_server import SmtpServer, serving

_LOCAL = ("zoe", "zoë", "зоя", "ζωή", "佐藤", "زوي", "זואי", "ज़ोई", "조이", "o'brien+press")
_DOMAINS = {
    "example.com": "example.com",
    "bücher.example.com": "xn--bcher-kva.example.com",
    "例え.example.com": "xn--r8jz45g.example.com",
    "пример.example.com": "xn--e1afmkfd.example.com",
}
ADDRESSES = [(f"{local}@{domain}", f"{local}@{ascii_}") for domain, ascii_ in _DOMAINS.items() for local in _LOCAL]


@pytest.fixture(scope="module", params=[True, False], ids=["offers SMTPUTF8", "lacks it"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[SmtpServer, Alone, bool]]:
    with serving(enable_SMTPUTF8=request.param) as made:
        line = line_to(made, timeout=20, end_timeout=20)
        yield made, line, request.param
        line.close()


def test_there_are_forty_addresses() -> None:
    assert len(ADDRESSES) == 40


@pytest.mark.parametrize(("address", "on_the_wire"), ADDRESSES, ids=[ascii(address) for address, _ in ADDRESSES])
def test_an_address_arrives_as_it_is_or_is_refused_and_never_mangled(
    server: tuple[SmtpServer, Alone, bool], address: str, on_the_wire: str
) -> None:
    made, line, offers = server
    made.record.clear()
    made.octets.clear()
    letter = Letter("press@example.org", deliverable(address), "<1@x>", b"Message-ID: <1@x>\r\n\r\nhello\r\n")

    if needs_smtputf8(address) and not offers:
        with pytest.raises(RecipientRefused, match="needs SMTPUTF8"):
            line.send(letter)
        assert (made.record, b"RCPT" in made.octets, b"DATA" in made.octets) == ([], False, False)
        return
    line.send(letter)

    assert [received.recipient for received in made.record] == [on_the_wire]
    assert f"RCPT TO:<{on_the_wire}>".encode() in made.octets
    assert (b"SMTPUTF8" in made.octets) is needs_smtputf8(address)
