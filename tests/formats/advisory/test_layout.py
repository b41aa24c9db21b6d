import re
from difflib import SequenceMatcher
from pathlib import Path

import lxml.html
import pytest

from outreach.errors import TemplateProblem
from outreach.formats import contact_block, document, merge
from outreach.formats.advisory import words as advisory_words
from outreach.model.message import Parts
from outreach.services.intake import likeliest
from tests.advisories import ANA, LI, MIRA, SAMPLES
from tests.formats.advisory.mails import INVITATION, RELEASE, SOURCES, laid_out, mail
from tests.formats.test_merge import fields

KINDS = list(SOURCES)
# Behind what is linked, the text names where the link goes.
ADDRESS = re.compile(r"\w+:\S+|\S+@\S+")
FAULTLESS = sorted((SAMPLES / "faultless").glob("*.md"))
STATEMENT = "---\nkind: statement\nheadline: {headline}\ndateline: Vienna\n---\n{body}\n"


def made_out(source: str, **changed: str) -> Parts:
    return merge.compiled(laid_out(source).parts).fill(fields(**changed))


def statement(body: str, headline: str = "News") -> str:
    return STATEMENT.format(headline=headline, body=body)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def alike_by_words(message: Parts) -> float:
    """How much the text part and what is seen of the HTML part are alike: 1 where they say the same."""
    both = (words(ADDRESS.sub("", text)) for text in (message.text, seen(message.html)))
    return SequenceMatcher(None, *both, autojunk=False).ratio()


def seen(html: str) -> str:
    """The words that an HTML part shows."""
    tree = lxml.html.fromstring(html)
    for unseen in tree.xpath("//head | //style | //comment()"):
        unseen.drop_tree()
    return str(tree.text_content())


