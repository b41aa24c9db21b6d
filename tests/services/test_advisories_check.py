from dataclasses import replace
from pathlib import Path

import pytest

from outreach.model.advisory import Kind, Problem
from outreach.model.message import Attachment
from outreach.model.rules import RULES
from outreach.services import advisories
from outreach.store import gazetteer
from tests.advisories import SAMPLES, sample, surroundings

# Where the one mistake of each sample stands; what comes after -- says how it is made there.
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
    "long-headline": 3,
    "long-headline--arabic": 3,
    "long-headline--chinese": 3,
    "long-headline--french": 3,
    "long-body": 9,
    "long-body--in-short-paragraphs": 9,
    "unknown-language": 4,
    "labels-in-english": 4,
    "versions-disagree": 5,
    "mixed-languages": 21,
    "mixed-languages--chinese-in-english": 11,
    "mixed-languages--english-in-arabic": 11,
    "mixed-languages--english-in-french": 11,
    "mixed-languages--german-item": 12,
    "mixed-languages--headline": 3,
    "mixed-languages--russian-in-english": 11,
    "mixed-languages--sentence": 11,
    "mixed-languages--spanish-in-portuguese": 11,
    "unknown-city": 5,
    "bad-time": 10,
    "hour-without-zone": 6,
    "hour-without-zone--text": 10,
    "hour-without-zone--event": 9,
    "ambiguous-zone": 6,
    "ambiguous-zone--eastern": 11,
    "ambiguous-zone--french": 11,
    "ambiguous-zone--german": 11,
    "ambiguous-zone--headline": 3,
    "ambiguous-zone--item": 13,
    "ambiguous-zone--rsvp": 14,
    "ambiguous-zone--table": 13,
    "ambiguous-zone--text": 11,
    "ambiguous-zone--timezone": 10,
    "unknown-timezone": 6,
    "skipped-time": 10,
    "skipped-time--in-new-york": 11,
    "skipped-time--rsvp": 14,
    "skipped-time--text": 11,
    "ambiguous-time": 10,
    "ambiguous-time--french": 11,
    "ambiguous-time--text": 11,
    "unclear-hour": 19,
    "unclear-hour--french": 11,
    "unclear-hour--german": 11,
    "unclear-hour--midnight-in-headline": 3,
    "unclear-hour--midnight-twice": 11,
    "unclear-hour--noon-gmt": 11,
    "unclear-hour--portuguese": 11,
    "unclear-hour--spanish": 11,
    "unclear-hour--spanish-night": 11,
    "unclear-hour--twelve-midnight": 14,
    "unclear-hour--twelve-pm": 14,
    "unclear-hour--twenty-four": 11,
    "unclear-hour--winter-zone-in-summer": 11,
    "hour-mismatch": 19,
    "hour-mismatch--german": 19,
    "hour-mismatch--heading": 19,
    "hour-mismatch--headline": 3,
    "hour-mismatch--label": 21,
    "hour-mismatch--utc": 19,
    "date-mismatch": 19,
    "date-mismatch--french": 19,
    "date-mismatch--german": 19,
    "date-mismatch--heading": 19,
    "date-mismatch--headline": 3,
    "date-mismatch--invitation": 19,
    "date-mismatch--label": 21,
    "date-mismatch--spanish": 3,
    "date-mismatch--year": 19,
    "weekday-mismatch": 19,
    "weekday-mismatch--arabic": 11,
    "weekday-mismatch--chinese": 11,
    "weekday-mismatch--german-figures": 11,
    "weekday-mismatch--headline": 3,
    "weekday-mismatch--in-brackets": 11,
    "weekday-mismatch--portuguese-number": 11,
    "weekday-mismatch--rsvp": 14,
    "weekday-mismatch--russian": 11,
    "weekday-mismatch--short": 11,
    "weekday-mismatch--span": 11,
    "weekday-mismatch--spanish-first": 11,
    "weekday-mismatch--table": 14,
    "event-in-the-past": 10,
    "event-ends-early": 11,
    "rsvp-in-the-past": 14,
    "rsvp-in-the-past--body": 21,
    "rsvp-in-the-past--hour": 14,
    "rsvp-in-the-past--words": 14,
    "rsvp-after-event": 14,
    "rsvp-after-event--body": 21,
    "rsvp-after-event--german": 14,
    "rsvp-after-event--same-day": 14,
    "rsvp-after-event--words": 14,
    "embargo-in-the-past": 6,
    "embargo-in-the-past--words": 6,
    "embargo-after-event": 6,
    "embargo-mismatch": 17,
    "embargo-mismatch--none": 17,
    "embargo-at-night": 6,
    "embargo-at-night--early": 6,
    "embargo-at-night--late": 6,
    "embargo-at-night--utc": 6,
    "embargo-at-weekend": 6,
    "embargo-at-weekend--friday-in-cairo": 6,
    "embargo-at-weekend--holiday": 6,
    "missing-event": 1,
    "missing-fact": 7,
    "missing-fact--not-applicable": 12,
    "missing-fact--what": 7,
    "missing-fact--when": 7,
    "missing-fact--who": 7,
    "missing-why": 7,
    "missing-why--dash": 13,
    "missing-why--empty": 13,
    "missing-contacts": 1,
    "unknown-contact": 17,
    "ambiguous-contact": 15,
    "inactive-contact": 15,
    "city-without-officers": 15,
    "no-public-number": 15,
    "no-public-address": 15,
    "placeholder": 19,
    "placeholder--blank": 11,
    "placeholder--counted": 11,
    "placeholder--event": 12,
    "placeholder--first-name": 17,
    "placeholder--french": 11,
    "placeholder--german": 11,
    "placeholder--note": 19,
    "placeholder--quote-in-french": 11,
    "placeholder--russian": 11,
    "placeholder--to-come": 11,
    "merge-left-over": 17,
    "merge-left-over--angle-brackets": 17,
    "merge-left-over--bare-field": 17,
    "merge-left-over--blank": 17,
    "merge-left-over--braces": 17,
    "merge-left-over--dollar": 8,
    "merge-left-over--dollar-nan": 11,
    "merge-left-over--french": 11,
    "merge-left-over--german": 11,
    "merge-left-over--guillemets": 17,
    "merge-left-over--hash": 17,
    "merge-left-over--in-brackets": 17,
    "merge-left-over--in-headline": 3,
    "merge-left-over--nan": 17,
    "merge-left-over--nan-in-table": 14,
    "merge-left-over--nobody": 17,
    "merge-left-over--none": 17,
    "merge-left-over--none-in-event": 12,
    "merge-left-over--none-in-sentence": 11,
    "merge-left-over--percent": 17,
    "merge-left-over--undefined": 11,
    "to-be-confirmed": 19,
    "to-be-confirmed--chinese": 11,
    "to-be-confirmed--event": 12,
    "to-be-confirmed--french": 11,
    "to-be-confirmed--german": 11,
    "to-be-confirmed--headline": 3,
    "to-be-confirmed--russian": 11,
    "to-be-confirmed--spanish": 11,
    "end-mark-twice": 21,
    "end-mark-twice--behind-the-text": 11,
    "end-mark-twice--ends": 13,
    "end-mark-twice--french": 13,
    "end-mark-twice--german": 13,
    "end-mark-twice--stars": 13,
    "end-mark-twice--thirty": 13,
    "dateline-twice": 7,
    "template-syntax": 17,
    "template-syntax--name": 17,
    "unknown-merge-field": 17,
    "merge-in-front-matter": 3,
    "merge-in-link": 19,
    "raw-html": 19,
    "bad-link": 19,
    "bad-link--reference": 11,
    "bad-link--relative-in-item": 11,
    "image-in-body": 19,
    "hidden-contact": 20,
    "outdated-contact": 14,
    "unlisted-contact": 21,
    "wrong-persons-contact": 21,
    "officer-away": 17,
    "nobody-answers": 5,
    "embargo-at-night-there": 6,
    "unknown-rule": 17,
    "ignore-without-reason": 17,
    "ignore-forbidden": 17,
    "ignore-without-effect": 17,
    "image-without-text": 11,
    "image-without-text--item": 11,
    "bad-number-in-text": 11,
    "bad-number-in-text--item": 11,
    "bad-number-in-text--link": 11,
    "bad-number-in-text--rsvp": 14,
    "bad-address-in-text": 11,
    "bad-address-in-text--dots": 14,
    "bad-address-in-text--no-ending": 13,
    "bad-address-in-text--space": 11,
    "nested-too-deeply": 19,
    "wide-table": 17,
    "missing-attachment": 16,
    "promised-attachment": 11,
    "promised-attachment--arabic": 11,
    "promised-attachment--chinese": 11,
    "promised-attachment--french": 11,
    "promised-attachment--german": 11,
    "promised-attachment--italian": 11,
    "promised-attachment--portuguese": 11,
    "promised-attachment--russian": 11,
    "promised-attachment--see": 12,
    "promised-attachment--spanish": 11,
    "unusable-attachment": 16,
    "large-attachment": 16,
    "unknown-boilerplate": 16,
    "boilerplate-language": 7,
}


