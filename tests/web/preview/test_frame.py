"""The mail's HTML, as the frame gets it."""

import pytest

from outreach.mail.opened import Opened
from outreach.model.message import Attachment
from outreach.web.preview import frame

LOGO = Attachment("logo.png", "image/png", b"\x89PNG")


def mail(html: str) -> Opened:
    return Opened(b"", (), "", html, {"logo@example.org": LOGO}, ())


@pytest.mark.parametrize(
    ("scheme", "holds"),
    [("dark", "@media (min-width: 0px) { a }"), ("light", "@media (max-width: 0px) { a }")],
)
def test_dark_rules_hold_by_night_and_by_day_they_do_not(scheme: str, holds: str) -> None:
    html = "<head><style>@media (prefers-color-scheme: dark) { a }</style></head>"

    page = frame.page(mail(html), scheme=scheme, images=True)

    assert holds in page
    assert f"color-scheme: only {scheme}" in page


@pytest.mark.parametrize(
    "condition",
    ["(prefers-color-scheme:dark)", "( PREFERS-color-scheme : Dark )", "screen and (prefers-color-scheme: dark)"],
)
def test_a_condition_is_answered_however_it_is_written(condition: str) -> None:
    page = frame.page(mail(f"<style>@media {condition} {{ a }}</style>"), scheme="dark", images=True)

    assert "prefers" not in page.lower().replace("color-scheme: only", "")
    assert "(min-width: 0px)" in page


def test_pictures_come_from_the_mail_itself_or_not_at_all() -> None:
    html = '<img src="cid:logo@example.org"><img src="cid:none"><td style="background:url(cid:logo@example.org)">'

    shown = frame.page(mail(html), scheme="light", images=True)
    hidden = frame.page(mail(html), scheme="light", images=False)

    assert shown.count("data:image/png;base64,iVBORw==") == 2
    assert 'src="cid:none"' in shown
    assert "data:" not in hidden


def test_ours_stands_in_the_head_where_there_is_one() -> None:
    page = frame.page(mail('<html><head data-x="1"><title>T</title></head>'), scheme="light", images=True)

    assert page.startswith('<html><head data-x="1"><base target="_blank">')
