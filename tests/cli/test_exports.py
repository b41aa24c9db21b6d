"""What leaves the directory: complete, only what its reader may see, and never half a file."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Office


@pytest.fixture
def olsen(office: Office) -> Office:
    """An office with one press officer."""
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna", "--phone", "01 9999 123", "--email", "m@example.org")
    return office


def test_a_second_export_into_a_folder_touches_nothing(olsen: Office) -> None:
    olsen.ok("officers", "export", "--vdir", "cards")
    [file] = (olsen.folder / "cards").iterdir()
    os.utime(file, (1, 1))

    said = olsen.ok("officers", "export", "--vdir", "cards").err

    assert "0 new or changed" in said
    assert [(f.name, f.stat().st_mtime) for f in (olsen.folder / "cards").iterdir()] == [(file.name, 1)]


def test_other_cards_in_the_folder_stay_and_are_told_of(olsen: Office) -> None:
    (olsen.folder / "cards").mkdir()
    other = olsen.file("cards/other.vcf", "BEGIN:VCARD\r\nEND:VCARD\r\n")

    said = olsen.ok("officers", "export", "--vdir", "cards").err

    assert "1 other vCards" in said
    assert other.exists()


def test_a_link_in_the_folder_is_replaced_and_not_followed(olsen: Office) -> None:
    olsen.ok("officers", "export", "--vdir", "cards")
    [file] = (olsen.folder / "cards").iterdir()
    outside = olsen.file("outside.txt", "keep me")
    file.unlink()
    file.symlink_to(outside)

    olsen.ok("officers", "export", "--vdir", "cards")

    assert outside.read_text() == "keep me"
    assert not file.is_symlink()


def test_khard_reads_the_folder(olsen: Office) -> None:
    olsen.ok("officers", "export", "--vdir", "cards")
    config = olsen.file("khard.conf", f"[addressbooks]\n[[press]]\npath = {olsen.folder / 'cards'}\n")

    listed = subprocess.run(
        [Path(sys.executable).with_name("khard"), "-c", config, "list"], capture_output=True, text=True, check=True
    ).stdout

    assert "Mira Olsen" in listed


def test_a_full_disk_leaves_the_file_that_was_there(olsen: Office) -> None:
    olsen.ok("officers", "edit", "Mira Olsen", "--notes", "x" * 120_000)
    target = olsen.file("officers.vcf", "what was there")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    ran = subprocess.run(
        [sys.executable, "-m", "outreach", "officers", "export", "--internal", "-o", str(target)],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{olsen.folder / 'outreach.db'}"},
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        check=False,
    )

    assert ran.returncode == 5, ran.stderr
    assert "cannot be written" in ran.stderr
    assert target.read_text() == "what was there"
    assert [file.name for file in olsen.folder.iterdir() if file.name.endswith(".tmp")] == []


def test_json_is_the_same_whether_one_or_many_are_written(olsen: Office) -> None:
    one = olsen.ok("officers", "export", "--format", "json").out
    olsen.ok("officers", "add", "Zoë O'Brien")
    two = olsen.ok("officers", "export", "--format", "json").out

    for text in (one, two):
        assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n" == text
    assert olsen.ok("journalists", "export", "--format", "json").out == "[]\n"


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_code_is_written_as_a_picture(olsen: Office, suffix: str) -> None:
    olsen.ok("officers", "qr", "Mira Olsen", "-o", f"mira.{suffix}")

    content = (olsen.folder / f"mira.{suffix}").read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml"}[suffix])


def test_a_code_is_shown_on_the_screen(olsen: Office) -> None:
    assert "█" in olsen.ok("officers", "qr", "m@example.org").out


def test_a_picture_of_another_kind_is_refused(olsen: Office) -> None:
    answer = olsen("officers", "qr", "Mira Olsen", "-o", "mira.jpg")

    assert answer.code == 5
    assert ".png nor .svg" in answer.err


@pytest.mark.parametrize("form", ["csv", "vcard"])
def test_what_is_private_is_private_again_where_it_comes_in(office: Office, form: str) -> None:
    number = ("--phone", "+43 1 9999 123", "--visibility", "internal", "--usage", "text only")
    office.ok("officers", "add", "Mira Olsen", *number)
    office.ok("officers", "edit", "Mira Olsen", "--email", "mira@example.org", "--visibility", "press")
    office.ok("officers", "export", "--internal", "--format", form, "-o", "all.txt")
    office.ok("officers", "remove", "Mira Olsen", "--yes")

    office.ok("officers", "import", "all.txt")

    [mira] = office.ok("officers", "--format", "json").json
    [phone], [email] = mira["phones"], mira["emails"]
    assert (phone["visibility"], phone["usage"], email["visibility"]) == ("internal", "text only", "press")


def test_a_list_with_an_empty_query_is_refused(office: Office) -> None:
    office.ok("init")

    assert office("lists", "create", "All", "--where", "").code == 5


def test_a_folder_of_cards_comes_back_as_the_same_people(olsen: Office) -> None:
    olsen.ok("officers", "add", "Li Wei", "--city", "Geneva", "--email", "li@example.org")
    olsen.ok("officers", "export", "--vdir", "cards")

    report = olsen.ok("officers", "import", "cards", "--format", "json").json
    empty = olsen("officers", "import", ".")

    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 2)
    assert empty.code == 5
    assert "a folder without vCards" in empty.err
