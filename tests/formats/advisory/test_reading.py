import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import InvalidFile
from outreach.model.advisory import Kind
from tests.advisories import read

FULL = """\
---
kind: media-advisory            # media-advisory | press-release | statement | correction
headline: Migration talks open in Vienna
language: en                    # further languages: files beside it, named advisory.fr.md
dateline: Wien                  # a city of the gazetteer
embargo: 2017-09-05 18:00 Europe/Vienna      # an instant and a place
event:
  what: Opening of the fifth thematic session
  who: [Director General, UN Migration]
  when: 2017-09-05 10:00
  until: 2017-09-05 13:00
  timezone: Europe/Vienna       # default: the dateline city's
  where: Vienna International Centre, Boardroom D
  why: Smuggling and trafficking are on the table
  rsvp: press@example.org by 2017-09-04 12:00
contacts: [Vienna, Geneva, New York]         # cities (their officers) or officers by name or e-mail
attachments: [factsheet.pdf]
---
Body in Markdown; {{ recipient.given_name }} and other merge fields may stand in it.
"""


def test_a_full_advisory_is_read_as_it_is_written() -> None:
    advisory = read(FULL)

    assert advisory.problems == ()
    assert (advisory.kind, advisory.headline) == (Kind.MEDIA_ADVISORY, "Migration talks open in Vienna")
    assert (advisory.place, str(advisory.dateline)) == ("Wien", "Vienna, AT")
    assert advisory.embargo is not None
    assert advisory.embargo.instant.isoformat() == "2017-09-05T16:00:00+00:00"
    assert advisory.event is not None
    assert advisory.event.who == ("Director General", "UN Migration")
    assert advisory.event.rsvp == "press@example.org by 2017-09-04 12:00"
    assert advisory.contacts == ("Vienna", "Geneva", "New York")
    assert advisory.attachments == ("factsheet.pdf",)
    assert (advisory.line("headline"), advisory.line("event.rsvp"), advisory.line("contacts.2")) == (3, 15, 16)
    assert advisory.body == "Body in Markdown; {{ recipient.given_name }} and other merge fields may stand in it.\n"
    assert advisory.body_line == 19


def test_the_line_of_what_is_missing_is_the_line_of_what_should_hold_it() -> None:
    advisory = read("---\nkind: statement\nevent:\n  what: x\n---\n")

    assert (advisory.line("event.when"), advisory.line("headline")) == (3, 1)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_byte_order_marks_of_other_systems_do_not_matter(newline: str) -> None:
    advisory = read("\ufeff" + FULL.replace("\n", newline))

    assert advisory.problems == ()
    assert advisory.body == read(FULL).body


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("no", "no"),
        ("2017", "2017"),
        ("10:00", "10:00"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("'Talks: what next'", "Talks: what next"),
        ('"A \\"quoted\\" word"', 'A "quoted" word'),
        ("|\n  two\n  lines", "two lines"),
        ("[one, two]", "one, two"),
        ("  spaces   between  ", "spaces between"),
        ("\u65e5\u672c\u8a9e", "\u65e5\u672c\u8a9e"),
    ],
)
def test_a_value_is_taken_as_it_is_typed(written: str, headline: str) -> None:
    assert read(f"---\nkind: statement\nheadline: {written}\n---\nText\n").headline == headline


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("", None, "is empty", id="empty"),
        pytest.param("  \n\n", None, "is empty", id="blank"),
        pytest.param("Just text\n", 1, "must start with ---", id="no front matter"),
        pytest.param("Text first\n---\nkind: statement\n---\n", 1, "must start with ---", id="text first"),
        pytest.param("---\nkind: statement\n", 1, "has no end", id="no end"),
        pytest.param("---\nkind: statement\nheadline: Talks: what next\n---\n", 3, "needs quotes", id="colon"),
        pytest.param("---\nkind: statement\nheadline: *News*\n---\n", 3, "cannot be read here", id="alias"),
        pytest.param("---\nkind: statement\nheadline: &a News\n---\n", 3, "needs quotes", id="anchor"),
        pytest.param("---\nkind: statement\nheadline: !!python/name:os.system x\n---\n", 3, "! needs", id="tag"),
        pytest.param("---\nkind: statement\n\theadline: x\n---\n", 3, "tab", id="tab"),
        pytest.param("---\n- kind\n- statement\n---\n", 2, "keys with values", id="a list"),
        pytest.param("---\nkind: statement\n? [a, b]\n: c\n---\n", 3, "needs quotes", id="a list as key"),
        pytest.param("---\nkind: {a: {b: {c: {d: {e: f}}}}}\n---\n", 2, "nested too deeply", id="deep"),
        pytest.param("---\nkind: " + "[" * 50_000 + "\n---\n", 2, "nested too deeply", id="very deep and open"),
        pytest.param("---\nkind: " + "[" * 900 + "]" * 900 + "\n---\n", 2, "nested too deeply", id="very deep"),
        pytest.param("---\nkind: " + "x" * 70_000 + "\n---\n", 1, "longer than", id="long"),
        pytest.param("---\nkind: 'statement\n---\n", 2, "never closed", id="open quote"),
        pytest.param("---\nkind: statement\nheadline\nplace: x\n---\n", 4, "no colon", id="no colon"),
    ],
)
def test_what_is_no_advisory_is_said_in_one_sentence_with_its_line(text: str, line: int | None, says: str) -> None:
    with pytest.raises(InvalidFile, match=says) as caught:
        read(text)

    assert caught.value.line == line


