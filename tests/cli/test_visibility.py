"""Nothing that is for journalists or for the office alone goes out by a way that everybody can read."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.cli.test_advisories import ADVISORY

PUBLIC = ("+43 660 1111111", "public@canary.example.org")
PRESS = ("+43 660 2222222", "press@canary.example.org")
INTERNAL = ("+43 660 3333333", "internal@canary.example.org")
NOTE = "canary in the notes"


@pytest.fixture
def ready(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "Press <press@example.org>", "OUTREACH_ORGANISATION": "Forum"}
    for group in ("officers", "journalists"):
        office.ok(group, "add", "Mira Olsen", "--city", "Vienna", "--notes", NOTE)
        for seen, (phone, email) in (("public", PUBLIC), ("press", PRESS), ("internal", INTERNAL)):
            said = ("--mobile", phone, "--email", email, "--visibility", seen, "--usage", f"usage of {seen}")
            office.ok(group, "edit", "Mira Olsen", *said)
    office.file("advisory.md", ADVISORY)
    return office


def told(content: bytes) -> set[str]:
    """Which of the canaries can be read in a file, whatever it is wrapped in."""
    texts = [content.decode("utf-8", "replace")]
    if b"MIME-Version" in content:
        parts = message_from_bytes(content, policy=policy.default).walk()
        texts += [part.get_content() for part in parts if part.get_content_maintype() == "text"]
    plain = re.sub(r"\r?\n[ \t]", "", "\n".join(texts))  # folded lines of cards and calendars
    digits = re.sub(r"[\s\-()./]|&nbsp;|%20", "", plain)
    found = {name for name, number in _DIGITS.items() if number in digits}
    return found | {mark for mark in _MARKS if mark in plain}


_DIGITS = {"public number": "6601111111", "press number": "6602222222", "internal number": "6603333333"}
_MARKS = (PUBLIC[1], PRESS[1], INTERNAL[1], NOTE, "usage of press", "usage of internal")
_FOR_ALL = {"public number", PUBLIC[1]}


@pytest.mark.parametrize("group", ["officers", "journalists"])
@pytest.mark.parametrize(
    "form",
    [
        ("--format", "vcard"),
        ("--vcard-version", "4.0"),
        ("--format", "csv"),
        ("--format", "json"),
        ("--vdir", "cards"),
        ("--city", "Vienna"),
    ],
    ids=" ".join,
)
def test_an_export_is_for_everybody_unless_asked_for_the_rest(ready: Office, group: str, form: tuple[str, ...]) -> None:
    public = _exported(ready, group, *form)
    press = _exported(ready, group, *form, "--press")
    internal = _exported(ready, group, *form, "--internal")

    assert told(public) == _FOR_ALL
    assert told(press) == _FOR_ALL | {"press number", PRESS[1], "usage of press"}
    assert told(internal) >= {*_DIGITS, PUBLIC[1], PRESS[1], INTERNAL[1], NOTE}


def test_an_export_is_for_one_reader(ready: Office) -> None:
    told = ready("officers", "export", "--press", "--internal")

    assert (told.code, told.out) == (2, "")
    assert "--internal holds all that --press does" in told.err


def _exported(office: Office, group: str, *options: str) -> bytes:
    said = office.ok(group, "export", *options).out.encode()
    folder = office.folder / "cards"
    return said + b"".join(file.read_bytes() for file in sorted(folder.glob("*"))) if "--vdir" in options else said


def test_an_advisory_shows_only_what_is_public_in_every_form(ready: Office) -> None:
    ready.ok("advisories", "render", "advisory.md", "-o", "out")
    files = {file.suffix: file for file in Path(ready.folder / "out").iterdir()}

    assert set(files) >= {".eml", ".txt", ".html", ".md", ".ics"}
    for suffix, file in files.items():
        assert told(file.read_bytes()) <= _FOR_ALL, suffix
    assert told(files[".eml"].read_bytes()) == _FOR_ALL
    for form in ("text", "html", "eml"):
        assert told(ready.ok("advisories", "preview", "advisory.md", "--format", form).out.encode()) == _FOR_ALL, form


def test_a_mailing_carries_only_what_is_public(ready: Office) -> None:
    ready.ok("lists", "create", "Press")
    ready.ok("lists", "add", "Press", PUBLIC[1])
    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json

    message = ready.ok("mailings", "message", str(plan["id"]), PUBLIC[1]).out

    assert told(message.encode()) == _FOR_ALL


@pytest.mark.parametrize("group", ["officers", "journalists"])
def test_the_office_itself_sees_everything(ready: Office, group: str) -> None:
    for command in (("list", "--format", "json"), ("show", "Mira Olsen"), ("show", "Mira Olsen", "--format", "json")):
        assert told(ready.ok(group, *command).out.encode()) >= {*_DIGITS, PUBLIC[1], PRESS[1], INTERNAL[1], NOTE}
