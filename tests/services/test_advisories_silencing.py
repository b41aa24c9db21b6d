"""What a file says of a rule under `ignore`, and what becomes of it."""

from dataclasses import replace

import pytest

from outreach.errors import AdvisoryProblem
from outreach.model.advisory import Level, Silence, Verdict
from outreach.model.message import Attachment
from outreach.model.rules import ASKED_AT_PLANNING, NEVER_SILENCED, RULES
from outreach.services import advisories, proofs
from tests.advisories import NOW, SAMPLES, read, surroundings
from tests.advisories import approved as ready

WARNS, STOPS = "to-be-confirmed", "weekday-mismatch"
TEXT = """---
kind: press-release
headline: Harbour cities meet in Vienna
dateline: Vienna
contacts: [Vienna]
{ignore}---
They meet on Wednesday, 8 December 2026.

The speaker is TBC.
"""


def verdict(*lines: str) -> Verdict:
    ignore = "".join(f"{line}\n" for line in ("ignore:", *(f"  {line}" for line in lines))) if lines else ""
    return advisories.verdict(read(TEXT.format(ignore=ignore)), surroundings())


def rules(found: Verdict) -> list[str]:
    return [problem.rule for problem in found.problems]


def test_without_a_word_everything_stands() -> None:
    found = verdict()

    assert (rules(found), found.silenced, found.errors) == ([STOPS, WARNS], (), 1)


def test_a_silenced_problem_does_not_count_and_keeps_its_reason() -> None:
    found = verdict(f"{STOPS}: It is the old calendar", f"{WARNS}: Named on Monday")

    assert (rules(found), found.errors) == ([], 0)
    assert [(one.problem.rule, one.problem.line, one.reason) for one in found.silenced] == [
        (STOPS, 10, "It is the old calendar"),
        (WARNS, 12, "Named on Monday"),
    ]


def test_a_silenced_error_does_not_stop_the_planning() -> None:
    text = TEXT.format(ignore=f"ignore:\n  {STOPS}: It is the old calendar\n")

    approved = ready(read(text), surroundings())

    assert "Wednesday, 8 December" in approved.parts.text
    with pytest.raises(AdvisoryProblem, match="that is Tuesday"):
        ready(read(TEXT.format(ignore="")), surroundings())


def test_only_the_named_rule_is_silenced() -> None:
    assert rules(verdict(f"{WARNS}: Named on Monday")) == [STOPS]


@pytest.mark.parametrize(
    "reason", ["", "ok", "Fine, really", "- !", "老历"], ids=["none", "one", "two", "signs", "one in Chinese"]
)
def test_an_error_wants_a_reason_of_three_words(reason: str) -> None:
    found = verdict(f"{STOPS}: '{reason}'")

    assert rules(found) == ["ignore-without-reason", STOPS, WARNS]
    assert found.problems[0].line == 7


@pytest.mark.parametrize(
    "reason", ["It is old", "引文使用的是旧历", "L'ancien calendrier compte"], ids=["en", "zh", "fr"]
)
def test_three_words_are_three_words_in_any_script(reason: str) -> None:
    assert rules(verdict(f"{STOPS}: {reason}")) == [WARNS]


def test_a_warning_wants_a_reason_but_a_word_is_enough() -> None:
    assert rules(verdict(f"{WARNS}: Monday")) == [STOPS]
    assert rules(verdict(f"{WARNS}:")) == ["ignore-without-reason", STOPS, WARNS]


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    found = verdict("weekday-missmatch: It is the old calendar")

    assert rules(found) == ["unknown-rule", STOPS, WARNS]
    assert "did you mean weekday-mismatch?" in found.problems[0].message


def test_what_silences_nothing_is_told() -> None:
    found = verdict(f"{WARNS}: Named on Monday", "missing-event: There is none")

    assert [(one.rule, one.line, one.level) for one in found.problems] == [
        ("ignore-without-effect", 8, Level.WARNING),
        (STOPS, 10, Level.ERROR),
    ]


