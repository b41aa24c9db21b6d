"""Pictures that go along inside a message, and messages without any, which are as they always were."""

from email import message_from_bytes, policy

import pytest

from outreach.errors import InvalidValue
from outreach.mail import compose
from outreach.model.message import Inline, Parts
from tests.mail.test_compose import HEADING, PARTS, PDF, ZOE, _parsed

LOGO = Inline("logo.0a1b2c@outreach.invalid", "image/png", bytes(range(256)) * 9)
SHOWING = Parts("News", "News.\n", f'<p><img src="cid:{LOGO.cid}" alt="Forum"></p>\n')


@pytest.mark.parametrize("attachments", [(), (PDF,)], ids=["alone", "with an attachment"])
def test_a_picture_is_related_to_the_html_alone(attachments: tuple[compose.Attachment, ...]) -> None:
    octets = compose.message(HEADING, SHOWING, to=ZOE, key="zoe@example.com", attachments=attachments, inline=[LOGO])

    message = _parsed(octets)
    kinds = [part.get_content_type() for part in message.walk()]
    related = ["text/plain", "multipart/related", "text/html", "image/png"]
    outer = ["multipart/mixed"] if attachments else []
    assert kinds == [*outer, "multipart/alternative", *related, *(["application/pdf"] if attachments else [])]
    [picture] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content_disposition()) == (f"<{LOGO.cid}>", "inline")
    assert picture.get_payload(decode=True) == LOGO.content
    [page] = [part for part in message.walk() if part.get_content_type() == "text/html"]
    assert f"cid:{LOGO.cid}" in page.get_content()
    assert octets.count(b'type="text/html"') == 1


def test_without_pictures_every_octet_is_as_before() -> None:
    octets = compose.message(HEADING, PARTS, to=ZOE, key="zoe@example.com")

    assert b"multipart/related" not in octets
    mark = b"--=_aac7cce8d695299940f6d92e9\r\n"
    assert octets.count(mark + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ") == 1
    assert octets.count(mark + b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: ") == 1
    assert message_from_bytes(octets, policy=policy.default).get_body(("plain",)) is not None


@pytest.mark.parametrize(
    ("cid", "kind"),
    [
        ("a@b\r\nBcc: eve@example.com", "image/png"),
        ("a@b>", "image/png"),
        ("logo", "image/png"),
        ("a@b", "image/svg+xml"),
        ("a@b", "image/png\r\nBcc: eve@example.com"),
    ],
)
def test_a_picture_cannot_bring_in_a_header(cid: str, kind: str) -> None:
    with pytest.raises(InvalidValue, match="is no PNG or JPEG"):
        compose.Composer(HEADING, inline=[Inline(cid, kind, b"x")])
