"""Settings, the doctor, the store, and the way in."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.cli import building, main
from tests.cli.conftest import Office


def test_the_doctor_shows_every_setting_and_no_secret(office: Office) -> None:
    office.settings |= {
        "OUTREACH_SMTP_URL": "smtps://press:Tr0ub4dor@mail.example.org",
        "OUTREACH_SMTP_PASSWORD": "correct-horse",
        "OUTREACH_SECRET_KEY": "battery-staple",
    }

    for form in ("table", "json", "csv"):
        answer = office.ok("doctor", "--format", form)
        assert "OUTREACH_SMTP_URL" in answer.out
        assert not {"Tr0ub4dor", "correct-horse", "battery-staple"} & set(answer.out.replace(":", " ").split())
        assert "Tr0ub4dor" not in answer.out + answer.err


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("OUTREACH_DATABASE_URL", "mysql://x", "no database URL that we can open"),
        ("OUTREACH_DATABASE_URL", "nonsense", "no database URL that we can open"),
        ("OUTREACH_SMTP_URL", "http://mail.example.org", "is not a mail server"),
        ("OUTREACH_SMTP_URL", "smtp://", "is not a mail server"),
        ("OUTREACH_SMTP_URL", "smtp://host:99999", "is not a mail server"),
        ("OUTREACH_SMTP_CONNECTIONS", "many", "whole number"),
        ("OUTREACH_SMTP_CONNECTIONS", "0", "whole number"),
        ("OUTREACH_HOME_COUNTRY", "Austria", "ISO 3166"),
        ("OUTREACH_TEMPLATES", "/nowhere/at/all", "is not a folder"),
        ("OUTREACH_SENDER", "A\u2028B <a@example.org>", "control character"),
    ],
)
def test_a_setting_that_cannot_be_is_named(office: Office, variable: str, value: str, sentence: str) -> None:
    office.settings[variable] = value

    answer = office("officers")

    assert answer.code == 5
    assert sentence in answer.err


def test_the_environment_wins_over_the_file(office: Office) -> None:
    office.file("outreach.toml", 'organisation = "From the file"\nhome_country = "at"\n')
    office.settings["OUTREACH_ORGANISATION"] = "From the environment"

    found = {row["setting"]: row for row in office.ok("doctor", "--format", "json").json}

    assert (found["OUTREACH_ORGANISATION"]["value"], found["OUTREACH_ORGANISATION"]["source"]) == (
        "From the environment",
        "environment",
    )
    assert found["OUTREACH_HOME_COUNTRY"]["source"].endswith("outreach.toml")
    office.ok("officers", "add", "Mira Olsen", "--phone", "01 9999 123")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("sendr = 'x'\n", "did you mean sender"), ("sender =", "no TOML"), (b"\xff\xfe", "no TOML")],
)
def test_a_settings_file_that_is_wrong_is_named(office: Office, content: str | bytes, sentence: str) -> None:
    office.file("outreach.toml", content)

    answer = office("officers")

    assert answer.code == 5
    assert sentence in answer.err


def test_init_makes_a_store_and_a_key_for_nobody_else(office: Office) -> None:
    office.ok("init")
    key = office.folder / "secret.key"
    first = key.read_text()

    again = office.ok("init")

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text() == first
    assert "up to date" in again.err


def test_a_store_of_another_time_says_what_to_run(office: Office) -> None:
    import sqlite3

    office.ok("init")
    with sqlite3.connect(office.folder / "outreach.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    for command in (("officers",), ("lists",), ("officers", "add", "A")):
        answer = office(*command)
        assert answer.code == 9
        assert "newer outreach" in answer.err


def test_a_file_that_is_no_store_is_left_alone(office: Office) -> None:
    file = office.file("outreach.db", b"this is no database, it is a letter to my mother\n" * 40)
    before = file.read_bytes()

    for command in (("officers",), ("lists",), ("init",), ("officers", "add", "A")):
        answer = office(*command)
        assert answer.code in (5, 9), answer.err
    assert file.read_bytes() == before


def test_a_store_that_cannot_be_read_is_not_called_empty(office: Office) -> None:
    office.ok("officers", "add", "Mira Olsen")
    limited = f"ulimit -f 1; exec {sys.executable} -m outreach officers"

    ran = subprocess.run(
        ["bash", "-c", limited],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{office.folder / 'outreach.db'}"},
        cwd=office.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    office.settings["OUTREACH_DATABASE_URL"] = f"sqlite:///{office.folder}"
    folder = office("officers")

    assert ran.returncode in (0, 5), ran.stderr
    assert "holds no store" not in ran.stderr
    assert folder.code == 5
    assert "cannot be used" in folder.err


def test_the_store_can_be_checked(office: Office) -> None:
    office.ok("officers", "add", "Mira Olsen")

    assert "sound" in office.ok("database", "check").err
    assert "up to date" in office.ok("database", "upgrade").err


@pytest.mark.parametrize(
    "command", [["officers", "--city", "Vienna"], ["journalists"], ["--help"], ["cities", "show", "Wien"]]
)
def test_the_way_in_is_fast_because_little_is_loaded(office: Office, command: list[str]) -> None:
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna")
    look = (
        "import sys; from outreach.cli import main; main.run(sys.argv[1:]);"
        "heavy = ('sqlalchemy', 'sqlmodel', 'alembic', 'jinja2', 'phonenumbers', 'lxml', 'babel');"
        "print([name for name in heavy if name in sys.modules],"
        "file=sys.stderr)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", look, *command],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{office.folder / 'outreach.db'}"},
        cwd=office.folder,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stderr.splitlines()[-1] == "[]"


def test_both_doors_are_the_same(office: Office) -> None:
    command = Path(sys.executable).with_name("outreach")

    by_name = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout

    assert office.ok("--version").out == by_name


def test_every_command_has_a_help_page(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in building.Rooms().items():
        for path in [(name,), *((name, sub) for sub in getattr(command, "commands", {}))]:
            assert main.run([*path, "--help"]) == 0
            assert "Usage: outreach " + " ".join(path) in capsys.readouterr().out
