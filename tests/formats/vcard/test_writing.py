"""Cards into vCards: the exact lines, escaping, folding, and what other programs read in them."""

import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.formats.vcard.escaping import all_folded, escaped, folded, unbroken
from outreach.model.card import ContactKind
from outreach.model.person_name import PersonName
from outreach.model.values import PhoneKind, PhoneNumber
from tests.formats.vcard import strict
from tests.formats.vcard.people import card

BOTH = pytest.mark.parametrize("version", list(Version))

IN_3 = r"""BEGIN:VCARD
VERSION:3.0
PRODID:-//outreach//vCard//EN
FN:Dr. Zoë Example-Müller
N:Example-Müller;Zoë;;Dr.;
ORG:Example Agency\; Vienna
TITLE:Spokesperson\, Head of Press
ADR;TYPE=WORK:;;;Vienna;;;Austria
CATEGORIES:Press officer,migration,health\, food
NOTE:Rings back.\nNever before 10:00\; not on Sundays.
UID:4f2a1c3e-0000-4000-8000-0000000000a1
REV:2026-11-24T09:30:15Z
TEL;TYPE=CELL,PREF:+43 660 5550101
TEL;TYPE=WORK,VOICE:+43 1 5550102 ext. 12
item3.TEL;TYPE=WORK,VOICE:+43 1 5550103
item3.X-ABLabel:Duty
TEL;TYPE=WORK,FAX:+43 1 5550104
EMAIL;TYPE=INTERNET,PREF:zoe@example.org
item6.EMAIL;TYPE=INTERNET:zoe@example.net
item6.X-ABLabel:_$!<Home>!$_
item7.EMAIL;TYPE=INTERNET:duty@example.org
item7.X-ABLabel:Duty
TZ;VALUE=text:Europe/Vienna
X-LANG:de
X-LANG:en
END:VCARD
"""

IN_4 = r"""BEGIN:VCARD
VERSION:4.0
PRODID:-//outreach//vCard//EN
FN:Dr. Zoë Example-Müller
N:Example-Müller;Zoë;;Dr.;
ORG:Example Agency\; Vienna
TITLE:Spokesperson\, Head of Press
ADR;TYPE=WORK:;;;Vienna;;;Austria
CATEGORIES:Press officer,migration,health\, food
NOTE:Rings back.\nNever before 10:00\; not on Sundays.
UID:urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1
REV:20261124T093015Z
TEL;TYPE=cell;PREF=1;VALUE=uri:tel:+436605550101
TEL;TYPE=work,voice;PREF=2;VALUE=uri:tel:+4315550102;ext=12
item3.TEL;TYPE=work,voice;PREF=3;VALUE=uri:tel:+4315550103
item3.X-ABLabel:Duty
TEL;TYPE=work,fax;PREF=4;VALUE=uri:tel:+4315550104
EMAIL;TYPE=work;PREF=1:zoe@example.org
EMAIL;TYPE=home;PREF=2:zoe@example.net
item7.EMAIL;TYPE=work;PREF=3:duty@example.org
item7.X-ABLabel:Duty
TZ:Europe/Vienna
LANG;PREF=1:de
LANG;PREF=2:en
END:VCARD
"""


@pytest.mark.parametrize(("version", "lines"), [(Version.V3, IN_3), (Version.V4, IN_4)], ids=["3.0", "4.0"])
def test_a_complete_card_is_written_line_by_line(version: Version, lines: str) -> None:
    written = vcard.one(card(), version=version)

    assert written.decode() == lines.replace("\n", "\r\n")


def test_the_default_is_3_0() -> None:
    assert vcard.one(card()) == vcard.one(card(), version=Version.V3)


@BOTH
def test_a_card_with_only_a_name_has_what_its_version_demands(version: Version) -> None:
    bare = card(
        title=None, organisation=None, city=None, country=None, timezone=None, languages=(), notes=None, beats=()
    )

    written = vcard.one(bare.__class__(uid=bare.uid, kind=bare.kind, name="Anna Ek"), version=version)

    expected = ["BEGIN", "VERSION", "PRODID", "FN", "N", "CATEGORIES", "UID", "REV", "END"]
    assert strict.names(written) == expected
    assert strict.value(written, "N") == "Ek;Anna;;;"


def test_cards_stream_out_one_at_a_time() -> None:
    asked = []

    def cards() -> object:
        for number in range(3):
            asked.append(number)
            yield card(uid=f"card-{number}")

    first = next(vcard.write(cards()))  # type: ignore[arg-type]

    assert asked == [0]
    assert first.startswith(b"BEGIN:VCARD\r\n")
    assert first.endswith(b"END:VCARD\r\n")


def test_a_journalist_stands_under_the_outlet_and_an_officer_under_the_organisation() -> None:
    both = {"organisation": "Example Agency", "outlet": "Example Times"}

    officer = vcard.one(card(**both))
    journalist = vcard.one(card(kind=ContactKind.JOURNALIST, **both))

    assert strict.value(officer, "ORG") == "Example Agency"
    assert strict.value(journalist, "ORG") == "Example Times"
    assert strict.value(journalist, "CATEGORIES").startswith("Journalist,")


def test_a_desk_named_after_its_house_is_not_taken_apart() -> None:
    desk = card(name="Example Press Desk", parts=PersonName(), organisation="Example Press Desk")

    assert strict.value(vcard.one(desk), "N") == ";;;;"


