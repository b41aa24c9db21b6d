"""Three other people's readers take what we write, without a warning: vobject, ical.js, and ez-vcard."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import vobject

from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.model.card import Card, CarriedProperty, ContactKind, Photo, Relation
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber
from tests.formats.judging import wanted
from tests.formats.vcard.people import card, city
from tests.formats.vcard.test_injection import PAYLOADS

JUDGES = Path(__file__).parent / "judges"
SAMPLES = Path(__file__).parents[2] / "samples" / "vcards"
JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("ez-vcard", "vinnie")]
GIF = Photo(b"GIF89a" + bytes(range(256)) * 8, "image/gif")
SCRIPTS = "Zoë Ångström|عائشة مثال|例子 表示|Илона Ковач|😀 Ek|e\u0301 Combining|Nguyễn Ví Dụ|a\u200db".split("|")


def _nasty() -> list[Card]:
    """A few hundred cards: every payload in every text, every script, and all that only some cards have."""
    texts = [text for text in (*PAYLOADS.values(), *SCRIPTS, "x" * 400, "é" * 200, "a,b;c\\d:e\\") if text.strip()]
    several = []
    for text in texts:
        several += [
            card(name=f"Anna {text}", title=text, organisation=text, notes=text, beats=(text,), timezone=None),
            card(related=(Relation("assistant", text), Relation("friend", text), Relation(text, "Bo"))),
            card(carried=(CarriedProperty("X-FOO", text), CarriedProperty("NICKNAME", text, ";TYPE=home"))),
            card(
                carried=tuple(CarriedProperty(name, text) for name in ("BDAY", "GENDER", "KEY", "IMPP", "XML", "GEO"))
            ),
            card(phones=tuple(_number(kind, text) for kind in PhoneKind)),
            card(emails=tuple(EmailAddress(f"{kind}@example.org", kind=kind, usage=text) for kind in EmailKind)),
        ]
    several += [card(photo=GIF, latitude=-33.0, longitude=151.5), card(photo=replace(GIF, media_type="image/jpeg"))]
    several += [card(carried=(each,)) for each in CARRIED]
    return [replace(each, uid=f"4f2a1c3e-0000-4000-8000-{number:012d}") for number, each in enumerate(several)]


def _number(kind: PhoneKind, usage: str) -> PhoneNumber:
    last = list(PhoneKind).index(kind)
    return PhoneNumber(f"+431555010{last}", printed=f"+43 1 555010{last}", kind=kind, usage=usage)


CARRIED = (
    CarriedProperty("URL", "https://example.org/?a=1,2;3", ";TYPE=home", "carried1"),
    CarriedProperty("LOGO", "data:image/png;base64,iVBORw0KGgo="),
    CarriedProperty("SOUND", "https://example.org/name.ogg"),
    CarriedProperty("KEY", "data:application/pgp-keys;base64,AAAA"),
    CarriedProperty("KEY", "https://example.org/anna.asc"),
    CarriedProperty("PHOTO", "https://example.org/anna.jpg"),
    CarriedProperty("IMPP", "xmpp:anna@example.org"),
    CarriedProperty("BDAY", "1980-05-12"),
    CarriedProperty("BDAY", "--0512"),
    CarriedProperty("ANNIVERSARY", "2001-05-12"),
    CarriedProperty("ANNIVERSARY", "20090808T1430-0500"),
    CarriedProperty("BDAY", "20260230T1430Z"),
    CarriedProperty("GENDER", "F"),
    CarriedProperty("HOBBY", "chess"),
    CarriedProperty("CALURI", "https://example.org/cal"),
    CarriedProperty("X-SOCIALPROFILE", "https://example.org/anna", ';TYPE=twitter;X-USER="a b;c"'),
    CarriedProperty("X-PICTURE", "data:application/octet-stream;base64,/9j/4AAQ"),
)
IMPORTED = [
    replace(card(), photo=draft.photo, related=tuple(draft.related), carried=tuple(draft.carried), phones=draft.phones)
    for path in sorted(SAMPLES.glob("*.vcf"))
    for _, draft, _ in vcard.read(path.read_bytes(), region="AT", city=city, kind=ContactKind.OFFICER).drafts
]
PEOPLE = _nasty() + IMPORTED


@pytest.fixture(scope="module", params=list(Version))
def version(request: pytest.FixtureRequest) -> Version:
    return Version(request.param)


@pytest.fixture(scope="module")
def export(version: Version, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in a file, as the command writes it, with a group of them at the end."""
    members = [person.uid for person in PEOPLE]
    file = tmp_path_factory.mktemp("judged") / "people.vcf"
    file.write_bytes(
        b"".join([*vcard.write(PEOPLE, version=version), vcard.group("Press, Vienna", "vienna", members, version)])
    )
    return file


def _expected() -> list[str]:
    return [_name(person.name) for person in PEOPLE]


def _name(text: str) -> str:
    """What every reader may trim and a card cannot say is not compared."""
    return "".join(character for character in text if character.isalnum() and not "\ud800" <= character <= "\udfff")


def test_vobject_takes_every_export(export: Path) -> None:
    read = list(vobject.readComponents(export.read_bytes().decode()))

    assert [_name(found.fn.value) for found in read[:-1]] == _expected()
    assert all(found.serialize() for found in read)


def test_ical_js_takes_every_export(export: Path, ical_js: Path) -> None:
    judged = subprocess.run(
        ["node", "judge.mjs", export], cwd=ical_js, check=False, capture_output=True, text=True, encoding="utf-8"
    )

    assert (judged.stderr, judged.returncode) == ("", 0)
    read = [json.loads(line) for line in judged.stdout.splitlines()]
    assert [_name(found["fn"]) for found in read[:-1]] == _expected()
    assert [found["email"] for found in read[:-1]] == [[mail.address for mail in person.emails] for person in PEOPLE]


def test_ez_vcard_takes_every_export_without_a_warning(export: Path) -> None:
    wanted("java")
    missing = [jar.name for jar in JARS if not jar.exists()]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{' and '.join(missing)} not installed (Debian's libez-vcard-java)")

    path = os.pathsep.join(map(str, JARS))
    judged = subprocess.run(
        ["java", "-Xshare:auto", "-cp", path, JUDGES / "Judge.java", export],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert judged.returncode == 0, judged.stderr
    lines = [line for line in judged.stdout.split("\n") if line.startswith(("card\t", "warning\t"))]
    assert [line for line in lines if line.startswith("warning")] == []
    assert [_name(line.split("\t")[1]) for line in lines[:-1]] == _expected()
    numbers = [[word for word in line.split("\t")[2:] if word.startswith("+43")] for line in lines[:-1]]
    assert list(map(len, numbers)) == [sum(phone.e164.startswith("+43") for phone in each.phones) for each in PEOPLE]
