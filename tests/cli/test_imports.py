"""Imports as a press officer meets them: told row by row, mended, repeated, stopped in the middle."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from outreach.services.preparing import WORTH_A_PROCESS
from tests.cli.conftest import Office

HEADER = "name,city,email,phone,title\n"
FILE = HEADER + "Mira Olsen,Vienna,mira@example.org,01 9999 123,Spokesperson\n"


def test_a_dry_run_says_row_by_row_what_would_change(office: Office) -> None:
    office.ok("officers", "import", office.file("a.csv", FILE))
    changed = office.file("b.csv", FILE.replace("Spokesperson", "Head of Press") + "Ana Ek,Geneva,ana@example.org,,\n")

    report = office.ok("officers", "import", changed, "--dry-run", "--format", "json").json

    assert (report["added"], report["updated"], report["batch"]) == (1, 1, None)
    assert [(row["row"], row["name"], row["outcome"]) for row in report["rows"]] == [
        (2, "Mira Olsen", "updated"),
        (3, "Ana Ek", "added"),
    ]
    assert report["rows"][0]["changes"] == {"title": {"before": "Spokesperson", "after": "Head of Press"}}
    assert [row["title"] for row in office.ok("officers", "--format", "json").json] == ["Spokesperson"]


def test_what_was_edited_here_stays_and_theirs_takes_the_file(office: Office) -> None:
    file = office.file("a.csv", FILE)
    office.ok("officers", "import", file)
    office.ok("officers", "edit", "Mira Olsen", "--title", "Head of Press", "--drop", "01 9999 123")

    told = office.ok("officers", "import", file)
    report = office.ok("officers", "import", file, "--format", "json").json
    kept = office.ok("officers", "--format", "json").json
    office.ok("officers", "import", file, "--theirs")

    assert "title: 'Head of Press' stays" in told.out.replace("\n", " ")
    assert "2 fields left as they were typed here" in told.err
    assert [(left["field"], left["ours"], left["theirs"]) for left in report["left"]] == [
        ("title", "Head of Press", "Spokesperson"),
        ("phone +4319999123", None, "work, public"),
    ]
    assert [(row["title"], row["phones"]) for row in kept] == [("Head of Press", [])]
    [officer] = office.ok("officers", "--format", "json").json
    assert (officer["title"], len(officer["phones"])) == ("Spokesperson", 1)


def test_rejected_rows_are_mended_in_their_file_and_imported(office: Office) -> None:
    bad = office.file("a.csv", FILE + '"=Ek, Ana",Nowhereville,ana@example.org,,"two\nlines"\n')

    refused = office("officers", "import", bad, "--keep-going", "--rejects", "bad.csv")
    [header, row] = list(csv.reader(io.StringIO((office.folder / "bad.csv").read_text(encoding="utf-8"))))
    mended = (office.folder / "bad.csv").read_text(encoding="utf-8").replace("Nowhereville,", "Geneva,")
    mended = mended.replace('"two\nlines"', "Editor")
    office.ok("officers", "import", office.file("mended.csv", mended))

    assert refused.code == 5
    assert "bad.csv: mend them there" in refused.err
    assert header == ["name", "city", "email", "phone", "title", "problem"]
    assert row[:2] == ["'=Ek, Ana", "Nowhereville"]
    assert "no city named 'Nowhereville'" in row[5]
    assert {officer["name"] for officer in office.ok("officers", "--format", "json").json} == {"Mira Olsen", "=Ek, Ana"}


def test_rejected_cards_are_written_out_as_they_were(office: Office) -> None:
    good = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ek\r\nEND:VCARD\r\n"
    bad = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nEMAIL:\r\nNOTE:keep me\r\nEND:VCARD\r\n"

    answer = office("officers", "import", office.file("a.vcf", good + bad), "--rejects", "bad.vcf")

    assert answer.code == 5
    assert (office.folder / "bad.vcf").read_bytes() == bad.encode()


def test_columns_named_by_hand_are_remembered_for_their_layout(office: Office) -> None:
    first = office.file("a.csv", "Wer;Schuhe;Stadt\nMira Olsen;41;Wien\n")
    second = office.file("b.csv", "Wer;Schuhe;Stadt\nAna Ek;38;Genf\n")
    named = ("--map", "Wer=name", "--map", "Schuhe=")

    office.ok("officers", "import", first, *named, "--dry-run")
    unknown = office("officers", "import", second)
    office.ok("officers", "import", first, *named)
    known = office.ok("officers", "import", second)

    assert (unknown.code, "'Wer' is unknown" in unknown.err) == (5, True)
    assert "read as the last time: Wer = name, Schuhe = (left out)" in known.err
    assert {officer["name"] for officer in office.ok("officers", "--format", "json").json} == {"Mira Olsen", "Ana Ek"}


def test_an_old_code_page_is_told_of(office: Office) -> None:
    answer = office.ok("officers", "import", office.file("a.csv", "name,city\nZoë Müller,Genève\n".encode("cp1252")))

    assert "the file is not UTF-8; it was read as cp1252" in answer.err


def test_a_long_report_is_short_on_a_screen_and_whole_in_a_file(office: Office) -> None:
    rows = "".join(f"Given{n} Family{n},Vienna,p{n}@example.org,,\n" for n in range(80))

    told = office.ok("officers", "import", office.file("a.csv", HEADER + rows), "--dry-run")
    office.ok("officers", "import", office.folder / "a.csv", "--dry-run", "--format", "csv", "-o", "report.csv")

    assert "… and 30 rows more; --format json, --format csv or -o FILE tells of every one" in told.err
    assert "80 added" in told.err
    assert len((office.folder / "report.csv").read_text(encoding="utf-8").splitlines()) == 81


@pytest.mark.parametrize("extra", [b"", b",\x00", b'\n"unbalanced'], ids=["2M columns", "NUL", "quote"])
def test_a_hostile_file_leaves_the_store_as_it_was(office: Office, extra: bytes) -> None:
    office.ok("officers", "import", office.file("a.csv", FILE))
    before = office.ok("officers", "--format", "json").out
    content = b"name" + b",x" * 2_000_000 if not extra else b"name,email\nAna Ek,ana@example.org" + extra

    answer = office("officers", "import", office.file("bad.csv", content))

    assert (answer.code, answer.out) == (5, "")
    assert len(answer.err.splitlines()) == 1
    assert office.ok("officers", "--format", "json").out == before


@pytest.mark.parametrize("share", range(10))
def test_a_kill_leaves_all_of_a_file_or_nothing(office: Office, share: int) -> None:
    """R-52: the process is killed at ten moments between its first write and its end, with either kind of journal."""
    office.ok("init")
    file = office.file("a.csv", HEADER + people_rows(3_000))
    store = office.folder / "outreach.db"

    with (
        closing(open_beside(store)) if share % 2 else nullcontext()
    ):  # whom others have open is written by way of the log
        running = importing(office, file)
        wait_while(running, lambda: not any(journal.exists() and journal.stat().st_size for journal in journals(store)))
        time.sleep(share * 0.15)
        running.send_signal(signal.SIGKILL)
        running.wait()

    found = office.ok("officers", "--format", "json").json
    assert len(found) in (0, 3_000)
    assert office.ok("officers", "import", file, "--format", "json").json["added"] == 3_000 - len(found)


def test_a_kill_in_the_middle_of_the_file_itself_is_taken_back_by_the_next_reader(office: Office) -> None:
    office.ok("init")
    file = office.file("a.csv", HEADER + people_rows(40_000))
    store = office.folder / "outreach.db"
    small = store.stat().st_size + 3_000_000

    running = importing(office, file)
    wait_while(running, lambda: store.stat().st_size < small)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert Path(f"{store}-journal").exists()
    assert office.ok("officers", "--format", "json").json == []
    assert "The store is sound" in office.ok("database", "check").err
    assert not Path(f"{store}-journal").exists()


def open_beside(store: Path) -> sqlite3.Connection:
    other = sqlite3.connect(store)
    other.execute("SELECT 1 FROM contact").fetchone()
    return other


def people_rows(count: int) -> str:
    return "".join(f"Given{n} Family{n},Vienna,p{n}@example.org,,\n" for n in range(count))


def importing(office: Office, file: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "outreach", "officers", "import", str(file)],
        env=os.environ | {"OUTREACH_DATABASE_URL": f"sqlite:///{office.folder / 'outreach.db'}"},
        cwd=office.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def journals(store: Path) -> list[Path]:
    return [Path(f"{store}-{kind}") for kind in ("wal", "journal")]


def wait_while(running: "subprocess.Popen[bytes]", is_so: Callable[[], bool]) -> None:
    while running.poll() is None and is_so():
        time.sleep(0.005)


def test_a_report_as_json_has_no_holes(office: Office) -> None:
    office.ok("lists", "create", "Press")
    answer = office("lists", "import", "Press", office.file("a.csv", "name,email\nAna Ek,\n"), "--format", "json")

    assert set(json.loads(answer.out)) == {
        "added",
        "updated",
        "unchanged",
        "rejected",
        "left",
        "rows",
        "warnings",
        "batch",
    }


def test_an_import_is_taken_back_after_a_question(office: Office) -> None:
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna", "--email", "mira@example.org", "--title", "Editor")
    file = office.file("a.csv", FILE + "Ana Ek,Geneva,ana@example.org,,\n")
    batch = office.ok("officers", "import", file, "--theirs", "--format", "json").json["batch"]

    dry = office.ok("officers", "import", "--undo", batch, "--dry-run", "--format", "json").json
    declined = office("officers", "import", "--undo", batch, stdin="n\n")
    kept = office.ok("officers", "--format", "json").json
    done = office.ok("officers", "import", "--undo", batch, "--yes")

    assert (dry["removed"], dry["restored"], dry["left"]) == (1, 1, 0)
    assert dry["people"][0]["changes"]["title"] == {"before": "Spokesperson", "after": "Editor"}
    assert (declined.code, len(kept)) == (130, 2)
    assert "Would be: 1 removed, 1 restored, 0 left" in declined.err
    assert done.err == "1 removed, 1 restored, 0 left\n"
    assert [(row["name"], row["title"], row["phones"]) for row in office.ok("officers", "--format", "json").json] == [
        ("Mira Olsen", "Editor", [])
    ]
    assert f"import {batch} taken back" in office.ok("officers", "history", "Mira Olsen").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--undo", "nonsense"), 3, "no import named 'nonsense'; nothing was imported here yet"),
        (("a.csv", "--undo", "nonsense"), 2, "leave one of the two out"),
        ((), 2, "--undo BATCH"),
    ],
    ids=["no such batch", "a file and a batch", "neither"],
)
def test_what_is_neither_a_file_nor_a_batch_is_said(
    office: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = office("officers", "import", *words)

    assert (answer.code, said in answer.err) == (code, True)


def test_whoever_came_in_with_a_large_file_is_found(office: Office) -> None:
    """Large enough to be read in a process of its own and written in several batches."""
    lines = (f"Given{n} Family{n},Vienna,given.{n}.of.a.long.name@desk.example.org,,Editor\n" for n in range(5_000))
    file = office.file("many.csv", HEADER + "".join(lines))
    assert file.stat().st_size > WORTH_A_PROCESS

    office.ok("journalists", "import", file)

    for asked in ("family4321", "given.4321.of", "city:Wien given4321"):
        assert [found["name"] for found in office.ok("find", asked, "--format", "json").json] == [
            "Given4321 Family4321"
        ], asked