def test_the_text_of_an_invitation_reads_like_one() -> None:
    text = mail("media-advisory").text

    assert text.startswith(
        "Harbour Cities Forum\n"
        "MEDIA ADVISORY\n"
        "EMBARGOED until 09:00 Vienna time (CET, 08:00 UTC), Tuesday 8 December\n"
        "2026\n"
        "\n"
        "Harbour cities meet in Vienna to vote on a night train for people and\n"
        "parcels\n"
        "\n"
        "What:  Opening of the autumn meeting of the harbour cities\n"
        "Who:   Ama Mensah, Secretary General; Jonas Berg, Head of Office\n"
        "When:  Tuesday 8 December 2026, 10:00–13:00 Vienna time (CET,\n"
        "       09:00–12:00 UTC)\n"
        "Where: Town Hall, Friedrich-Schmidt-Platz 1, Room 4\n"
        "Why:   The cities vote on a common night train, the first across four\n"
        "       borders\n"
        "RSVP:  press@example.org by Friday 4 December 2026, 12:00 Vienna time\n"
        "       (CET, 11:00 UTC)\n"
        "\n"
        "Dear Amélie,\n"
        "\n"
        "VIENNA, 8 December 2026 – The Secretary General opens the meeting on\n"
        "Tuesday 8 December 2026."
    )
    assert "\n\nUne version française est disponible sur place.\n\nRoom" in text
    assert "In Vienna: Mira Olsen" in text
    assert text.endswith("\n\nHarbour Cities Forum\n\n###\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_72_columns_wide_but_for_addresses_and_tables(kind: str) -> None:
    lines = mail(kind).text.splitlines()

    wide = [line for line in lines if len(line) > 72 and " " in line.strip() and "  " not in line]

    assert wide == []
    assert kind != "media-advisory" or any(line.startswith("https://example.org/photographs/2026/") for line in lines)


def test_a_merge_field_is_given_the_room_of_a_name() -> None:
    body = "We write to you today, {{ recipient.name }}, because of what is going to be said in Vienna."

    message = made_out(statement(body), name="Maximiliana Berg")

    assert max(map(len, message.text.splitlines())) <= 72


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_html_say_the_same(kind: str) -> None:
    message = mail(kind)

    alike_by_letters = SequenceMatcher(
        None, " ".join(message.text.split()), " ".join(seen(message.html).split()), autojunk=False
    ).ratio()

    assert alike_by_words(message) >= 0.95
    assert alike_by_letters >= 0.95


@pytest.mark.parametrize("path", FAULTLESS, ids=lambda path: path.stem)
def test_text_and_html_of_every_sample_say_the_same(path: Path) -> None:
    assert alike_by_words(made_out(path.read_text(encoding="utf-8"))) >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_small_loads_nothing_and_runs_nothing(kind: str) -> None:
    html = mail(kind).html
    tree = lxml.html.fromstring(html)

    assert len(html.encode()) < 100_000
    assert not tree.xpath("//script | //img | //link | //iframe | //object | //form | //@onclick | //@src")
    assert not re.search(r"(?i)url\(|@import|javascript:", html)
    assert {target.partition(":")[0] for target in tree.xpath("//a/@href")} <= {"https", "mailto", "tel"}


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_good_to_read_aloud_and_in_the_dark(kind: str) -> None:
    html = mail(kind).html
    tree = lxml.html.fromstring(html)

    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert "@media (prefers-color-scheme: dark)" in html
    assert tree.xpath("//title/text()") == tree.xpath("//h1/text()")
    layout_tables = [table for table in tree.iter("table") if not table.xpath("./tr/th | ./*/tr/th")]
    assert {table.get("role") for table in layout_tables} == {"presentation"}
    assert {cell.get("scope") for cell in tree.xpath("//table[contains(@class, 'facts')]//th")} <= {"row"}


def test_numbers_can_be_rung_and_addresses_written_to() -> None:
    tree = lxml.html.fromstring(mail("press-release").html)

    links = dict(zip(tree.xpath("//a/text()"), tree.xpath("//a/@href"), strict=True))

    assert links["+41 22 555 01 23 ext. 12"] == "tel:+41225550123;ext=12"
    assert links["mira.olsen@example.org"] == "mailto:mira.olsen@example.org"


@pytest.mark.parametrize("kind", KINDS)
def test_the_mark_stands_at_the_end(kind: str) -> None:
    message = mail(kind)

    assert message.text.rstrip().endswith("###")
    assert seen(message.html).rstrip().endswith("###")
    assert message.text.count("###") == 1


def test_a_recipients_name_injects_nothing() -> None:
    name = "*Eve* <b>[x](http://example.com)</b> {{ 7 * 7 }} {% raw %} “\"'&"

    message = made_out(statement("Dear {{ recipient.name }},\n\nNews."), name=name)

    assert f"Dear {name}," in message.text
    assert f"Dear {name}," in seen(message.html)
    assert not lxml.html.fromstring(message.html).xpath("//b | //em")


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% if %}", "{# x #}", "{{", "<b>&amp;</b>", "a{{{b"])
def test_front_matter_and_names_of_officers_are_never_code(text: str) -> None:
    laid = laid_out(statement("News.", headline=f"'{text} today'"), organisation=f"{text} GmbH")

    message = merge.compiled(laid.parts).fill(fields())

    assert message.subject == f"{text} today"
    assert f"{text} GmbH" in message.text
    assert f"{text} GmbH" in seen(message.html)


def test_code_with_quotes_survives_the_layout() -> None:
    body = """Dear {{ recipient.title or "it's \\"you\\" <3" }},{% if recipient.city < "Z" %} yes{% endif %}"""

    message = made_out(statement(body), title="")

    assert 'Dear it\'s "you" <3, yes' in message.text
    assert 'Dear it\'s "you" <3, yes' in seen(message.html)


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        ("News of today.", "VIENNA, 24 November 2026 – News of today."),
        ("Dear {{ recipient.name }},\n\nNews of today.", "Dear Amélie N'Diaye,\n\nVIENNA, 24 November 2026 – News"),
        ("Dear colleagues,\n\nNews.", "Dear colleagues,\n\nVIENNA, 24 November 2026 – News."),
        ("السيدات والسادة،\n\nNews.", "السيدات والسادة،\n\nVIENNA, 24 November 2026 – News."),
        ("各位记者：\n\nNews.", "各位记者：\n\nVIENNA, 24 November 2026 – News."),
        ("Уважаемые коллеги!\n\nNews.", "Уважаемые коллеги!\n\nVIENNA, 24 November 2026 – News."),
        ("They signed.\n\nMore.", "VIENNA, 24 November 2026 – They signed."),
        ("- one\n- two", "VIENNA, 24 November 2026\n\n- one"),
        ("{{ recipient.name }}", "VIENNA, 24 November 2026\n\nAmélie"),
    ],
)
def test_the_dateline_stands_before_the_first_words(body: str, opening: str) -> None:
    assert f"\n\n{opening}" in made_out(statement(body)).text


