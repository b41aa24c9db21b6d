"""Problems as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the lines that they are about.

A log holds one run:

sarifLog
└── run
    ├── tool.driver          outreach, with every rule of the checker
    └── results              a problem each; one that its file silences is there with a suppression

Lines count from 1, as ours do.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from outreach import __version__
from outreach.model.advisory import Problem, Verdict
from outreach.model.rules import NEVER_SILENCED, RULES, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_NUMBERS = {id_: number for number, id_ in enumerate(RULES)}


def log(verdicts: Mapping[Path, Verdict]) -> str:
    """What was found in each file, by its path: relative ones stay so, and are meant from where the check was run."""
    driver = {"name": "outreach", "version": __version__, "rules": [_rule(rule) for rule in RULES.values()]}
    results = [result for file, verdict in verdicts.items() for result in _results(verdict, uri=_uri(file))]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.id.replace("-", " ").capitalize() + "."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why} {_silencing(rule)}"},
        "defaultConfiguration": {"level": str(rule.level)},
    }


def _silencing(rule: Rule) -> str:
    if rule.id in NEVER_SILENCED:
        return "It cannot be silenced."
    return f"Silence it with a reason in the front matter: under ignore:, write {rule.id}: and why."


def _results(verdict: Verdict, *, uri: str) -> Iterable[dict[str, Any]]:
    for problem in verdict.problems:
        yield _result(problem, uri=uri)
    for silenced in verdict.silenced:
        told = {"kind": "inSource", "justification": silenced.reason}
        yield _result(silenced.problem, uri=uri) | {"suppressions": [told]}


def _result(problem: Problem, *, uri: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": uri}, "region": {"startLine": problem.line}}
    # That a file cannot be read is no rule of ours, so there is none to point to.
    index = {"ruleIndex": _NUMBERS[problem.rule]} if problem.rule in _NUMBERS else {}
    return {
        "ruleId": problem.rule,
        **index,
        "level": str(problem.level),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: Path) -> str:
    """The path as a URI reference (RFC 3986 §4.2); a colon is not taken for a scheme, nor standard input for a file."""
    if str(file) == "-":
        return "standard-input"
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
