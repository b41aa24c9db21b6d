"""Every language and kind of advisory: in its own words, and in no other's."""

import re

import pytest

from outreach.formats import merge
from outreach.formats.advisory import dates, words
from outreach.formats.advisory.words import Words
from outreach.formats.contact_block import house
from outreach.model.advisory import Kind, Moment
from tests.formats.advisory.mails import SOURCES, laid_out
from tests.formats.advisory.test_dates import ELEVEN_IN_NEW_YORK, SIX_IN_VIENNA
from tests.formats.test_merge import fields


def labels(said: Words, style: house.Style) -> set[str]:
    """Everything that stands around an advisory's own text."""
    facts = (said.what_label, said.who_label, said.when_label, said.where_label, said.why_label, said.rsvp_label)
    return {*said.kinds.values(), said.at_once, said.embargo.split("{")[0].strip(), *facts, style.heading}


def body_without_facts(source: str, language: str) -> str:
    return source.replace("kind:", f"language: {language}\nkind:", 1)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", [language for language in words.languages() if language != "en"])
def test_no_english_label_is_left_over_in_another_language(kind: Kind, language: str) -> None:
    message = merge.compiled(laid_out(body_without_facts(SOURCES[kind], language)).parts).fill(fields())

    ours = labels(words.of(language), house.STYLES[language])
    foreign = labels(words.of("en"), house.STYLES["en"]) - ours
    # A label is a line's beginning, before its colon, or a line of its own: "Where" in a sentence is the writer's.
    beginnings = {part for line in message.text.splitlines() for part in (line.strip(), line.partition(":")[0].strip())}
    assert beginnings & foreign == set()
    assert not any(line.startswith(("EMBARGOED", "In ")) and language != "de" for line in message.text.splitlines())
    assert words.of(language).kinds[kind] in beginnings
    assert house.STYLES[language].heading in message.text


@pytest.mark.parametrize("language", words.languages())
def test_every_language_has_every_word(language: str) -> None:
    assert language in house.STYLES
    assert all(labels(words.of(language), house.STYLES[language]) - {""})
    assert set(words.of(language).kinds) == set(Kind)


@pytest.mark.parametrize("language", words.languages())
def test_no_two_labels_of_a_language_are_the_same(language: str) -> None:
    said = words.of(language)
    facts = (said.what_label, said.who_label, said.when_label, said.where_label, said.why_label, said.rsvp_label)

    assert len(set(facts)) == 6
    assert len(set(said.kinds.values())) == 4


@pytest.mark.parametrize(
    ("language", "same_as"),
    [("fr-CA", "fr"), ("de-AT", "de"), ("zh-Hans", "zh"), ("zh-Hant-TW", "zh-Hant"), ("pt-AO", "pt"), ("ar-EG", "ar")],
)
def test_a_region_has_the_words_of_its_language(language: str, same_as: str) -> None:
    assert words.of(language) is words.of(same_as)


@pytest.mark.parametrize("language", [language for language in words.languages() if language not in {"en", "de"}])
@pytest.mark.parametrize("moment", [SIX_IN_VIENNA, ELEVEN_IN_NEW_YORK], ids=["Vienna", "New York"])
def test_an_embargo_has_no_english_word(language: str, moment: Moment) -> None:
    said = dates.embargo(moment, language=language)

    english = set(re.findall(r"[A-Za-z]{3,}", dates.embargo(moment, language="en")))
    assert english & set(re.findall(r"[A-Za-z]{3,}", said)) <= {"UTC", "CEST", "EDT", "New", "York", "Vienna"}
