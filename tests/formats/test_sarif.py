"""What we write is SARIF 2.1.0 as its own schema has it (tests/samples/sarif)."""

import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from outreach.formats import sarif
from outreach.model.advisory import Silenced, Verdict
from outreach.model.rules import RULES, broken

SCHEMA = Path(__file__).parents[1] / "samples" / "sarif" / "sarif-schema-2.1.0.json"
WRONG = broken("weekday-mismatch", 12, "“on Wednesday”: that is Tuesday")
OPEN = broken("to-be-confirmed", 3, "'TBC' is open still")
EXCUSED = Silenced(broken("missing-body", 9, "there is no text"), "Facts alone are enough")


@pytest.fixture(scope="module")
def judge() -> Any:
    return fastjsonschema.compile(json.loads(SCHEMA.read_text()))


def run(verdicts: dict[Path, Verdict]) -> Any:
    (only,) = json.loads(sarif.log(verdicts))["runs"]
    return only


@pytest.mark.parametrize(
    "verdicts",
    [
        {},
        {Path("a.md"): Verdict(())},
        {
            Path("a.md"): Verdict((WRONG, OPEN), (EXCUSED,)),
            Path("/press/ä b.md"): Verdict((WRONG,)),
            Path("-"): Verdict(()),
        },
    ],
    ids=["no file", "nothing wrong", "everything"],
)
def test_the_log_is_what_its_schema_wants(judge: Any, verdicts: dict[Path, Verdict]) -> None:
    judge(json.loads(sarif.log(verdicts)))


def test_the_judge_refuses_what_is_no_log(judge: Any) -> None:
    log = json.loads(sarif.log({Path("a.md"): Verdict((WRONG,))}))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    with pytest.raises(fastjsonschema.JsonSchemaException):
        judge(log)


def test_every_rule_is_told_with_its_level() -> None:
    rules = run({})["tool"]["driver"]["rules"]

    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        (rule.id, str(rule.level)) for rule in RULES.values()
    ]
    assert all(RULES[rule["id"]].why in rule["help"]["text"] for rule in rules)


def test_a_problem_has_its_rule_its_level_and_its_place() -> None:
    results = run({Path("sub/a b.md"): Verdict((WRONG, OPEN))})["results"]

    assert [(one["ruleId"], one["level"], one["message"]["text"]) for one in results] == [
        ("weekday-mismatch", "error", WRONG.message),
        ("to-be-confirmed", "warning", OPEN.message),
    ]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "sub/a%20b.md"}, "region": {"startLine": 12}}
    assert [list(RULES)[one["ruleIndex"]] for one in results] == ["weekday-mismatch", "to-be-confirmed"]
    assert not any("suppressions" in one for one in results)


def test_what_is_silenced_is_there_with_its_reason() -> None:
    (result,) = run({Path("a.md"): Verdict((), (EXCUSED,))})["results"]

    assert result["ruleId"] == "missing-body"
    assert result["suppressions"] == [{"kind": "inSource", "justification": "Facts alone are enough"}]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a.md", "a.md"), ("c:d.md", "c%3Ad.md"), ("ü#1.md", "%C3%BC%231.md"), ("/press/a.md", "file:///press/a.md")],
    ids=["plain", "a colon is no scheme", "signs", "absolute"],
)
def test_a_path_is_a_reference(path: str, uri: str) -> None:
    (result,) = run({Path(path): Verdict((WRONG,))})["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