def test_an_advisory_without_place_people_or_office_is_still_a_mail() -> None:
    source = "---\nkind: statement\nheadline: News\n---\nText.\n"
    from outreach.formats.advisory import layout
    from tests.advisories import NOW, read

    laid = layout.lay_out(read(source), contacts=[], organisation=None, now=NOW)

    message = merge.compiled(laid.parts).fill(fields())
    assert message.text == "STATEMENT\nFOR IMMEDIATE RELEASE\n\nNews\n\nText.\n\n###\n"
    assert words(seen(message.html)) == words(message.text)


@pytest.mark.parametrize(
    ("language", "direction", "says"),
    [("de", "ltr", "ZUR SOFORTIGEN VERÖFFENTLICHUNG"), ("ar", "rtl", "للنشر الفوري")],
)
def test_language_and_direction_are_said(language: str, direction: str, says: str) -> None:
    message = made_out(statement("News.").replace("kind:", f"language: {language}\nkind:"))

    tree = lxml.html.fromstring(message.html)
    assert (tree.get("lang"), tree.get("dir")) == (language, direction)
    assert says in message.text
    assert ("border-right" if direction == "rtl" else "border-left") in message.html or "padding" in message.html


def test_markdown_keeps_the_merge_fields_for_the_next_time() -> None:
    kept = laid_out(INVITATION).markdown

    assert "# Harbour cities meet in Vienna" in kept
    assert '{{ recipient.given_name or "colleague" }}' in kept
    assert "- **When:** Tuesday 8 December 2026" in kept
    assert kept.endswith("###\n")


def test_ones_own_template_stands_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "statement.html").write_text(
        '{% extends "mail/base.html" %}{% block foot %}<p>Our <i>own</i> foot</p>{% endblock %}'
    )
    source = statement("News.")

    own, shipped = laid_out(source, templates=tmp_path), laid_out(source)

    assert "Our <i>own</i> foot</p>" in own.parts.html
    assert "<i>own</i>" not in shipped.parts.html
    assert own.parts.text == shipped.parts.text


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("a\n{% if headline %}", 2, "end"),
        ("a\nb\n{{ headlin }}", 3, "'headlin' is undefined"),
        ("a\n{{ headline | nothing }}", 2, "nothing"),
        ('a\n{% include "mail/nothing.html" %}', 2, "no template named 'mail/nothing.html'"),
        ("{{ facts }}", 1, "cannot print list"),
    ],
)
def test_a_mistake_in_a_template_has_its_file_and_line(tmp_path: Path, template: str, line: int, says: str) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "statement.html").write_text(template)

    with pytest.raises(TemplateProblem, match=re.escape(says)) as caught:
        laid_out(statement("News."), templates=tmp_path)

    assert caught.value.template.endswith("mail/statement.html")
    assert caught.value.line == line


def test_a_template_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "statement.html").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(TemplateProblem, match="UTF-8"):
        laid_out(statement("News."), templates=tmp_path)


def test_the_same_advisory_gives_the_same_octets() -> None:
    assert laid_out(RELEASE.replace("{kind}", "statement")) == laid_out(RELEASE.replace("{kind}", "statement"))


@pytest.mark.parametrize("language", advisory_words.languages())
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "html"])
def test_the_contact_block_reads_back_as_the_same_officers(language: str, kind: str, form: str) -> None:
    source = SOURCES[kind].replace("kind:", f"language: {language}\nkind:", 1)
    content = getattr(made_out(source), form).encode()

    read_back = contact_block.read(
        document.read(content, filename=f"message.{form.replace('text', 'txt')}"), region=None, city=likeliest
    )

    found = {officer.name: officer for officer in read_back}
    for card in (MIRA, ANA, LI):
        officer = found[card.name]
        assert officer.city == card.city
        assert [(p.e164, p.extension) for p in officer.phones] == [(p.e164, p.extension) for p in card.phones]
        assert [e.address for e in officer.emails] == [e.address for e in card.emails]
