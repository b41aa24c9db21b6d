"""The PDF as a stranger's reader takes it apart."""

import re
from difflib import SequenceMatcher

import pytest

from outreach.formats import contact_block, document, merge, printed
from outreach.formats.advisory import words
from outreach.model.card import Card
from outreach.services.intake import likeliest
from tests.advisories import ANA, LI, MIRA, NOW, card
from tests.formats.advisory.mails import INVITATION, RELEASE, SOURCES, laid_out, mail
from tests.formats.printed.papers import on_paper, opened, paper, roles, text
from tests.formats.test_merge import fields

KINDS = list(SOURCES)
SHORT = "---\nkind: statement\nheadline: {headline}\ndateline: Vienna\n---\n{body}\n"
LONG = RELEASE.replace("{kind}", "press-release") + "\n\nMore of the same, at some length, for the record." * 90


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_one_page_of_a4_and_says_what_the_text_says(kind: str) -> None:
    pages = opened(paper(kind)).pages
    alike = SequenceMatcher(
        None, re.findall(r"\w+", mail(kind).text), re.findall(r"\w+", text(paper(kind))), autojunk=False
    ).ratio()

    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    # The text also spells out where a link leads; the PDF has the link.
    assert alike >= 0.93


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_is_told_what_is_what(kind: str) -> None:
    root = opened(paper(kind)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert opened(paper(kind)).metadata.title in mail(kind).html  # type: ignore[union-attr, operator]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert {"H1", "P", "L", "Link"} <= set(roles(paper(kind)))
    assert roles(paper(kind)).count("H1") == 1


def test_tables_facts_and_quotes_are_marked_as_such() -> None:
    found = roles(paper("media-advisory"))

    assert {"Table", "TR", "TH", "TD", "BlockQuote", "H2", "Lbl", "LBody"} <= set(found)
    assert found.count("Table") == 1  # the facts are a list of terms, the layout is nothing


@pytest.mark.parametrize("kind", KINDS)
def test_its_fonts_are_in_it(kind: str) -> None:
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in opened(paper(kind)).pages
        for font in page["/Resources"]["/Font"].values()
    ]

    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_links_can_be_followed() -> None:
    (page,) = opened(paper("press-release")).pages

    targets = [a.get_object()["/A"]["/URI"] for a in page["/Annots"]]

    assert "tel:+41225550123;ext=12" in targets
    assert "mailto:mira.olsen@example.org" in targets
    assert "https://example.org/text" in targets


def test_a_long_text_flows_over_numbered_pages() -> None:
    pages = opened(on_paper(LONG).content).pages

    assert len(pages) > 1
    assert f"1 / {len(pages)}" in pages[0].extract_text()
    assert pages[-1].extract_text().rstrip().splitlines()[-1].endswith(f"{len(pages)} / {len(pages)}")
    assert "###" in pages[-1].extract_text()


def test_the_same_page_gives_the_same_octets() -> None:
    assert on_paper(INVITATION) == on_paper(INVITATION)


@pytest.mark.parametrize(
    "code",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0"',
        '#eval("1") $x^2$ = _a_ \\u{41} //c /*d*/ <label> @ref',
        "#while true {}",
        "]]))) #{",
    ],
)
def test_what_looks_like_typst_code_is_text(code: str) -> None:
    shown = re.sub(r"([\\`*_{}\[\]<>#@$!/=~])", r"\\\1", code.replace("{", "(").replace("}", ")"))

    made = text(on_paper(SHORT.format(headline=f"'{code.replace(chr(92), '')}'".replace("{", "("), body=shown)).content)

    assert code.replace("{", "(").replace("}", ")").replace(" ", "") in re.sub(r"\s", "", made)


def test_a_letter_that_no_font_has_is_named_and_the_rest_is_there() -> None:
    made = on_paper(SHORT.format(headline="News", body="One \u0378 two."))

    assert made.missing == "\u0378"
    assert "two." in text(made.content)
    assert opened(made.content).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_arabic_is_joined_and_its_numbers_can_still_be_copied() -> None:
    made = on_paper(
        RELEASE.replace("kind: {kind}", "kind: statement\nlanguage: ar").replace("The full text is", "النص الكامل ")
    )

    assert made.missing == ""
    assert opened(made.content).trailer["/Root"]["/Lang"] == "ar"
    assert "النص" in text(made.content)
    assert "+41 22 555 01 23 ext. 12" in " ".join(text(made.content).split())


_DESK = [
    MIRA,
    card("Jonas van den Berg", phones=("+43 1 5550 1299 ext. 7", "+43 660 1234567"), emails=("j.berg@example.org",)),
    card("Ngozi Achebe-Clarke", emails=("ngozi@example.org",)),
    ANA,
    card("Zoë Łukasz", city="Geneva", phones=("+41 22 555 01 77",)),
    LI,
]


def found_in(content: bytes, filename: str) -> list[tuple[object, ...]]:
    read_back = contact_block.read(document.read(content, filename=filename), region=None, city=likeliest)
    return [
        (o.name, o.city, [(p.e164, p.extension) for p in o.phones], [e.address for e in o.emails]) for o in read_back
    ]


def told(card: Card) -> tuple[object, ...]:
    phones = [(phone.e164, phone.extension) for phone in card.phones]
    return card.name, card.city, phones, [email.address for email in card.emails]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("people", [[MIRA, ANA, LI], _DESK], ids=["one a city", "several a city"])
def test_the_officers_are_the_same_in_text_html_and_pdf(kind: str, people: list[Card]) -> None:
    parts = merge.compiled(laid_out(SOURCES[kind], contacts=people).parts).fill(fields())
    copied = text(printed.pdf(parts.html, now=NOW).content)

    expected = [told(officer) for officer in people]

    assert found_in(parts.text.encode(), "message.txt") == expected
    assert found_in(parts.html.encode(), "message.html") == expected
    assert found_in(copied.encode(), "message.txt") == expected


@pytest.mark.parametrize("language", [each for each in words.languages() if words.direction(each) == "ltr"])
def test_the_officers_are_the_same_in_a_pdf_of_any_language(language: str) -> None:
    source = SOURCES["media-advisory"].replace("kind:", f"language: {language}\nkind:", 1)

    assert found_in(text(on_paper(source).content).encode(), "message.txt") == [told(each) for each in (MIRA, ANA, LI)]