@pytest.mark.parametrize("rule", sorted(ASKED_AT_PLANNING))
def test_what_is_asked_at_planning_only_is_not_said_to_have_no_effect(rule: str) -> None:
    assert rules(verdict(f"{rule}: They read it at breakfast")) == [STOPS, WARNS]


@pytest.mark.parametrize("rule", sorted(NEVER_SILENCED))
def test_what_could_not_be_sent_is_not_silenced(rule: str) -> None:
    found = verdict(f"{rule}: Because it has to be")

    assert rules(found) == ["ignore-forbidden", STOPS, WARNS]


def test_a_forbidden_silence_leaves_the_problem_standing() -> None:
    text = TEXT.format(ignore="ignore:\n  missing-headline: It will come later\n").replace(
        "Harbour cities meet in Vienna", ""
    )

    found = advisories.verdict(read(text), surroundings())

    assert rules(found)[:2] == ["missing-headline", "ignore-forbidden"]
    assert found.silenced == ()


def test_an_hour_that_cannot_be_placed_is_not_silenced() -> None:
    ignore = "embargo: 2026-12-08 18:00\nignore:\n  hour-without-zone: Everybody knows it here\n"

    found = advisories.verdict(read(TEXT.format(ignore=ignore)), surroundings())

    assert rules(found) == ["hour-without-zone", "ignore-forbidden", STOPS, WARNS]


def test_a_rule_that_is_there_twice_is_told_like_any_key() -> None:
    found = verdict(f"{STOPS}: It is the old calendar", f"{STOPS}: It is the new calendar")

    assert "duplicate-key" in rules(found)


@pytest.mark.parametrize("ignore", ["ignore: weekday-mismatch", "ignore: [weekday-mismatch]"], ids=["a word", "a list"])
def test_ignore_is_a_table_of_rules_and_reasons(ignore: str) -> None:
    found = advisories.verdict(read(TEXT.format(ignore=f"{ignore}\n")), surroundings())

    assert rules(found) == ["wrong-shape", STOPS, WARNS]
    assert "rules with reasons" in found.problems[0].message


@pytest.mark.parametrize("ignore", ["ignore:", "ignore: {}"])
def test_an_empty_ignore_says_nothing(ignore: str) -> None:
    assert rules(advisories.verdict(read(TEXT.format(ignore=f"{ignore}\n")), surroundings())) == [STOPS, WARNS]


def test_several_problems_of_a_rule_are_silenced_together() -> None:
    advisory = read(TEXT.format(ignore=""))
    twice = replace(
        advisory, body=advisory.body * 2, silences=(Silence(STOPS, "It is the old calendar", 6), Silence(WARNS, "x", 7))
    )

    found = advisories.verdict(twice, surroundings(now=NOW))

    assert rules(found) == []
    assert [one.problem.rule for one in found.silenced] == [STOPS, WARNS, STOPS, WARNS]


def _excused(rule: str) -> str:
    """The sample that breaks the rule, with an excuse for it."""
    text = (SAMPLES / "faulty" / f"{rule}.md").read_bytes().decode()
    return text.replace("---\n", f"---\nignore:\n  {rule}: It has to be so\n", 1)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in NEVER_SILENCED])
def test_whatever_is_silenced_can_be_sent_or_was_never_read(rule: str) -> None:
    advisory = read(_excused(rule))

    if any(problem.level is Level.ERROR for problem in advisory.problems):
        assert "ignore-forbidden" in rules(advisories.verdict(advisory, surroundings()))
        return
    film = Attachment("film.mp4", "video/mp4", bytes(3_000_000))
    around = surroundings(zones={"America/New_York": 1}, attachment=lambda _name: film)
    approved = ready(advisory, around)
    message = proofs.proof(approved, proofs.SAMPLE_READER, sender=None, organisation=None, now=NOW).message

    assert b"\r\nSubject: " in message


def test_only_rules_are_named_that_exist() -> None:
    assert set(RULES) >= NEVER_SILENCED | ASKED_AT_PLANNING
