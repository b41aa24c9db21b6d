"""A mail in somebody's own colours: as readable as in ours, and the same where nothing was chosen."""

import re
from difflib import SequenceMatcher

import lxml.html
import pytest
from playwright.sync_api import Page

from outreach.formats import merge
from outreach.formats.advisory import layout
from outreach.model.boilerplate import Boilerplate
from outreach.model.brand import PLAIN, Brand
from outreach.model.message import Parts
from tests.advisories import ANA, LI, MIRA, NOW, read
from tests.formats.advisory.mails import ORGANISATION, SOURCES, laid_out
from tests.formats.advisory.test_layout import seen, words
from tests.formats.advisory.test_looks import CONTRASTS, SCREENSHOTS, page, scheme
from tests.formats.brand.test_reading import WHOLE
from tests.formats.brand.test_reading import read as read_brand
from tests.formats.test_merge import fields

__all__ = ["page"]
BRANDS = {
    "whole": WHOLE,
    "accent": "[light]\naccent = '#7a1f3d'\n[dark]\naccent = '#ffb3c7'",
    "green paper": "[light]\naccent='#005a2b'\ntext='#333333'\nbackground='#e9f5e1'",
    "least contrast": "[light]\naccent='#767676'\ntext='#767676'\nbackground='#ffffff'",
    "dark by day": "[light]\naccent='#ffd400'\ntext='#ffffff'\nbackground='#101010'",
    "night blue": "[dark]\naccent='#9ad0ff'\ntext='#fafafa'\nbackground='#003a70'",
    "bright by night": "[dark]\naccent='#7a1f3d'\ntext='#222222'\nbackground='#fff8ee'",
}
ABOUT = Boilerplate("about", "fr", "boilerplate/about.fr.md", "# À propos\n\nLe Forum réunit **douze** villes.")


def branded(kind: str, brand: Brand) -> Parts:
    advisory = read(SOURCES[kind])
    made = layout.lay_out(
        advisory, contacts=[MIRA, ANA, LI], organisation=ORGANISATION, now=NOW, brand=brand, boilerplate=[ABOUT]
    )
    return merge.compiled(made.parts).fill(fields())


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BRANDS.items()])
def test_it_is_readable_by_day_and_night_in_any_brand(page: Page, text: str, kind: str) -> None:
    brand, problems = read_brand(text)
    assert problems == []

    page.set_content(branded(kind, brand).html)

    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 15
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.49] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if kind == "media-advisory":
        SCREENSHOTS.mkdir(exist_ok=True)
        name = next(name for name, known in BRANDS.items() if known == text).replace(" ", "-")
        page.screenshot(path=SCREENSHOTS / f"brand-{name}-{scheme(page)}.png", full_page=True)


def test_its_colours_are_in_the_elements_and_in_dark_mode() -> None:
    brand, _ = read_brand("[light]\naccent = '#7a1f3d'\n[dark]\naccent = '#ffb3c7'\n")

    html = branded("statement", brand).html
    tree = lxml.html.fromstring(html)

    assert {re.search(r"color: ?(#\w+)", style)[1] for style in tree.xpath("//a/@style")} == {"#7a1f3d"}  # type: ignore[index]
    assert "#0a5ea8" not in html.partition("<body")[2]
    assert ".sheet a { color: #ffb3c7 !important; }" in html.partition("</head>")[0]


def test_what_was_not_chosen_is_as_it_was() -> None:
    assert laid_out(SOURCES["statement"]).parts.html.count("#0a5ea8") > 2
    assert read_brand("")[0] == PLAIN


def test_name_address_logo_and_links_stand_in_it() -> None:
    brand, _ = read_brand(WHOLE)

    parts = branded("statement", brand)
    tree = lxml.html.fromstring(parts.html)

    assert brand.logo is not None
    [image] = tree.iter("img")
    assert (image.get("src"), image.get("alt")) == (f"cid:{brand.logo.cid}", "HCF")
    assert (image.get("width"), image.get("height")) == ("160", "40")
    assert tree.xpath("//a[. = 'Website']/@href") == ["https://example.org"]
    assert parts.text.endswith(
        "Harbour Cities Forum\nHarbour Street 1, 1010 Vienna\nWebsite: https://example.org\n"
        "On Mastodon: https://social.example/@harbour\n\n###\n"
    )
    assert SequenceMatcher(None, words(parts.text), words(seen(parts.html)), autojunk=False).ratio() >= 0.95
    assert 'font-family: Georgia, "Times New Roman", serif' in parts.html.replace("&quot;", '"').replace("'", '"')


def test_what_a_brand_says_is_text_in_the_mail() -> None:
    brand, problems = read_brand('name = "<b>{{ recipient.city }}</b> {% x %}"\naddress = "{# a #} & co"')

    parts = branded("statement", brand)

    assert problems == []
    assert "<b>{{ recipient.city }}</b> {% x %}\n{# a #} & co" in parts.text
    assert "&lt;b&gt;{{ recipient.city }}&lt;/b&gt; {% x %}" in parts.html


def test_a_boilerplate_stands_between_body_and_contacts_and_says_its_language() -> None:
    parts = branded("statement", PLAIN)
    tree = lxml.html.fromstring(parts.html)

    assert parts.text.index("example.org/text") < parts.text.index("À propos\n\nLe Forum réunit douze villes.")
    assert parts.text.index("À propos") < parts.text.index("In Vienna:")
    [heading] = tree.xpath("//h2[. = 'À propos']")
    assert heading.xpath("ancestor::td[@lang]/@lang") == ["fr"]
    assert heading.getnext().xpath("./strong/text()") == ["douze"]
