import base64
import binascii
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.mail import compose, mime, wire
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Attachment, Parts

HEADING = compose.Heading(
    uid="5d8f1e2c9a7b4c3d",
    sender=NamedAddress("press@example.org", "Press Office – Wien"),
    date=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    list_id="vienna-press.example.org",
    list_name="Vienna press",
    unsubscribe=("mailto:press@example.org?subject=unsubscribe",),
    reply_to="duty@example.org",
    language="en",
)
PARTS = Parts("Migration talks open in Vienna", "Dear Zoë,\n\n.\n..\nend\n", "<p>Dear Zoë,</p>\n")
ZOE = NamedAddress("zoe@example.com", "Zoë O'Brien-Łukasz")
PDF = Attachment("factsheet.pdf", "application/pdf", bytes(range(256)) * 5)

GOLDEN = """\
From: =?utf-8?q?Press_Office_=E2=80=93_Wien?= <press@example.org>
Reply-To: duty@example.org
Date: Tue, 24 Nov 2026 09:00:00 +0000
List-ID: Vienna press <vienna-press.example.org>
List-Unsubscribe: <mailto:press@example.org?subject=unsubscribe>
Auto-Submitted: no
Content-Language: en
MIME-Version: 1.0
To: =?utf-8?b?Wm/DqyBPJ0JyaWVuLcWBdWthc3o=?= <zoe@example.com>
Subject: Migration talks open in Vienna
Message-ID: <5d8f1e2c9a7b4c3d.133aab7ae03f86ec62d2@example.org>
Content-Type: multipart/alternative; boundary="=_aac7cce8d695299940f6d92e9"
"""


def _parsed(message: bytes) -> EmailMessage:
    parsed = message_from_bytes(message, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert [part.defects for part in parsed.walk() if part.defects] == []
    return parsed


def _texts(message: bytes) -> list[str]:
    """What a reader sees of each text part, with the line ends of the wire."""
    leaves = [part for part in _parsed(message).walk() if part.get_content_maintype() == "text"]
    return [part.get_payload(decode=True).decode() for part in leaves]


def test_the_headers_are_these_and_no_others() -> None:
    message = compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com")

    assert message.partition(b"\r\n\r\n")[0].decode() + "\r\n" == GOLDEN.replace("\n", "\r\n")


def test_a_message_has_a_text_and_the_same_in_html() -> None:
    message = compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com")

    kinds = [part.get_content_type() for part in _parsed(message).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert _texts(message) == [_on_the_wire(PARTS.text), _on_the_wire(PARTS.html)]


def test_attachments_come_after_the_text_and_unchanged() -> None:
    files = [
        PDF,
        Attachment("Überblick – 2.txt", "text/plain", b"a\nb\r\n"),
        Attachment("m.eml", "message/rfc822", b"x"),
    ]

    message = _parsed(compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com", attachments=files))

    assert message.get_content_type() == "multipart/mixed"
    found = [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    assert found == [(file.filename, file.content) for file in files]
    assert [part.get_content_type() for part in message.iter_attachments()][2] == "application/octet-stream"


def test_the_same_parts_give_the_same_octets() -> None:
    first = compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com", attachments=[PDF])
    again = compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com", attachments=[PDF])

    assert first == again


def test_a_message_id_is_the_recipients_own_and_stays() -> None:
    first, other = HEADING.message_id("zoe@example.com"), HEADING.message_id("max@example.com")

    assert first == HEADING.message_id("zoe@example.com") != other
    assert first != replace(HEADING, uid="other").message_id("zoe@example.com")
    assert first.endswith("@example.org>")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("plain", "quoted-printable"),
        ("Die Versammlung der Länder beginnt", "quoted-printable"),
        ("Новости из Вены", "base64"),
        ("ウィーン", "base64"),
    ],
)
def test_a_body_travels_in_the_shorter_encoding(text: str, encoding: str) -> None:
    message = compose.message(HEADING, Parts("Hello", text * 20, "<p>" + text * 20), to=ZOE, key="k")

    assert [part["Content-Transfer-Encoding"] for part in list(_parsed(message).walk())[1:]] == [encoding, encoding]


def test_a_recipient_with_a_name_in_another_script_gets_the_address_in_ascii() -> None:
    message = compose.message(HEADING, PARTS, to=NamedAddress("zoe@bücher.example.com", "Зоя"), key="k")

    assert _parsed(message)["To"].addresses[0].addr_spec == "zoe@xn--bcher-kva.example.com"
    assert message.isascii()


def test_a_local_part_outside_ascii_stands_in_utf8() -> None:
    message = compose.message(HEADING, PARTS, to=NamedAddress("зоя@example.com", "Зоя"), key="k")

    assert "<зоя@example.com>\r\n".encode() in message


@pytest.mark.parametrize("filename", ["", "a/b.pdf", "..\\b.pdf", "a\n.pdf", "x" * 256], ids=ascii)
def test_a_file_name_that_is_none_is_refused(filename: str) -> None:
    with pytest.raises(InvalidValue):
        compose.message(HEADING, PARTS, to=ZOE, key="k", attachments=[replace(PDF, filename=filename)])


def test_a_lone_surrogate_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValue, match="not Unicode text"):
        compose.message(HEADING, replace(PARTS, text="x\ud800"), to=ZOE, key="k")


_SNIPPETS = [
    "\n.\n",
    "\r.\r",
    "\r\n.\r\n",
    ".",
    "\r",
    "\n",
    "\r\n",
    " \n",
    "\t\n",
    "=",
    "=\n",
    "--=_a",
    "From ",
    "x" * 1200,
]
texts = st.lists(st.sampled_from(_SNIPPETS) | st.text(max_size=30), max_size=12).map("".join)


@given(texts, texts)
def test_any_text_arrives_unchanged_on_short_lines(text: str, html: str) -> None:
    message = compose.message(HEADING, Parts("Hello", text, html), to=ZOE, key="k", attachments=[PDF])

    assert wire.is_clean(message)
    assert max(len(line) for line in message.split(b"\r\n")) <= 78
    assert _texts(message) == [_on_the_wire(text), _on_the_wire(html)]


def _on_the_wire(text: str) -> str:
    """The text with CRLF for every line end, the last line included (RFC 2046 §4.1.1)."""
    return wire.normalised(text.encode()).decode()


_LINES = [*_SNIPPETS, "é", "ü" * 40, "Вена", "a \r\n", "\u2028", "x" * 75 + "é"]
_BODIES = st.lists(st.sampled_from(_LINES) | st.text(max_size=30), max_size=14)


@given(_BODIES.map("".join))
def test_a_text_encoded_line_by_line_has_the_octets_of_the_whole_encoded_at_once(text: str) -> None:
    lines = re.sub("\r\n|\r|\n", "\r\n", text)
    octets = (lines if lines.endswith("\r\n") else lines + "\r\n").encode()
    harmless = bytes(set(range(32, 127)) - {61}) + b"\r\n"

    encoded = mime.body("plain", text).partition(b"\r\n\r\n")[2]

    if len(octets.translate(None, harmless)) > 0.18 * len(octets):
        assert encoded == base64.encodebytes(octets).replace(b"\n", b"\r\n")
    else:
        assert encoded == binascii.b2a_qp(octets, istext=True) + b"\r\n"