# Where the readers of a sample are, for the one rule that asks it.
READERS = {"embargo-at-night-there": {"America/New_York": 3, "Europe/Vienna": 2}}


def _beside(name: str) -> Attachment:
    """What lies beside the samples; a film is not kept in a repository."""
    if name == "film.mp4":
        return Attachment(name, "video/mp4", bytes(3_000_000))
    return advisories.attachment_in(SAMPLES / "faultless")(name)


def _found(name: str) -> list[Problem]:
    """What the checker says of a sample, in all its versions."""
    versions = advisories.read_versions(SAMPLES / f"{name}.md", content=Path.read_bytes, city=gazetteer.city)
    around = surroundings(attachment=_beside, zones=READERS.get(Path(name).name, {}))
    return [problem for verdict in advisories.check_all(versions, around).values() for problem in verdict.problems]


def test_every_rule_has_a_sample_that_breaks_it() -> None:
    names = {path.name.partition(".")[0] for path in (SAMPLES / "faulty").iterdir()}

    assert names == set(LINES)
    assert {name.partition("--")[0] for name in names} == set(RULES)


@pytest.mark.parametrize("name", LINES)
def test_the_planted_mistake_is_found_and_nothing_else(name: str) -> None:
    rule = name.partition("--")[0]

    problems = _found(f"faulty/{name}")

    assert [(problem.rule, problem.line) for problem in problems] == [(rule, LINES[name])]
    assert problems[0].level is RULES[rule].level


@pytest.mark.parametrize("path", sorted((SAMPLES / "faultless").glob("*.md")), ids=lambda path: path.stem)
def test_a_faultless_advisory_raises_no_alarm(path: Path) -> None:
    problems = _found(f"faultless/{path.stem}")

    assert problems == []


def test_the_faultless_advisories_are_of_every_kind_and_in_all_languages() -> None:
    read = [sample(f"faultless/{path.stem}") for path in (SAMPLES / "faultless").glob("*.md")]

    assert {advisory.kind for advisory in read} == set(Kind)
    assert {advisory.language.partition("-")[0] for advisory in read} == set("en fr es de it pt ru ar zh".split())


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
