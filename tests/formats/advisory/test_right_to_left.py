"""Arabic mail: in text and in a browser, numbers stand the right way round."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from outreach.formats import merge
from outreach.formats.advisory import right_to_left
from outreach.model.message import Parts
from tests.formats.advisory.mails import laid_out
from tests.formats.advisory.test_looks import SCREENSHOTS
from tests.formats.test_merge import fields

INVITATION = """\
---
kind: media-advisory
language: ar
headline: مدن الموانئ تجتمع في فيينا
dateline: Vienna
embargo: 2026-12-08 09:00 Europe/Vienna
event:
  what: افتتاح الاجتماع
  who: Ama Mensah
  when: 2026-12-08 10:00
  until: 2026-12-08 13:00
  where: قاعة المدينة
  why: قطار ليلي مشترك
  rsvp: press@example.org قبل 2026-12-04 12:00
contacts: [Vienna, Geneva, New York]
---
تفتتح الأمينة العامة الاجتماع. للاستفسار اتصلوا على الرقم +43 1 9999 123 أو زوروا <https://example.org/>.

Ama Mensah ستتحدث بعد ذلك.
"""
# Where each character of a text is on the screen, from the left.
PLACES = """
([wanted]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const node = texts.currentNode, at = node.data.indexOf(wanted);
    if (at < 0 || !node.parentElement.getClientRects().length) continue;
    found.push([...wanted].map((_, i) => {
      const range = document.createRange();
      range.setStart(node, at + i); range.setEnd(node, at + i + 1);
      const box = range.getBoundingClientRect();
      return [box.left, box.top];
    }));
  }
  return found;
}
"""


def mail() -> Parts:
    return merge.compiled(laid_out(INVITATION).parts).fill(fields())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 800, "height": 800})
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "run",
    ["+43 1 9999 123", "+43 1 55501234", "+41 22 555 01 23 ext. 12", "mira.olsen@example.org", "10:00", "Mira Olsen"],
)
def test_a_browser_shows_numbers_and_names_from_their_beginning(page: Page, run: str) -> None:
    page.set_content(mail().html)

    places = page.evaluate(PLACES, [run])

    assert places
    for characters in places:
        line = [left for left, top in characters if abs(top - characters[0][1]) < 4]
        assert line == sorted(line)
    page.screenshot(path=SCREENSHOTS / "arabic.png", full_page=True)


def test_a_text_that_is_shown_from_right_to_left_shows_them_so_too(page: Page) -> None:
    lines = "".join(f"<p dir=auto style='margin:0'>{line}</p>" for line in mail().text.split("\n"))
    page.set_content(f"<meta charset=utf-8>{lines}")

    for run in ("+43 1 9999 123", "+43 1 55501234", "mira.olsen@example.org"):
        [characters] = page.evaluate(PLACES, [run])
        assert [left for left, _ in characters] == sorted(left for left, _ in characters)


def test_the_first_hour_of_an_event_is_said_first_in_words() -> None:
    assert "من الساعة 10:00 إلى الساعة 13:00 بتوقيت فيينا" in " ".join(mail().text.split())


def test_the_text_has_isolates_around_numbers_only_and_they_are_closed() -> None:
    text = mail().text

    isolated = re.findall("\u2066([^\u2069]*)\u2069", text)
    assert isolated
    assert all(run.startswith("+") for run in isolated)
    assert text.count("\u2066") == text.count("\u2069") == len(isolated)
    assert not re.search("[\u202a-\u202e]", text)


def test_a_line_that_begins_in_latin_letters_is_marked_as_one_from_right_to_left() -> None:
    assert right_to_left.in_text("Ama Mensah ستتحدث\nLatin only\nعربي Latin") == (
        "\u200fAma Mensah ستتحدث\nLatin only\nعربي Latin"
    )


def test_html_marks_no_more_than_it_must() -> None:
    title, arabic = "<head><title>+43 1 9999 123</title></head>", '<a href="x">عربي</a>'

    made = right_to_left.in_html(f'{title}<p>{arabic} <a href="x">abc</a> <b>1</b> +43 1 9999 123</p>')

    latin, number = '<a dir="ltr" href="x">abc</a>', '<span dir="ltr">+43 1 9999 123</span>'
    assert made == f"{title}<p>{arabic} {latin} <b>1</b> {number}</p>"


def test_a_text_from_left_to_right_has_none_of_it() -> None:
    french = INVITATION.replace("language: ar", "language: fr")

    made = merge.compiled(laid_out(french).parts).fill(fields())

    assert not re.search("[\u200f\u2066-\u2069]", made.text)
    assert "<span dir" not in made.html
