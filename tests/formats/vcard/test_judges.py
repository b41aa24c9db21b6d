"""What three strangers say of our vCards: vobject, ical.js and ez-vcard read a file of nasty ones without a warning."""

import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
import vobject

from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.formats.vcard.by_city import ByCity
from outreach.model.card import Card, CarriedProperty, Photo, Relation
from outreach.model.person_name import PersonName
from tests.formats.vcard.people import card
from tests.formats.vcard.test_injection import PAYLOADS

JUDGES = Path(__file__).parent / "judges"
JARS = ("ez-vcard.jar", "vinnie.jar")  # Debian's libez-vcard-java does not ask for libvinnie-java, which it needs
# The smallest PNG: one transparent dot.
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
Judge = Callable[[bytes], str]
T = TypeVar("T")


def _nasty() -> list[Card]:
    """Every payload in every text of a card, and cards with all that only some have."""
    fields = ("name", "title", "organisation", "notes", "city", "usage", "relation")
    cards = [_with(field, payload) for field in fields for payload in PAYLOADS.values()]
    return [replace(each, uid=f"4f2a1c3e-0000-4000-8000-{number:012d}") for number, each in enumerate(cards)]


def _with(field: str, payload: str) -> Card:
    whole = card(
        latitude=48.20849,
        longitude=16.37208,
        photo=Photo(DOT, "image/png"),
        related=(Relation("assistant", payload if field == "relation" else "Sam Example"), Relation("", "Ada Example")),
        carried=(CarriedProperty("NICKNAME", "Zo"), CarriedProperty("X-EXAMPLE", "yes", "", "item9")),
    )
    if field == "relation":
        return whole
    if field == "usage":
        return replace(whole, phones=tuple(replace(phone, usage=payload) for phone in whole.phones))
    parts = PersonName(payload, payload) if field == "name" else whole.parts
    return replace(whole, parts=parts, **{field: payload})


NASTY = _nasty()
NUMBERS, ADDRESSES = (sum(len(getattr(each, of)) for each in NASTY) for of in ("phones", "emails"))


@pytest.mark.parametrize("version", Version)
def test_vobject_reads_every_card(version: Version) -> None:
    file = b"".join(vcard.write(NASTY, version=version)).decode()

    read = list(vobject.readComponents(file))

    assert [len(each.contents["fn"]) for each in read] == [1] * len(NASTY)
    assert [len(each.contents["tel"]) for each in read] == [len(each.phones) for each in NASTY]
    assert [len(each.contents["email"]) for each in read] == [len(each.emails) for each in NASTY]


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize("judge", ["ical_js", "ez_vcard"])
def test_a_stranger_reads_every_card_without_a_warning(
    judge: str, version: Version, request: pytest.FixtureRequest
) -> None:
    reads: Judge = request.getfixturevalue(judge)

    said = reads(b"".join(vcard.write(NASTY, version=version)))

    assert said == f"read {len(NASTY)} {NUMBERS} {ADDRESSES}\n"


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize("judge", ["ical_js", "ez_vcard"])
def test_a_stranger_reads_a_group_of_anybody(judge: str, version: Version, request: pytest.FixtureRequest) -> None:
    reads: Judge = request.getfixturevalue(judge)
    towns = ByCity(NASTY)
    people = list(towns)

    groups = list(towns.groups(version))

    assert len(groups) > 1
    assert len(people) == len(NASTY)
    assert reads(b"".join(content for _, content in groups)) == f"read {len(groups)} 0 0\n"


@pytest.mark.parametrize("judge", ["ical_js", "ez_vcard"])
def test_a_judge_can_find_fault(judge: str, request: pytest.FixtureRequest) -> None:
    reads: Judge = request.getfixturevalue(judge)

    said = reads(b"BEGIN:VCARD\r\nVERSION:3.0\r\nno property\r\nTEL:1\r\nEND:VCARD\r\n")

    assert said != "read 1 1 0\n"


@pytest.fixture(scope="module")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """ical.js, installed as its lock file says."""
    node, npm = (_found(shutil.which(program), program) for program in ("node", "npm"))
    folder = tmp_path_factory.mktemp("ical")
    for file in ("package.json", "package-lock.json", "judge.mjs"):
        shutil.copy(JUDGES / file, folder)
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True
    )
    return lambda content: _answer([node, "judge.mjs"], content, folder)


@pytest.fixture(scope="module")
def ez_vcard(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """ez-vcard, from Debian's folder of Java libraries or CLASSPATH."""
    java = _found(shutil.which("java"), "java")
    folders = [Path("/usr/share/java"), *(Path(entry).parent for entry in os.environ.get("CLASSPATH", "").split(":"))]
    jars = [_found(next((f / jar for f in folders if (f / jar).is_file()), None), jar) for jar in JARS]
    command = [java, "-cp", ":".join(map(str, jars)), str(JUDGES / "Judge.java")]
    return lambda content: _answer(command, content, tmp_path_factory.getbasetemp())


def _found(program: T | None, name: str) -> T:
    """`program`; where it is missing the test is skipped, but never in CI."""
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing; .ci/run installs it")
        pytest.skip(f"{name} is not installed (see .ci/run)")
    return program


def _answer(command: list[str], content: bytes, folder: Path) -> str:
    done = subprocess.run(command, input=content, cwd=folder, capture_output=True, timeout=120, check=False)
    return (done.stdout + done.stderr).decode()
