"""The page of a live preview in a real browser. Look at tests/screenshots/preview-*.png yourself."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.cli.conftest import Commands, Office, commands  # noqa: F401 - a fixture
from tests.cli.preview_server import LivePreview
from tests.formats.advisory.test_looks import CONTRASTS
from tests.web.preview.conftest import Served

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
INVITATION = """\
---
kind: media-advisory
headline: Harbour cities meet in Vienna
dateline: Vienna
event:
  what: Opening of the autumn meeting
  who: [Ama Mensah]
  when: 2199-09-05 10:00
  until: 2199-09-05 13:00
  where: Town Hall
  why: The cities vote on a night train
contacts: [Vienna]
---
Dear {{ recipient.given_name or "colleague" }},

come and see **who** signs.
""" + "\n".join(f"## Part {number}\n\nA paragraph of it.\n" for number in range(30))
ATTACK = '<img src=x onerror="document.title=1;window.owned=1">'
# What a template of one's own may hold; REMOTE is somebody who would like to be asked for something.
SCRIPT = f"""{{% extends "mail/base.html" %}}
{{% block foot %}}<script>window.owned = top.owned = 1</script>{ATTACK}<img src="REMOTE/pixel.gif">
<link rel="stylesheet" href="REMOTE/style.css"><link rel="preconnect" href="REMOTE"><script src="REMOTE/x.js"></script>
<meta http-equiv="refresh" content="0; url=REMOTE/"><iframe src="REMOTE/"></iframe><object data="REMOTE/"></object>
<form action="REMOTE/"><button>go</button></form><a href="REMOTE/" target="_top">away</a> <a href="REMOTE/">on</a>
{{% endblock %}}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Office:  # noqa: F811
    made = Office(tmp_path_factory.mktemp("newsroom"), commands)
    (made.folder / "mine" / "mail").mkdir(parents=True)
    made.settings |= {
        "OUTREACH_SENDER": "Press <press@example.org>",
        "OUTREACH_ORGANISATION": "Harbour Cities Forum",
        "OUTREACH_TEMPLATES": str(made.folder / "mine"),
    }
    made.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org")
    made.ok("journalists", "add", "Zoë Łukasz", "--email", "zoe@example.com", "--outlet", "The Example")
    made.ok("journalists", "add", f"Evil {ATTACK}", "--email", "evil@example.com")
    made.file("advisory.md", INVITATION)
    return made


@pytest.fixture(scope="module")
def running(office: Office) -> Iterator[LivePreview]:
    with LivePreview(office, "advisory.md") as preview:
        yield preview


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    with browser.new_page() as opened:
        opened.set_default_timeout(20_000)
        yield opened


@pytest.fixture
def page(window: Page, office: Office, running: LivePreview) -> Page:
    office.file("advisory.md", INVITATION)
    window.set_viewport_size({"width": 1600, "height": 1000})
    window.goto(running.url)
    expect(window.locator("#sheet iframe:not(.coming)")).to_be_visible()
    return window


NAME = """
    (e => e.labels?.[0]?.textContent.trim() || document.getElementById(e.getAttribute("aria-labelledby"))?.textContent
      || e.getAttribute("aria-label") || e.title || e.textContent.trim())(document.activeElement)
"""


def mail(page: Page) -> str:
    """The text of the mail in its frame."""
    return str(page.evaluate("document.querySelector('#sheet iframe:not(.coming)').contentDocument.body.innerText"))


