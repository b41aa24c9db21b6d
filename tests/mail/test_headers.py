"""Nothing that is typed into a name, a subject or a file name can become a header of its own (R-22)."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import Header, decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.mail import compose, headers
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Attachment, Parts

INTENDED = [
    "From", "Reply-To", "Date", "List-ID", "List-Unsubscribe", "Auto-Submitted", "Content-Language", "MIME-Version",
    "To", "Subject", "Message-ID", "Content-Type",
]  # fmt: skip

_ENDS = {
    "CR": "\r", "LF": "\n", "CRLF": "\r\n", "VT": "\x0b", "FF": "\x0c", "NUL": "\x00", "FS": "\x1c", "GS": "\x1d",
    "RS": "\x1e", "NEL": "\x85", "LS": "\u2028", "PS": "\u2029", "TAB": "\t", "ESC": "\x1b", "DEL": "\x7f",
}  # fmt: skip
_ENCODED = [
    "=?UTF-8?Q?=0A?=", "=?utf-8?q?=0a?=", "=?UTF-8?Q?=0D?=", "=?UTF-8?Q?=0D=0A?=", "=?UTF-8?Q?=0D=0A=20?=",
    "=?UTF-8?Q?=0B?=", "=?UTF-8?Q?=0C?=", "=?UTF-8?Q?=00?=", "=?UTF-8?Q?=C2=85?=", "=?UTF-8?Q?=E2=80=A8?=",
    "=?UTF-8?Q?=E2=80=A9?=", "=?UTF-8?B?Cg==?=", "=?UTF-8?B?DQo=?=", "=?utf-8?b?DQo?=", "=?utf-8?b?DQ=Cg==?=",
    "=?us-ascii?Q?=0A?=", "=?iso-8859-1?Q?=85?=", "=?utf-16?B?AAoAQg==?=", "=?utf-7?Q?+AAo-?=", "=?utf-8*en?Q?=0A?=",
    "=?x-unknown?Q?=0A?=", "=??Q?=0A?=", "=?UTF-8?Q?=0A", "=?UTF-8?Q?a?= =?UTF-8?Q?=0A?=",
    "=?UTF-8?Q??==?UTF-8?Q?=0A?=",
    "=?utf-8?q?=3D=3Futf-8=3Fq=3F=0A=3F=3D?=", "=?utf-8?b?PT91dGYtOD9xPz0wQT89?=", "=?UTF-8?Q?=0A?=\u00e9",
    "=?unicode_escape?Q?=5Cn?=",
]  # fmt: skip
PAYLOADS = [
    *(f"hello{end}Bcc: evil@example.com" for end in _ENDS.values()),
    *(f"hello{end} Bcc: evil@example.com" for end in _ENDS.values()),
    *(f"hello {word}Bcc: evil@example.com" for word in _ENCODED),
    "hello\r\n\r\n<script>",
    "hello\r\n.\r\nMAIL FROM:<evil@example.com>",
    "x\ud800",
]
# Strange, and yet they end nothing: these go out as they are, in a header that means just them.
HARMLESS = [
    "=?UTF-8?Q?hello?=", "=?utf-8?b?aGVsbG8=?=", "a =? b", "?=", "=?", "Bcc: evil@example.com", "<evil@example.com>",
    "a, b; c: d", 'say "no"', "back\\slash", "(comment)", "O'Brien-Łukasz", "移民会谈在维也纳开幕", "أخبار الهجرة",
    "a" * 300, "é" * 300, "word " * 60, "x@y.example", "%0aBcc: x", "&#10;Bcc: x", "\\nBcc: x", "=0ABcc: x",
]  # fmt: skip


def _subject(text: str) -> bytes:
    return _message(parts=Parts(text, "text", "<p>text"))


def _name(text: str) -> bytes:
    return _message(to=NamedAddress("zoe@example.com", text))


def _sender(text: str) -> bytes:
    return _message(sender=NamedAddress("press@example.org", text))


def _list_name(text: str) -> bytes:
    return _message(list_name=text)


def _file_name(text: str) -> bytes:
    return _message(attachments=(Attachment(text, "text/plain", b"x"),))


def _message(
    *,
    parts: Parts = Parts("Hello", "text", "<p>text"),
    to: NamedAddress = NamedAddress("zoe@example.com"),
    attachments: tuple[Attachment, ...] = (),
    **fields: object,
) -> bytes:
    heading = {
        "uid": "0123456789abcdef",
        "sender": NamedAddress("press@example.org", "Press Office"),
        "date": datetime(2026, 11, 24, 9, tzinfo=UTC),
        "list_id": "vienna.example.org",
        "list_name": "Vienna",
        "unsubscribe": ("mailto:press@example.org?subject=unsubscribe",),
        "reply_to": "duty@example.org",
    } | fields
    return compose.message(compose.Heading(**heading), parts, to=to, key="zoe@example.com", attachments=attachments)  # type: ignore[arg-type]


FIELDS = {"subject": _subject, "to": _name, "from": _sender, "list": _list_name, "file name": _file_name}


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_what_could_end_a_line_is_refused(field: str, payload: str) -> None:
    with pytest.raises(InvalidValue):
        FIELDS[field](payload)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: ascii(text)[:40])
def test_what_only_looks_dangerous_stays_in_its_header(field: str, text: str) -> None:
    try:
        message = FIELDS[field](text)
    except InvalidValue:
        assert field == "file name"
        return

    assert message_from_bytes(message).keys() == INTENDED
    assert message_from_bytes(message, policy=policy.default).keys() == INTENDED


@pytest.mark.parametrize("text", ["=?UTF-8?Q?hello?=", "=?utf-8?b?aGVsbG8=?=", "a =?utf-8?q?b?= c"])
def test_what_looks_encoded_is_meant_literally(text: str) -> None:
    shown, _ = parseaddr(message_from_bytes(_name(text))["To"])

    assert str(make_header(decode_header(message_from_bytes(_subject(text))["Subject"]))) == text
    assert str(make_header(decode_header(shown))) == text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", {"to": NamedAddress("zoe@example.com\r\nBcc: x@example.com")}),
        ("reply to", {"reply_to": "duty@example.org>\r\nBcc: <x@example.com"}),
        ("reply to outside ASCII", {"reply_to": "düty@example.org"}),
        ("sender", {"sender": NamedAddress("press@example.org\nBcc: x@example.com")}),
        ("sender outside ASCII", {"sender": NamedAddress("présse@example.org")}),
        ("language", {"language": "en\r\nBcc: x@example.com"}),
        ("language", {"language": ""}),
        ("list id", {"list_id": "vienna.example.org>\r\nBcc: x@example.com"}),
        ("list id", {"list_id": "vienna"}),
        ("unsubscribe", {"unsubscribe": ("mailto:a@example.org>\r\nBcc: x@example.com",)}),
        ("unsubscribe", {"unsubscribe": ("javascript:alert(1)",)}),
        ("unsubscribe", {"unsubscribe": ("https://example.org/a b",)}),
        ("content type", {"attachments": (Attachment("a.pdf", "application/pdf\r\nBcc: x@example.com", b""),)}),
        ("content type", {"attachments": (Attachment("a.pdf", 'application/pdf; name="x"', b""),)}),
    ],
    ids=lambda value: ascii(value)[:60],
)
def test_every_other_field_takes_only_its_own_grammar(field: str, value: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        _message(**value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Subject: Hello", b"Subject: Hello\r\nBcc: evil@example.com"),
        (b"Subject: Hello\r\n", b""),
        (b"Subject: Hello", b"Subject: Hello\r\nSubject: Again"),
        (b"Subject: Hello", b"Subject: Hello\nBcc: evil@example.com"),
        (b"Subject: Hello", b"Subject: " + b"x" * 999),
        (b"Subject: Hello", b"Subject: Hello\r\n\r\nBcc: evil@example.com"),
    ],
    ids=["one more", "one less", "one twice", "bare LF", "a line too long", "an early end"],
)
def test_the_last_door_lets_no_forged_message_out(before: bytes, after: bytes) -> None:
    message, to = _subject("Hello"), NamedAddress("zoe@example.com")

    compose.expect_intended(message, INTENDED, to=to)
    with pytest.raises(InvalidValue, match="exactly the headers"):
        compose.expect_intended(message.replace(before, after, 1), INTENDED, to=to)


_line = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), min_size=1, max_size=200).map(
    lambda text: headers.checked(" ".join(text.split()), field="subject")
)


@given(_line.filter(bool))
def test_a_subject_is_read_back_as_it_was_written(subject: str) -> None:
    lines = headers.unstructured("Subject", subject)

    assert all(len(line) <= 78 for line in lines.split("\r\n"))
    assert str(make_header(decode_header(_unfolded(lines)))) == subject


@given(_line.filter(bool))
def test_a_name_is_read_back_as_it_was_written(name: str) -> None:
    message = _message(to=NamedAddress("zoe@example.com", name))

    # Not by policy.default: its parser puts a space between two encoded words of one name.
    shown, address = parseaddr(message_from_bytes(message)["To"])
    assert (str(make_header(decode_header(shown))), address) == (name, "zoe@example.com")


def _unfolded(lines: str) -> str:
    return lines.removeprefix("Subject: ").removesuffix("\r\n").replace("\r\n", "")


@given(_line.filter(bool))
def test_a_name_in_one_word_is_the_one_that_the_standard_library_writes(name: str) -> None:
    word = headers.one_word(name, room=72)

    folded = Header(name, "utf-8", header_name="To").encode(linesep="\r\n")
    assert word == ("" if "\r\n" in folded else folded)
