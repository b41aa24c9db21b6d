"""`outreach advisories check`, as press officers and their tools ask it; `mailings plan` after it."""

import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from tests.cli.conftest import Office

SCHEMA = json.loads((Path(__file__).parents[1] / "samples" / "sarif" / "sarif-schema-2.1.0.json").read_text())
RELEASE = """---
kind: press-release
headline: Harbour cities sign
dateline: Vienna
contacts: [Vienna]
{more}---
{body}
"""
WRONG_DAY = "They sign on Wednesday, 8 December 2026."
EXCUSE = "ignore:\n  weekday-mismatch: It is the old calendar\n"


def release(body: str = "They signed.", more: str = "") -> str:
    return RELEASE.format(body=body, more=more)


@pytest.fixture
def ready(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "Press <press@example.org>", "OUTREACH_HOME_COUNTRY": "AT"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Vienna", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok("lists", "create", "Press")
    office.file("people.csv", "name,email,outlet\nZoë Łukasz,zoe@example.com,Example\n")
    office.ok("lists", "import", "Press", "people.csv")
    office.file("good.md", release())
    office.file("bad.md", release(WRONG_DAY))
    office.file("excused.md", release(WRONG_DAY, EXCUSE))
    return office


def check(office: Office, *arguments: str, code: int = 0) -> Any:
    answer = office("advisories", "check", *arguments)
    assert answer.code == code, answer.err
    return answer


def test_a_silenced_error_does_not_count_and_is_said(ready: Office) -> None:
    answer = check(ready, "excused.md")

    assert answer.out == ""
    assert "excused.md may go out; 1 silenced in the file (weekday-mismatch)" in answer.err


def test_what_is_silenced_is_in_the_json_with_its_reason(ready: Office) -> None:
    told = check(ready, "excused.md", "--format", "json").json

    (silenced,) = told.pop("silenced")
    assert told == {"ok": True, "problems": []}
    assert silenced.pop("message").startswith("'Wednesday, 8 December 2026'")
    assert silenced == {"rule": "weekday-mismatch", "level": "error", "line": 9, "reason": "It is the old calendar"}


def test_several_files_are_each_told(ready: Office) -> None:
    answer = check(ready, "good.md", "bad.md", "excused.md", code=6)

    assert answer.out.splitlines()[0].split() == ["File", "Line", "Level", "Rule", "Problem"]
    assert [line.split()[:4] for line in answer.out.splitlines()[2:]] == [["bad.md", "7", "error", "weekday-mismatch"]]
    assert "good.md may go out\n" in answer.err
    assert "bad.md must not go out as it is: 1 error\n" in answer.err
    assert answer.err.endswith("Error: 1 of 3 must not go out as they are\n")


def test_several_files_are_a_list_in_json(ready: Office) -> None:
    told = check(ready, "good.md", "bad.md", "--format", "json", code=6).json

    assert [(one["file"], one["ok"], [problem["rule"] for problem in one["problems"]]) for one in told] == [
        ("good.md", True, []),
        ("bad.md", False, ["weekday-mismatch"]),
    ]
    assert set(told[0]) == {"file", "ok", "problems", "silenced"}


def test_one_file_that_is_no_advisory_does_not_hide_the_others(ready: Office) -> None:
    ready.file("empty.md", "")

    answer = check(ready, "empty.md", "bad.md", "missing.md", code=5)

    assert "weekday-mismatch" in answer.out
    assert "empty.md: is empty" in answer.err
    assert "no file named 'missing.md'" in answer.err


TABS = "---\nkind: press-release\n\theadline: Harbour cities sign\n---\nThey signed.\n"


def test_a_file_that_cannot_be_read_is_in_the_json_beside_the_others(ready: Office) -> None:
    ready.file("tabs.md", TABS)

    told = {one.pop("file"): one for one in check(ready, "tabs.md", "good.md", "--format", "json", code=5).json}

    assert told["good.md"]["ok"]
    [problem] = told["tabs.md"].pop("problems")
    assert told["tabs.md"] == {"ok": False, "silenced": []}
    assert "a tab stands" in problem.pop("message")
    assert problem == {"rule": "unreadable", "level": "error", "line": 3}


def test_a_file_alone_that_cannot_be_read_is_told_to_programs_too(ready: Office) -> None:
    ready.file("tabs.md", TABS)

    told = check(ready, "tabs.md", "--format", "json", code=5).json
    log = check(ready, "tabs.md", "--format", "sarif", code=5).json

    assert not told["ok"]
    assert [problem["rule"] for problem in told["problems"]] == ["unreadable"]
    fastjsonschema.validate(SCHEMA, log)
    [result] = log["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("unreadable", "error")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 3


@pytest.mark.parametrize("command", [["preview"], ["render", "-o", "out"]], ids=["preview", "render"])
def test_bad_code_is_told_with_the_advisorys_own_line(ready: Office, command: list[str]) -> None:
    ready.file("loop.md", release("They signed.\n\n{% for name in names %}x{% endfor %}"))

    answer = ready("advisories", command[0], "loop.md", *command[1:])

    assert answer.code == 6
    assert "Error: loop.md, line 9: " in answer.err


def test_the_log_for_editors_is_sarif(ready: Office) -> None:
    check(ready, "good.md", "bad.md", "excused.md", "--format", "sarif", "-o", "all.sarif", code=6)
    log = json.loads((ready.folder / "all.sarif").read_text())

    fastjsonschema.validate(SCHEMA, log)
    results = log["runs"][0]["results"]
    assert [
        (
            one["ruleId"],
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            one["locations"][0]["physicalLocation"]["region"]["startLine"],
            [told["justification"] for told in one.get("suppressions", [])],
        )
        for one in results
    ] == [
        ("weekday-mismatch", "bad.md", 7, []),
        ("weekday-mismatch", "excused.md", 9, ["It is the old calendar"]),
    ]


def test_a_file_without_problems_has_a_log_too(ready: Office) -> None:
    log = check(ready, "good.md", "--format", "sarif").json

    assert log["runs"][0]["results"] == []


def test_csv_is_as_it_was_for_one_file(ready: Office) -> None:
    assert check(ready, "bad.md", "--format", "csv", code=6).out.startswith("Line,Level,Rule,Problem\r\n")


def test_a_number_for_the_office_alone_stops_an_advisory(ready: Office) -> None:
    ready.ok("officers", "edit", "Mira Olsen", "--phone", "01 9999 124", "--visibility", "internal")
    ready.file("leak.md", release("Ring 01 9999 124 at any time."))

    problems = check(ready, "leak.md", "--format", "json", code=6).json["problems"]

    assert "hidden-contact" in {problem["rule"] for problem in problems}


def test_whoever_is_away_is_told(ready: Office) -> None:
    ready.ok("officers", "rota", "away", "Mira Olsen", "--from", "2199-09-01", "--to", "2199-09-30")
    event = "event:\n  what: Signing\n  when: 2199-09-05 10:00\n"
    ready.file("event.md", release(more=event))

    answer = check(ready, "event.md")

    assert "officer-away" in answer.out
    assert "event.md may go out; 1 to look at" in answer.err


def plan(office: Office, file: str, *more: str) -> Any:
    return office("mailings", "plan", file, "--list", "Press", "--format", "json", *more)


def test_planning_refuses_errors_but_not_silenced_ones(ready: Office) -> None:
    refused, planned = plan(ready, "bad.md"), plan(ready, "excused.md")

    assert (refused.code, planned.code) == (6, 0)
    assert "weekday-mismatch" not in planned.err
    assert set(planned.json) == {"id", "recipients", "excluded"}


def test_planning_tells_the_warnings_first(ready: Office) -> None:
    ready.file("open.md", release("The speaker is TBC. Write to somebody@example.net."))

    planned, tried = plan(ready, "open.md"), plan(ready, "open.md", "--dry-run")

    for answer in (planned, tried):
        assert answer.code == 0
        assert "Note: open.md, line 7: 'TBC' is open still" in answer.err
        assert "(unlisted-contact)" in answer.err
        assert set(answer.json) == {"id", "recipients", "excluded"}


def test_a_mailing_for_later_is_checked_for_later(ready: Office) -> None:
    ready.ok("officers", "rota", "away", "Mira Olsen", "--from", "2199-09-01", "--to", "2199-09-30")

    now, later = (
        plan(ready, "good.md", "--dry-run"),
        plan(ready, "good.md", "--dry-run", "--at", "2199-09-05 10:00 Vienna"),
    )

    assert "officer-away" not in now.err
    assert "officer-away" in later.err


def test_the_help_says_how_to_silence(ready: Office) -> None:
    shown = ready.ok("advisories", "check", "--help").out

    assert "ignore:" in shown
    assert "weekday-mismatch: The quotation counts by the old calendar" in shown
