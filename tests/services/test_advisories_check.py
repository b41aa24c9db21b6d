from dataclasses import replace
from pathlib import Path

import pytest

from outreach.model.message import Attachment
from outreach.model.rules import RULES
from outreach.services import advisories
from tests.advisories import SAMPLES, sample, surroundings

# Where the one mistake of each sample stands.
LINES = {
    "unknown-key": 6,
    "duplicate-key": 7,
    "wrong-shape": 12,
    "cut-by-comment": 8,
    "control-character": 19,
    "too-long": 7,
    "missing-kind": 1,
    "unknown-kind": 2,
    "missing-headline": 3,
    "missing-body": 17,
    "unknown-language": 4,
    "labels-in-english": 4,
    "unknown-city": 5,
    "bad-time": 10,
    "hour-without-zone": 6,
    "ambiguous-zone": 6,
    "unknown-timezone": 6,
    "skipped-time": 10,
    "ambiguous-time": 10,
    "weekday-mismatch": 19,
    "event-in-the-past": 10,
    "event-ends-early": 11,
    "embargo-in-the-past": 6,
    "embargo-after-event": 6,
    "missing-event": 1,
    "missing-fact": 7,
    "missing-contacts": 1,
    "unknown-contact": 17,
    "ambiguous-contact": 15,
    "inactive-contact": 15,
    "city-without-officers": 15,
    "no-public-number": 15,
    "no-public-address": 15,
    "placeholder": 19,
    "to-be-confirmed": 19,
    "end-mark-twice": 21,
    "dateline-twice": 7,
    "template-syntax": 17,
    "unknown-merge-field": 17,
    "merge-in-front-matter": 3,
    "merge-in-link": 19,
    "raw-html": 19,
    "bad-link": 19,
    "image-in-body": 19,
    "nested-too-deeply": 19,
    "wide-table": 17,
    "missing-attachment": 16,
    "unusable-attachment": 16,
    "large-attachment": 16,
    "unknown-boilerplate": 16,
    "boilerplate-language": 7,
}


def _beside(name: str) -> Attachment:
    """What lies beside the samples; a film is not kept in a repository."""
    if name == "film.mp4":
        return Attachment(name, "video/mp4", bytes(3_000_000))
    return advisories.attachment_in(SAMPLES / "faultless")(name)


def test_every_rule_has_a_sample_that_breaks_it() -> None:
    names = {path.stem for path in (SAMPLES / "faulty").iterdir()}

    assert names == set(RULES) == set(LINES)


@pytest.mark.parametrize("rule", LINES)
def test_the_planted_mistake_is_found_and_nothing_else(rule: str) -> None:
    advisory = sample(f"faulty/{rule}")

    problems = advisories.check(advisory, surroundings(attachment=_beside))

    assert [(problem.rule, problem.line) for problem in problems] == [(rule, LINES[rule])]
    assert problems[0].level is RULES[rule].level


@pytest.mark.parametrize("path", sorted((SAMPLES / "faultless").glob("*.md")), ids=lambda path: path.stem)
def test_a_faultless_advisory_raises_no_alarm(path: Path) -> None:
    advisory = sample(f"faultless/{path.stem}")

    problems = advisories.check(advisory, surroundings(attachment=_beside))

    assert problems == []


@pytest.mark.parametrize(("octets", "told"), [(500_000, True), (499_800, True), (499_000, False)])
def test_attachments_are_counted_together_with_the_calendar_entry(octets: int, told: bool) -> None:
    advisory = replace(sample("faultless/invitation"), attachments=("a.pdf", "b.pdf"))
    around = surroundings(attachment=lambda name: Attachment(name, "application/pdf", bytes(octets)))

    problems = advisories.check(advisory, around)

    assert [problem.rule for problem in problems] == (["large-attachment"] if told else [])
    assert all("and the calendar entry have 1.0 MB together" in problem.message for problem in problems)


def test_an_entry_of_ones_own_is_counted_once() -> None:
    advisory = replace(sample("faultless/invitation"), attachments=("theirs.ics", "b.pdf"))
    around = surroundings(attachment=lambda name: Attachment(name, "text/calendar", bytes(499_800)))

    assert advisories.check(advisory, around) == []
