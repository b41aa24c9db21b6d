"""Strangers judge the mail: html-validate, caniemail and axe-core from npm, SpamAssassin's own rules.

Without node or SpamAssassin the tests are skipped; on CI (.ci/run installs both) they are not.
"""

import json
import mailbox
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from outreach.formats import merge, way_off
from outreach.formats.advisory import words
from outreach.mail.addresses import NamedAddress
from outreach.services import proofs
from outreach.services.advisories import rendered
from tests.advisories import NOW, card, read, surroundings
from tests.formats.advisory.mails import INVITATION, ORGANISATION, RELEASE, SOURCES, laid_out, mail
from tests.formats.judging import wanted
from tests.formats.test_merge import fields

JUDGES = Path(__file__).parent / "judges"
KINDS = list(SOURCES)
MOST_SPAM = 1.0
CLIPPED_AT = 100_000  # octets: Gmail shows no more of a mail
AXE = "axe.run(document, {resultTypes: ['violations']})"
# One of everything that Markdown can make, headings out of order among them.
EVERYTHING = RELEASE.replace("{kind}", "statement") + (
    "\n### Small\n\n# Large\n\n> > deep\n\n```\ncode\n```\n\n* * *\n\n~~gone~~ `tt` **b** *i*\n\n"
    "1. a\n\n   b\n2. c\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n"
)


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the judges of npm in it."""
    wanted("node", "npm")
    folder = tmp_path_factory.mktemp("mail judges")
    for file in JUDGES.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


def made_out(source: str) -> str:
    return merge.compiled(laid_out(source).parts).fill(fields()).html


def in_language(language: str) -> str:
    return INVITATION.replace("kind:", f"language: {language}\nkind:", 1)


def with_a_way_off(language: str) -> str:
    link = {"way_off": "https://press.example.org/unsubscribe/0123.4567"}
    parts = way_off.added(laid_out(in_language(language)).parts, language=language)
    return merge.compiled(parts).fill(fields() | link).html


def mails() -> dict[str, str]:
    """Every kind, every language, and one with everything in it."""
    spoken = {*words.languages(), "ar"}
    return (
        {kind: mail(kind).html for kind in KINDS}
        | {language: made_out(in_language(language)) for language in sorted(spoken)}
        | {"everything": made_out(EVERYTHING)}
        | {f"with a way off, {language}": with_a_way_off(language) for language in ("en", "ar", "uk")}
    )


def test_html_validate_and_caniemail_have_nothing_against_any_mail(judges: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.html" for name in mails()}
    for name, html in mails().items():
        files[name].write_text(html, encoding="utf-8")

    answer = subprocess.run(
        ["node", "judge.mjs", *map(str, files.values())], cwd=judges, check=True, capture_output=True, timeout=120
    )

    said = json.loads(answer.stdout)
    assert len(said) == len(files)
    assert {Path(file).stem: complaints for file, complaints in said.items() if complaints} == {}


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<p style='position: absolute'>x</p>", "position"),
        ("<img src='cid:x'>", "alt"),
    ],
)
def test_the_judges_would_have_said_so(judges: Path, tmp_path: Path, html: str, complaint: str) -> None:
    file = tmp_path / "bad.html"
    file.write_text(mail("statement").html.replace("</h1>", f"</h1>{html}"), encoding="utf-8")

    answer = subprocess.run(["node", "judge.mjs", str(file)], cwd=judges, check=True, capture_output=True, timeout=60)

    assert complaint in str(json.loads(answer.stdout)[str(file)])


@pytest.fixture(params=["light", "dark", "turned round by Outlook.com"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(color_scheme="dark" if request.param == "dark" else "light")
    opened.set_default_timeout(20_000)
    if request.param not in {"light", "dark"}:
        opened.add_init_script(
            "addEventListener('DOMContentLoaded', () => "
            "['data-ogsc', 'data-ogsb'].forEach(name => document.body.setAttribute(name, '')))"
        )
    yield opened
    opened.close()


@pytest.mark.parametrize("name", [*KINDS, "ar", "everything", "with a way off, en", "with a way off, uk"])
def test_axe_finds_nothing_that_shuts_anybody_out(judges: Path, page: Page, name: str, tmp_path: Path) -> None:
    file = tmp_path / "mail.html"
    file.write_text(mails()[name], encoding="utf-8")
    page.goto(file.as_uri())
    page.evaluate((judges / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))

    for width in (320, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(AXE)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert len(found["passes"]) > 10
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_spamassassin_takes_no_kind_of_mail_for_spam(tmp_path: Path) -> None:
    wanted("spamassassin")
    box = mailbox.mbox(tmp_path / "mails")
    sender = NamedAddress.parse("Press office <press@example.org>", field="From")
    for source in [*SOURCES.values(), in_language("ar"), in_language("fr")]:
        approved = rendered(read(source), replace(surroundings(), organisation=ORGANISATION)).mail
        reader = proofs.SAMPLE_READER
        made = proofs.proof(approved, reader, sender=sender, organisation=ORGANISATION, now=NOW, lists=("Press",))
        box.add(made.message)
    box.close()

    judged = subprocess.run(
        ["spamassassin", "-L", "-t", "--mbox", str(tmp_path / "mails")],
        env=os.environ | {"HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        timeout=120,
    )

    scores = re.findall(
        rb"^X-Spam-Status: \w+, score=(-?[\d.]+)[^=]*=[^=]*tests=([\s\w,]*?) ?autolearn", judged.stdout, re.M
    )
    assert len(scores) == len(SOURCES) + 2
    assert [each for each in scores if float(each[0]) >= MOST_SPAM] == []


def test_a_release_of_400_words_with_20_contacts_is_not_clipped() -> None:
    people = [
        card(
            f"Ana-Lucía van den Berg {number}", phones=("+43 1 5550 1234", "+43 660 1234567"), emails=("a@example.org",)
        )
        for number in range(20)
    ]
    body = "A sentence of **eight** words about the cities. " * 50
    source = SOURCES["media-advisory"] + "\n" + body

    parts = merge.compiled(laid_out(source, contacts=people).parts).fill(fields())

    assert len(parts.html.encode()) < CLIPPED_AT / 2
