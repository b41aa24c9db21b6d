"""What real servers make of our mail: Debian's Postfix and Exim take it and pass it on as it was (R-23, R-25, R-27)."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import dkim
import pytest

from outreach.mail import compose, dsn, signing, transport, wire
from outreach.mail.letter import Letter
from outreach.model.message import Attachment, Parts
from tests.dkim_keys import DOMAIN, by_opendkim, ed25519_key, rsa_key
from tests.letters import alone
from tests.mail.test_compose import HEADING, PDF, ZOE
from tests.real_servers import CERTIFICATE, SERVERS, Hop, as_sent
from tests.smtp_server import Visit, good


@pytest.fixture(scope="module", params=SERVERS)
def started(request: pytest.FixtureRequest) -> Iterator[Hop]:
    with SERVERS[request.param]() as hop:
        yield hop


@pytest.fixture
def hop(started: Hop) -> Hop:
    """A real server whose far end has nothing yet."""
    started.beyond.script = good
    started.beyond.record.clear()
    return started


class Keys:
    """What signs, and what two strangers verify with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = {"rsa": rsa_key(folder / "rsa.pem"), "ed": ed25519_key(folder / "ed.pem")}
        keys = [signing.key(folder / f"{name}.pem", selector=name, domain=DOMAIN) for name in self.records]
        self.sign = signing.signer(keys)

    def expect_believed(self, message: bytes) -> None:
        """Nothing, if OpenDKIM and dkimpy believe both signatures."""
        assert by_opendkim(message, self.records, self.folder) == "pass"
        found = {f"{name}._domainkey.{DOMAIN}.": record.encode() for name, record in self.records.items()}
        for number in range(len(found)):
            assert dkim.DKIM(message).verify(idx=number, dnsfunc=lambda name, timeout=5: found[name.decode()])


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


def composed(text: str, *, files: tuple[Attachment, ...] = (), heading: compose.Heading = HEADING) -> bytes:
    return compose.message(heading, Parts("Talks open", text, f"<p>{text}</p>"), to=ZOE, key="k", attachments=files)


_HEAD = b"From: press@example.org\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\n"
_LONGEST = b"x" * wire.LONGEST_LINE + b"\r\n"
MESSAGES = {
    "plain": composed("Talks open on Tuesday.\n"),
    "letters of every script": composed("Zoë, Łukasz, Άννα, Зоя\n"),
    "mostly outside ASCII": composed("移民会谈在维也纳开幕\n" * 20),
    "with an attachment": composed("See the fact sheet.\n", files=(PDF,)),
    "lines that begin with a dot": composed(".\n..\n.hidden\n\n.\n"),
    "a dot on every line as octets": _HEAD + b".\r\n..\r\n...\r\n.x\r\n.\r\n",
    "lines of 998 octets": _HEAD + _LONGEST * 3 + b"." + _LONGEST[1:],
    "no line end at the end": _HEAD + b"The end",
    "an empty body": _HEAD,
    "a megabyte": composed("Large.\n", files=(replace(PDF, content=bytes(range(256)) * 4096),)),
}


def letter(content: bytes, *, number: int = 1, to: str = "zoe@example.com") -> Letter:
    return Letter("press@example.org", to, f"<{number}@example.org>", content)


def expect_unchanged(hop: Hop, url: str, messages: list[bytes], *, context: ssl.SSLContext | None = None) -> None:
    """Nothing, if each message came out once, as it went in."""
    line = alone(transport.smtp(url, timeout=20, end_timeout=20, context=context))
    for number, message in enumerate(messages):
        assert line.send(letter(message, to=f"r{number}@example.com")).startswith("250")
    line.close()
    out = {received.recipient: as_sent(received) for received in hop.passed_on(len(messages))}

    assert [out[f"r{number}@example.com"] for number in range(len(messages))] == list(map(wire.normalised, messages))
    assert set(hop.beyond.copies.values()) == {1}