def test_aliases_cannot_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    started = time.process_time()

    with pytest.raises(InvalidFile, match="anchors"):
        read(f"---\n{bomb}---\n")

    assert time.process_time() - started < 1


def test_many_mistakes_are_told_at_once_and_in_order() -> None:
    text = """\
---
kind: pres-release
headlin: x
embargo: 2026-03-29 02:30 Vienna
dateline: Viennna
event:
  when: 2026-10-25 02:30 Europe/Vienna
  until: 25:00
  wher: y
contacts: [{a: b}]
language: xx-yy-zz
---
bo\x00dy
"""

    problems = read(text).problems

    assert [(problem.line, problem.rule) for problem in problems] == [
        (2, "unknown-kind"),
        (3, "unknown-key"),
        (4, "skipped-time"),
        (5, "unknown-city"),
        (7, "ambiguous-time"),
        (9, "unknown-key"),
        (10, "wrong-shape"),
        (11, "unknown-language"),
        (13, "control-character"),
    ]
    assert "did you mean press-release?" in problems[0].message
    assert "did you mean headline?" in problems[1].message
    assert "did you mean Vienna" in problems[3].message


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\x0c", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufdd0", "\ufeff"]
)
@pytest.mark.parametrize("place", ["headline", "body"])
def test_no_control_character_gets_through(character: str, place: str) -> None:
    texts = {"headline": "News", "body": "Text", place: f"a{character}b"}

    advisory = read(f"---\nkind: statement\nheadline: {texts['headline']}\n---\n{texts['body']}\n")

    assert [problem.rule for problem in advisory.problems] == ["control-character"]
    assert character not in advisory.headline + advisory.body


@pytest.mark.parametrize("escape", [r"\n Bcc: eve@example.com", r"\r", r"\0", r"\u2028", r"\u202e", r"\x85"])
def test_no_control_character_hides_in_an_escape(escape: str) -> None:
    advisory = read(f'---\nkind: statement\nheadline: "a{escape}b"\n---\nText\n')

    assert not any(ord(character) < 32 for character in advisory.headline)
    assert advisory.headline in {"", "a Bcc: eve@example.comb"}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_in_a_file_it_is_read_or_refused(text: str) -> None:
    with suppress(InvalidFile):
        advisory = read(f"---\nkind: statement\n{text}\n---\n{text}")
        assert advisory.kind in {None, Kind.STATEMENT}
