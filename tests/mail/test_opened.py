"""Finished messages, opened again."""

from datetime import UTC, datetime

import pytest

from outreach.mail.addresses import NamedAddress
from outreach.mail.compose import Heading, message
from outreach.mail.opened import abridged, opened
from outreach.model.message import Attachment, Parts

HEADING = Heading(
    uid="proof",
    sender=NamedAddress("press@example.org", "Büro für die Presse der Häfen, Städte und Länder am großen Strom"),
    date=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    list_id="press.example.org",
)
PARTS = Parts("Häfen tagen in Wien", "Dear Zoë,\n\ncome.\n", "<p>Dear Zoë,</p>\n")
PDF = Attachment("Übersicht.pdf", "application/pdf", bytes(range(256)) * 40)
ENTRY = Attachment("event.ics", "text/calendar; charset=utf-8; method=PUBLISH", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def made(*attachments: Attachment) -> bytes:
    return message(
        HEADING, PARTS, to=NamedAddress("zoe@example.com", "Zoë Łukasz"), key="zoe@example.com", attachments=attachments
    )


@pytest.mark.parametrize("attachments", [(), (ENTRY, PDF)], ids=["alone", "with attachments"])
def test_what_was_put_in_comes_out(attachments: tuple[Attachment, ...]) -> None:
    mail = opened(made(*attachments))

    assert (mail.text, mail.html) == (PARTS.text, PARTS.html)
    assert [(file.filename, file.content) for file in mail.attachments] == [
        (file.filename, file.content) for file in attachments
    ]


def test_headers_are_read_and_shown_as_they_travel() -> None:
    mail = opened(made())
    raw = {header.name: header.raw for header in mail.headers}

    assert mail.header("Subject") == "Häfen tagen in Wien"
    assert mail.header("to") == "Zoë Łukasz <zoe@example.com>"
    assert raw["Subject"].startswith("=?utf-8?")
    assert "\n" not in raw["From"]
    assert mail.header("From").endswith('am großen Strom" <press@example.org>')


def test_the_header_of_another_name_is_empty() -> None:
    assert opened(made()).header("X-Nothing") == ""


def test_a_picture_in_the_mail_is_found_by_its_content_id() -> None:
    related = (
        b'MIME-Version: 1.0\r\nSubject: Logo\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b'--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<img src="cid:logo@example.org">\r\n'
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <logo@example.org>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )

    mail = opened(related)

    assert mail.pictures["logo@example.org"].content == b"\x89PNG\r\n\x1a\n"
    assert mail.attachments == ()


def test_of_a_long_attachment_only_the_beginning_stands_in_the_source() -> None:
    source = abridged(made(PDF))

    assert "more lines of base64 …]" in source
    assert len(source.splitlines()) < 60
    assert abridged(made(ENTRY)) == made(ENTRY).decode().replace("\r\n", "\n")