def test_a_time_of_change_is_written_in_utc() -> None:
    in_kathmandu = datetime(2026, 1, 1, 3, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    written = vcard.one(card(changed_at=in_kathmandu))

    assert strict.value(written, "REV") == "2025-12-31T21:15:00Z"


def test_a_uid_that_is_no_uuid_says_in_4_0_that_it_is_text() -> None:
    written = vcard.one(card(uid="person,7"), version=Version.V4)

    assert ("UID", ";VALUE=text", "person\\,7") in strict.properties(written)


def test_a_number_that_no_uri_can_hold_is_text_in_4_0() -> None:
    odd = PhoneNumber("1234", "1234", kind=PhoneKind.WORK)

    written = vcard.one(card(phones=(odd,)), version=Version.V4)

    assert ("TEL", ";TYPE=work,voice;PREF=1", "1234") in strict.properties(written)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("a\nb", "a\\nb"),
        ("a\r\nb", "a\\nb"),
        ("a\rb", "a\\nb"),
        ("a\x0bb\x0cc", "a\\nb\\nc"),
        ("a\x85b\u2028c\u2029d", "a\\nb\\nc\\nd"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("tab\tstays", "tab\tstays"),
        ("\\n is two letters", "\\\\n is two letters"),
        ("a:b", "a:b"),
        ("zero width \u200d joiner", "zero width \u200d joiner"),
    ],
    ids=lambda value: ascii(value),
)
def test_text_is_escaped(value: str, text: str) -> None:
    assert escaped(value) == text


@pytest.mark.parametrize("character", ["x", "é", "例", "😀"])
@pytest.mark.parametrize("length", [1, 24, 25, 36, 37, 74, 75, 76, 149, 150, 300])
def test_lines_fold_at_75_octets_and_between_characters(character: str, length: int) -> None:
    line = character * length

    pieces = folded(line).encode().split(b"\r\n")

    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert pieces[0].decode() + "".join(piece.decode()[1:] for piece in pieces[1:]) == line
    # Full lines: no more folds than the octets need.
    assert len(pieces) <= 1 + len(line.encode()) // (74 - 3)


@BOTH
def test_vobject_reads_what_we_write(version: Version) -> None:
    people = [card(), card(uid="b", name="例子 Ek", phones=(), emails=()), card(uid="c", title="x" * 400)]

    read = list(vobject.readComponents(b"".join(vcard.write(people, version=version)).decode()))

    assert [found.fn.value for found in read] == [person.name for person in people]
    assert read[0].tel.value.removeprefix("tel:").replace(" ", "") == "+436605550101"
    assert [mail.value for mail in read[0].email_list] == [mail.address for mail in people[0].emails]
    assert read[2].title.value == "x" * 400
    assert all(found.serialize() for found in read)


def test_vobject_agrees_on_names_and_types_in_3_0() -> None:
    read = vobject.readOne(vcard.one(card()).decode())

    assert (read.n.value.family, read.n.value.given, read.n.value.prefix) == ("Example-Müller", "Zoë", "Dr.")
    assert read.org.value == ["Example Agency; Vienna"]
    assert (read.adr.value.city, read.adr.value.country) == ("Vienna", "Austria")
    assert [tel.params.get("TYPE") for tel in read.tel_list] == [
        ["CELL", "PREF"],
        ["WORK", "VOICE"],
        ["WORK", "VOICE"],
        ["WORK", "FAX"],
    ]
    assert read.categories.value == ["Press officer", "migration", "health, food"]


@BOTH
def test_khard_lists_a_folder_of_ours(version: Version, tmp_path: Path) -> None:
    people = [card(uid=f"person-{number}", name=f"Zoë Number{number}", parts=PersonName()) for number in range(20)]
    folder = tmp_path / "cards"
    folder.mkdir()
    for person in people:
        (folder / vcard.vdir_name(person)).write_bytes(vcard.one(person, version=version))
    settings = tmp_path / "khard.conf"
    settings.write_text(f"[addressbooks]\n[[ours]]\npath = {folder}\n[general]\ndebug = no\ndefault_action = list\n")

    listed = _khard(settings, "list", "--parsable", home=tmp_path)
    numbers = _khard(settings, "phone", "--parsable", "Number7", home=tmp_path)

    assert listed.stderr == ""
    assert sorted(line.split("\t")[1] for line in listed.stdout.splitlines()) == sorted(p.name for p in people)
    assert "5550101" in numbers.stdout


def _khard(settings: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    return subprocess.run(
        [Path(sys.executable).with_name("khard"), "-c", settings, *words],
        env={"HOME": str(home), "PATH": "", "LANG": "C.UTF-8", **folders},
        capture_output=True,
        text=True,
        check=True,
    )


# Plain texts about as long as a line, and any others: what the shortcuts look at.
_texts = st.one_of(st.text("ab ,;\\", min_size=60, max_size=80), st.text(max_size=80))


@given(st.lists(_texts, min_size=1, max_size=5))
def test_lines_are_folded_together_as_each_by_itself(lines: list[str]) -> None:
    assert all_folded(lines) == "\r\n".join(folded(line) for line in lines)


@given(_texts)
def test_a_text_without_anything_to_escape_is_escaped_as_any_other(text: str) -> None:
    marked = "".join(f"\\{letter}" if letter in "\\,;" else letter for letter in text)

    assert escaped(text) == unbroken(marked)
