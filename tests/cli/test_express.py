"""The express lane answers as the whole building does, and takes nothing that is not plainly right."""

import os
import subprocess
import sys

import pytest

from outreach.cli import express
from tests.cli.conftest import Office

_PLAIN = [
    ["officers"],
    ["officers", "--city", "Wien"],
    ["officers", "list", "--city=Vienna", "--format", "json"],
    ["officers", "show", "Mira Olsen"],
    ["officers", "show", "mira@example.org", "--format", "csv"],
    ["journalists", "--format", "csv"],
    ["journalists", "list", "--format=json"],
    ["journalists", "show", "--format", "json", "Tom Whitaker"],
    ["find", "whitak"],
    ["find", "beat:ports", "--format", "json"],
    ["officers", "export"],
    ["journalists", "export"],
    ["officers", "on-call", "--city", "Wien", "--at", "2026-12-24 20:00"],
    ["officers", "on-call", "--at", "2026-12-22 10:00", "--format", "json"],
]


@pytest.mark.parametrize("line", _PLAIN, ids=" ".join)
def test_a_plain_question_gets_the_same_answer_either_way(office: Office, line: list[str]) -> None:
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna", "--email", "mira@example.org")
    office.ok("journalists", "add", "Tom Whitaker", "--email", "tom@example.com", "--beat", "ports")

    by_lane = office.ok(*line).out
    by_typer = subprocess.run(
        [sys.executable, "-c", "import sys; from outreach.cli import building; building.run(sys.argv[1:])", *line],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{office.folder / 'outreach.db'}"},
        capture_output=True,
        check=True,
    ).stdout.decode()

    assert express.answer_to(line) is not None
    assert by_lane == by_typer
    assert by_lane


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--help"],
        ["officers", "--help"],
        ["officers", "list", "-h"],
        ["officers", "--city"],
        ["officers", "--city", "--format"],
        ["officers", "--city", "Vienna", "--city", "Geneva"],
        ["officers", "--format", "xml"],
        ["officers", "--cit", "Vienna"],
        ["officers", "Vienna"],
        ["officers", "show"],
        ["officers", "show", "Mira", "Olsen"],
        ["officers", "add", "Mira Olsen"],
        ["officers", "export", "--internal"],
        ["officers", "export", "-o"],
        ["officers", "export", "-o", "-"],
        ["officers", "on-call", "--uncovered"],
        ["find", "two", "words"],
        ["office"],
    ],
    ids=" ".join,
)
def test_whatever_is_not_plain_is_left_to_typer(line: list[str]) -> None:
    assert express.answer_to(line) is None


@pytest.mark.parametrize("line", _PLAIN, ids=" ".join)
def test_a_plain_question_loads_no_library(office: Office, line: list[str]) -> None:
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna", "--email", "mira@example.org")
    office.ok("journalists", "add", "Tom Whitaker", "--beat", "ports")
    look = (
        "import sys; from outreach.cli import main; code = main.run(sys.argv[1:]);"
        "print(code, [n for n in ('typer', 'pydantic', 'rich', 'sqlalchemy') if n in sys.modules], file=sys.stderr)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", look, *line],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{office.folder / 'outreach.db'}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stderr.splitlines()[-1] == "0 []"