def test_what_we_send_comes_out_as_it_went_in_and_signatures_hold(hop: Hop, keys: Keys) -> None:
    signed = [keys.sign(message) + message for message in MESSAGES.values() if message.startswith(b"From: =")]

    expect_unchanged(hop, hop.url, [*MESSAGES.values(), *signed])

    believed = [received.content for received in hop.beyond.record if b"DKIM-Signature:" in received.content]
    for content in believed:
        keys.expect_believed(content)
    assert len(believed) == len(signed) >= 6


def test_a_line_is_protected_where_the_server_offers_it(hop: Hop) -> None:
    trusting = ssl.create_default_context(cafile=CERTIFICATE.with_name("ca.pem"))

    expect_unchanged(hop, hop.secure_url, [MESSAGES["plain"], MESSAGES["lines of 998 octets"]], context=trusting)


_TRICKS = [
    b"\r\n.\r\n",
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\r",
    b"\r.\r\n",
    b"\n.\r",
    b"\r\n.\n",
    b"\r\r.\r\r",
    b".",
]
_SECOND = b"MAIL FROM:<evil@example.net>\r\nRCPT TO:<zoe@example.com>\r\nDATA\r\nFrom: evil@example.net\r\n\r\nx"


def test_no_body_becomes_a_second_message(hop: Hop) -> None:
    bodies = [b"a" + first + second + _SECOND + first + b"b" for first, second in product(_TRICKS, _TRICKS[:6])]

    expect_unchanged(hop, hop.url, [_HEAD + body for body in bodies])

    assert {received.sender for received in hop.beyond.record} == {"press@example.org"}


def test_a_long_way_off_the_list_comes_through_with_its_signature(hop: Hop, keys: Keys) -> None:
    lengths = range(40, 901, 45)
    uris = ["https://press.example.org/u/" + "t" * (length - 28) for length in lengths]
    messages = []
    for uri in uris:
        message = composed("Talks open.\n", heading=replace(HEADING, unsubscribe=(uri, *HEADING.unsubscribe)))
        messages.append(keys.sign(message) + message)

    expect_unchanged(hop, hop.url, messages)

    assert len(lengths) == 20
    out = {received.recipient: received.content for received in hop.beyond.record}
    for number, uri in enumerate(uris):
        assert f"<{uri}>".encode() in out[f"r{number}@example.com"]
        keys.expect_believed(out[f"r{number}@example.com"])


def test_an_address_outside_ascii_goes_through_by_smtputf8(hop: Hop) -> None:
    line = alone(transport.smtp(hop.url, timeout=20))
    line.send(letter(MESSAGES["plain"], to="зоя@example.com"))
    line.send(letter(MESSAGES["plain"], number=2, to="zoe@xn--bcher-kva.example.com"))
    line.close()

    domains = {received.recipient.rpartition("@")[2].encode("idna") for received in hop.passed_on(2)}
    assert "зоя@example.com" in hop.beyond.copies
    assert domains == {b"example.com", b"xn--bcher-kva.example.com"}  # Exim writes the second in letters again


def test_word_of_a_failure_comes_back_as_we_asked_for_it(hop: Hop) -> None:
    hop.beyond.script = _nobody_home
    line = alone(transport.smtp(hop.url, timeout=20))
    line.send(letter(composed("A text that the report should not hold.\n"), number=7, to="nobody@example.com"))
    line.close()

    [report] = hop.passed_on(1)
    [bounce] = dsn.read(report.content).bounces

    assert report.recipient == "press@example.org"
    assert (bounce.recipients[0], bounce.status, bounce.is_hard) == ("nobody@example.com", "5.1.1", True)
    assert b"7@example.org" in report.content.replace(b"=3D", b"=")  # ENVID
    assert b"should not hold" not in report.content  # RET=HDRS


def _nobody_home(visit: Visit) -> str | None:
    return "550 5.1.1 no such user" if visit.stage == "rcpt" and str(visit.recipient).startswith("nobody") else None
