"""The mail in a browser, as a phone and a desk show it, by day and by night. Look at tests/screenshots/ yourself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from outreach.formats import merge
from tests.formats.advisory.mails import INVITATION, SOURCES, laid_out, mail
from tests.formats.test_merge import fields

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
Scheme = Literal["light", "dark"]
# Every text with its colours as they are on the screen, and the ratio of their luminances (WCAG 2.2, 1.4.3).
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const parts = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
    found.push([texts.currentNode.data.trim().slice(0, 40), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return found;
}
"""


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1024, "height": 800}, color_scheme=request.param)
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def scheme(page: Page) -> str:
    return "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"


@pytest.mark.parametrize("kind", SOURCES)
def test_it_is_readable_by_day_and_night_and_fits(page: Page, kind: str) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    SCREENSHOTS.mkdir(exist_ok=True)

    page.set_content(mail(kind).html)

    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 15
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []
    for width in (1200, 600, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width in {1200, 390}:
            page.screenshot(path=SCREENSHOTS / f"{kind}-{width}-{scheme(page)}.png", full_page=True)
    assert asked == []
    assert said == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("x" * 300, id="a long word"),
        pytest.param("<https://example.org/" + "a" * 300 + ">", id="a long address"),
        pytest.param("| a | b | c | d |\n|-|-|-|-|\n" + f"| {'w' * 40} " * 4 + "|", id="a wide table"),
        pytest.param("```\n" + "x" * 300 + "\n```", id="wide code"),
        pytest.param("\n".join("  " * depth + "- " + "w" * 20 for depth in range(6)), id="deep lists"),
        pytest.param("> " * 6 + "quoted " * 10, id="deep quotes"),
    ],
)
def test_nothing_is_wider_than_the_smallest_phone(page: Page, body: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    message = laid_out(SOURCES["statement"].partition("---\nThe")[0] + f"---\n{body}\n")

    page.set_content(merge.compiled(message.parts).fill(fields()).html)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_arabic_runs_from_right_to_left(page: Page) -> None:
    source = INVITATION.replace("kind:", "language: ar\nkind:", 1)

    page.set_content(merge.compiled(laid_out(source).parts).fill(fields()).html)

    label = page.locator("th.label").first.bounding_box()
    value = page.locator("td.value").first.bounding_box()
    assert label is not None
    assert value is not None
    assert label["x"] > value["x"]
    page.screenshot(path=SCREENSHOTS / f"right-to-left-{scheme(page)}.png", full_page=True)