def test_it_shows_all_of_an_advisory_side_by_side(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Harbour cities meet in Vienna")
    expect(page.locator("#verdict")).to_have_text("May go out")
    expect(page.locator("#text")).to_contain_text("Dear Alex,")
    expect(page.locator("#event")).to_contain_text("Thursday 5 September 2199, 10:00 Europe/Vienna (CEST)")
    expect(page.locator("#event")).to_contain_text("08:00 UTC")
    expect(page.locator("#headers")).to_contain_text("Press <press@example.org>")
    expect(page.locator("#attachments")).to_contain_text("event.ics")
    expect(page.locator("#size")).to_contain_text("of what Gmail shows")
    assert "Dear Alex," in mail(page)


def test_it_changes_by_itself_when_the_file_is_saved_and_stays_where_it_is(page: Page, office: Office) -> None:
    page.evaluate("document.getElementById('stage').scrollTop = 400")
    page.evaluate("document.getElementById('text').scrollTop = 150")

    office.file("advisory.md", INVITATION.replace("meet in Vienna", "sign in Vienna"))

    expect(page.locator("h1")).to_have_text("Harbour cities sign in Vienna", timeout=2_000)
    page.wait_for_timeout(300)
    assert "Harbour cities sign in Vienna" in mail(page)
    assert page.evaluate("document.getElementById('stage').scrollTop") == 400
    assert page.evaluate("document.getElementById('text').scrollTop") == 150


def test_an_editor_that_renames_is_followed_too(page: Page, office: Office) -> None:
    office.file("advisory.md~", INVITATION.replace("meet in Vienna", "part in Vienna"))
    (office.folder / "advisory.md").unlink()
    (office.folder / "advisory.md~").rename(office.folder / "advisory.md")

    expect(page.locator("h1")).to_have_text("Harbour cities part in Vienna", timeout=2_000)


def test_problems_come_when_the_file_breaks_and_go_when_it_is_mended(page: Page, office: Office) -> None:
    office.file("advisory.md", INVITATION.replace("contacts: [", "contacts: [["))

    expect(page.locator("#verdict")).to_have_text("1 error: must not go out", timeout=2_000)
    expect(page.locator("#problems")).to_contain_text("line 13")
    expect(page.locator("#stale")).to_contain_text("the last version that could be made")
    assert "Dear Alex," in mail(page)

    office.file("advisory.md", INVITATION)

    expect(page.locator("#verdict")).to_have_text("May go out", timeout=2_000)
    expect(page.locator("#problems")).to_have_text("Nothing is wrong with it.")
    expect(page.locator("#stale")).to_be_hidden()


def test_another_reader_is_found_and_greeted_by_name(page: Page) -> None:
    reader = page.get_by_role("combobox", name="Reader")
    found = page.get_by_role("listbox", name="Readers").get_by_role("option")
    reader.fill("exampl")
    expect(found).to_have_count(2)
    reader.fill("lukasz")
    expect(found).to_have_count(1)
    expect(found).to_have_text("Zoë Łukaszzoe@example.com · The Example")
    reader.press("Enter")

    expect(page.locator("#text")).to_contain_text("Dear Zoë,")
    expect(page.locator("#headers")).to_contain_text("Zoë Łukasz <zoe@example.com>")
    page.reload()
    expect(page.locator("#text")).to_contain_text("Dear Zoë,")
    expect(reader).to_have_value("Zoë Łukasz <zoe@example.com>")


def test_another_language_is_chosen_and_followed(window: Page, served_in_two_languages: Served) -> None:
    window.goto(served_in_two_languages.server.url)
    expect(window.locator("h1")).to_contain_text("Harbour cities agree")
    expect(window.get_by_label("Language").get_by_role("option")).to_have_text(["The reader’s (en)", "en", "fr"])

    window.get_by_label("Language").select_option("fr")
    expect(window.locator("h1")).to_contain_text("Les villes sont d’accord")
    french = served_in_two_languages.file.with_suffix(".fr.md")
    french.write_text(french.read_text().replace("sont d’accord", "se rencontrent"))

    expect(window.locator("h1")).to_contain_text("Les villes se rencontrent", timeout=2_000)


def test_the_mail_is_shown_by_night_and_as_wide_as_a_desk(page: Page) -> None:
    colour = (
        "getComputedStyle(document.querySelector('#sheet iframe:not(.coming)').contentDocument.body).backgroundColor"
    )
    width = "document.querySelector('#sheet iframe:not(.coming)').contentWindow.innerWidth"
    assert (page.evaluate(colour), page.evaluate(width)) == ("rgb(238, 241, 244)", 390)

    page.get_by_label("Dark").check()
    page.get_by_label("Desk").check()

    page.wait_for_timeout(500)
    assert (page.evaluate(colour), page.evaluate(width)) == ("rgb(15, 20, 25)", 1200)


@pytest.fixture
def remote() -> Iterator[socket.socket]:
    """Another server, which nobody is to ask for anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def test_whatever_stands_in_it_runs_nothing_and_asks_nobody(page: Page, office: Office, remote: socket.socket) -> None:
    template = office.folder / "mine" / "mail" / "statement.html"
    template.write_text(SCRIPT.replace("REMOTE", f"http://127.0.0.1:{remote.getsockname()[1]}"))
    hostile = INVITATION.replace("kind: media-advisory", "kind: statement")
    office.file("advisory.md", hostile.replace("headline: Harbour", f"headline: >-\n  {ATTACK} Harbour"))

    expect(page.locator("h1")).to_have_text(f"{ATTACK} Harbour cities meet in Vienna")
    page.get_by_role("combobox", name="Reader").fill("evil")
    page.get_by_role("listbox", name="Readers").get_by_role("option").click()
    expect(page.locator("#headers")).to_contain_text("evil@example.com")
    url = page.url
    for words in ("away", "on", "go"):
        page.frame_locator("#sheet iframe:not(.coming)").get_by_text(words, exact=True).click()
    office.file("advisory.md", hostile.replace("kind:", f'"{ATTACK.replace(chr(34), "")}": x\nkind:'))
    expect(page.locator("#problems")).to_contain_text("onerror")
    template.unlink()

    assert page.evaluate("typeof window.owned") == "undefined"
    assert (page.url, len(page.context.pages)) == (url, 1)
    assert "away" in mail(page)
    with pytest.raises(BlockingIOError):
        remote.accept()[0].close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_by_day_and_night_and_fits_the_smallest_phone(page: Page, office: Office, scheme: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    office.file("advisory.md", INVITATION.replace("  why: The cities vote on a night train\n", "  why: TBC [NAME]\n"))
    expect(page.locator("#verdict")).to_contain_text("must not go out")

    contrasts = page.evaluate(CONTRASTS)

    assert len(contrasts) > 40
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []
    for width in (1600, 1000, 320):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=SCREENSHOTS / f"preview-{width}-{scheme}.png", full_page=width == 320)


def test_all_of_it_can_be_reached_by_keyboard_and_has_a_name(page: Page) -> None:
    names = []
    for _ in range(30):
        page.keyboard.press("Tab")
        names.append(page.evaluate(NAME))

    assert {"Reader", "Language", "Text", "Problems", "Source of the entry", "As they travel", "Whole source"} <= set(
        names
    )
    assert [name for name in names if not name] == []
