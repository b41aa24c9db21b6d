"""`outreach privacy export` and `erase`, as typed, on both stores; and what is then in the store's very bytes."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Engine, String, cast, inspect, select, text
from sqlmodel import SQLModel

from tests.cli.conftest import Office
from tests.smtp_server import Visit, serving

ADVISORY = """---
kind: press-release
headline: Harbour cities agree on rules
dateline: Vienna
contacts: [Vienna]
---
Dear {{ recipient.name }}, harbour cities agree on rules for rescue at sea.
"""
INES = (
    "Ines Duarte-Köhler",
    "ines@example.com",
    "ines.private@example.net",
    "+431999955",
    "Duarte",
    "01 9999 55",
    "Köhler",
)

# What the two stores cannot do differently is looked at on one.
ON_SQLITE = pytest.mark.parametrize("made_url", ["sqlite"], indirect=True)


@pytest.fixture
def ready(office: Office, made_url: str) -> Office:
    """An office with an officer, and two journalists on a list; one of them with a past: edits, a merge, a mailing."""
    office.settings |= {"OUTREACH_DATABASE_URL": made_url, "OUTREACH_SENDER": "Press <press@example.org>"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok("lists", "create", "Press")
    office.file(
        "people.csv",
        "name,email,outlet,notes\nInes Duarte-Köhler,ines@example.com,Example Post,met in Lisbon\n"
        "Tomás O'Neill,tomas@example.com,Example Post,\n",
    )
    office.ok("lists", "import", "Press", "people.csv")
    office.ok("journalists", "edit", "ines@example.com", "--city", "Wien", "--phone", "01 9999 55")
    office.ok("journalists", "add", "Ines Duarte-Köhler", "--email", "ines.private@example.net", "--city", "Graz")
    uids = [p["uid"] for p in office.ok("journalists", "--format", "json").json if p["name"].startswith("Ines")]
    office.ok("journalists", "merge", *uids, "--yes")
    office.file("advisory.md", ADVISORY)
    return office


def _sent(office: Office) -> None:
    """Mailing 1 to both; Ines's server names her when it refuses."""

    def refuses(visit: Visit) -> str | None:
        is_hers = visit.stage == "rcpt" and visit.recipient == "ines@example.com"
        return f"550 5.1.1 <{visit.recipient}> no such user" if is_hers else None

    with serving(refuses) as server:
        office.settings["OUTREACH_SMTP_URL"] = server.url
        office.ok("mailings", "plan", "advisory.md", "--list", "Press")
        assert office("mailings", "send", "1", "--yes").code == 8


def _where_named(engine: Engine, words: tuple[str, ...]) -> list[str]:
    """Every table and column, whatever it is for, that holds one of the words."""
    found = []
    with engine.connect() as connection:
        tables = SQLModel.metadata.__class__()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for column in table.columns:
                if table.name.endswith("_data"):  # the search index in octets: another test looks at these
                    continue
                values = connection.execute(select(cast(column, String))).scalars()
                if any(word.casefold() in str(value).casefold() for value in values for word in words):
                    found.append(f"{table.name}.{column.name}")
    return found


@ON_SQLITE
def test_everything_that_is_known_of_a_person_is_exported(ready: Office) -> None:
    _sent(ready)
    ready.ok("suppressions", "add", "ines.private@example.net", "--reason", "asked by phone")

    found = ready.ok("privacy", "export", "ines@example.com", "--format", "json").json

    assert found["name"] == "Ines Duarte-Köhler"
    assert {"ines@example.com", "ines.private@example.net"} <= set(found["addresses"])
    assert found["lists"] == ["Press"]
    assert [phone["e164"] for phone in found["directory"]["phone"]] == ["+431999955"]
    assert "asked by phone" in [suppression["reason"] for suppression in found["suppressions"]]
    [delivery] = found["deliveries"]
    assert (delivery["mailing_id"], delivery["status"], len(delivery["sha256"])) == (1, "refused", 64)
    assert [move["after"] for move in delivery["moves"]] == ["sending", "refused"]
    assert {event["what"] for event in found["history"]} >= {"added", "changed", "merged", "refused"}
    assert len(found["merges"]) == 1


@ON_SQLITE
def test_the_export_can_be_read_and_speaks_of_nobody_else(ready: Office) -> None:
    _sent(ready)

    ready.ok("privacy", "export", "ines@example.com", "-o", "ines.txt")
    read = (ready.folder / "ines.txt").read_text()

    assert all(word in read for word in ("ines@example.com", "+431999955", "Press", "mailing 1", "met in Lisbon"))
    assert "tomas@example.com" not in read


def test_nothing_names_a_person_any_more_who_was_erased(ready: Office, engine: Engine) -> None:
    _sent(ready)
    assert _where_named(engine, INES)
    engine.dispose()

    answer = ready.ok("privacy", "erase", "ines@example.com", "--yes", "--format", "json")

    assert _where_named(engine, INES) == []
    assert answer.json["still_named"] == {}
    assert [p["name"] for p in ready.ok("journalists", "--format", "json").json] == ["Tomás O'Neill"]
    assert ready("journalists", "history", "ines@example.com").code == 3
    assert ready("privacy", "export", "Ines Duarte-Köhler").code == 3
    ready.ok("database", "check")


def test_no_byte_of_a_person_who_was_erased_is_left_in_the_files(ready: Office) -> None:
    if not ready.settings["OUTREACH_DATABASE_URL"].startswith("sqlite"):
        pytest.skip("the files of a PostgreSQL server are its own")
    _sent(ready)
    files = [ready.folder / "outreach.db", ready.folder / "outreach.db-wal"]
    assert b"ines@example.com" in files[0].read_bytes()

    ready.ok("privacy", "erase", "ines@example.com", "--yes")

    left = b"".join(file.read_bytes() for file in files if file.exists()).lower()
    assert [word for word in (*INES, "met in Lisbon", "kohler") if word.lower().encode() in left] == []
    with closing(sqlite3.connect(files[0])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_ledger_adds_up_under_a_pseudonym(ready: Office) -> None:
    _sent(ready)
    before = ready.ok("mailings", "show", "1", "--format", "json").json

    ready.ok("privacy", "erase", "ines@example.com", "--yes")
    after = ready.ok("mailings", "show", "1", "--deliveries", "--format", "json").json

    assert (after["counts"], after["total"], after["status"]) == (before["counts"], before["total"], before["status"])
    [alias] = [d["address"] for d in after["deliveries"] if d["status"] == "refused"]
    assert alias.endswith("@erased.invalid")
    assert "no such user" in next(d["reply"] for d in after["deliveries"] if d["status"] == "refused")
    gone = ready("mailings", "message", "1", alias)
    assert (gone.code, "was erased" in gone.err) == (2, True)
    assert "tomas@example.com" in ready.ok("mailings", "message", "1", "tomas@example.com").out


@ON_SQLITE
def test_what_waits_for_the_person_is_cancelled_and_the_others_get_theirs(ready: Office) -> None:
    ready.ok("mailings", "plan", "advisory.md", "--list", "Press")

    answer = ready.ok("privacy", "erase", "ines@example.com", "--yes", "--format", "json")
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", "1", "--yes")

    assert answer.json["cancelled"] == 1
    assert [received.recipient for received in server.record] == ["tomas@example.com"]
    counts = ready.ok("mailings", "show", "1", "--format", "json").json["counts"]
    assert (counts["cancelled"], counts["accepted"]) == (1, 1)


def test_a_no_outlives_the_erasure_and_the_next_import(ready: Office, engine: Engine) -> None:
    ready.ok("suppressions", "add", "ines@example.com", "--reason", "asked by phone")

    ready.ok("privacy", "erase", "ines@example.com", "--yes")
    listed = ready.ok("suppressions", "--format", "json").json
    assert _where_named(engine, ("ines@example.com",)) == []
    ready.ok("lists", "import", "Press", "people.csv")
    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json

    assert [row["address"][:8] for row in listed] == ["(erased "]
    assert (plan["recipients"], [left["address"] for left in plan["excluded"]]) == (1, ["ines@example.com"])
    ready.ok("suppressions", "remove", "ines@example.com", "--yes")
    assert ready.ok("suppressions", "--format", "json").json == []


@ON_SQLITE
def test_with_suppress_no_import_brings_mail_to_them_again(ready: Office) -> None:
    ready.ok("privacy", "erase", "ines@example.com", "--suppress", "--yes")

    ready.ok("lists", "import", "Press", "people.csv")
    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json

    assert plan["recipients"] == 1
    assert ready("suppressions", "add", "ines@example.com").code == 4


@ON_SQLITE
def test_who_was_removed_before_can_be_exported_and_erased(ready: Office, engine: Engine) -> None:
    _sent(ready)
    ready.ok("journalists", "remove", "ines@example.com", "--yes")

    found = ready.ok("privacy", "export", "ines@example.com", "--format", "json").json
    ready.ok("privacy", "erase", "ines@example.com", "--yes")

    assert (found["directory"], len(found["deliveries"])) == ({}, 1)
    assert _where_named(engine, INES) == []


@ON_SQLITE
def test_a_colleague_at_the_same_desk_keeps_what_is_theirs(ready: Office) -> None:
    ready.ok("officers", "add", "Ana Prieto", "--email", "desk@example.org", "--city", "Wien")
    ready.ok("journalists", "add", "Leo Vance", "--email", "desk@example.org", "--city", "Graz")
    ready.ok("suppressions", "add", "desk@example.org")

    ready.ok("privacy", "erase", "Ana Prieto", "--yes")

    assert [row["address"] for row in ready.ok("suppressions", "--format", "json").json] == ["desk@example.org"]
    leo = ready.ok("journalists", "show", "Leo Vance", "--format", "json").json
    assert leo["emails"][0]["address"] == "desk@example.org"


@ON_SQLITE
def test_what_was_published_is_kept_and_said(ready: Office) -> None:
    _sent(ready)

    answer = ready.ok("privacy", "erase", "Mira Olsen", "--yes", "--format", "json")

    assert "mailing.form: a text as it was published" in answer.err
    assert answer.json["still_named"]["mailing.form"] == 1
    assert "Mira Olsen" in ready.ok("mailings", "message", "1", "tomas@example.com").out


@ON_SQLITE
def test_erasing_asks_first_and_a_dry_run_changes_nothing(ready: Office) -> None:
    refused = ready("privacy", "erase", "ines@example.com", stdin="n\n")
    told = ready.ok("privacy", "erase", "ines@example.com", "--dry-run")

    assert refused.code == 130
    assert "Would erase Ines" in told.err
    assert len(ready.ok("journalists", "--format", "json").json) == 2


@ON_SQLITE
def test_several_people_are_told_apart_by_their_uids(ready: Office) -> None:
    ready.ok("officers", "add", "Tomás O'Neill", "--city", "Graz", "--email", "tomas@example.org")

    answer = ready("privacy", "erase", "Tomas O'Neill", "--yes")

    assert answer.code == 2
    assert "officer Tomás O'Neill, Graz" in answer.err
    assert "journalist Tomás O'Neill" in answer.err


@ON_SQLITE
def test_a_message_of_which_nobody_knows_is_decided_first(ready: Office, engine: Engine) -> None:
    ready.ok("mailings", "plan", "advisory.md", "--list", "Press")
    with engine.begin() as connection:
        connection.execute(text("UPDATE delivery SET status = 'unknown' WHERE key = 'ines@example.com'"))
    engine.dispose()

    answer = ready("privacy", "erase", "ines@example.com", "--yes")

    assert (answer.code, "mailings resolve" in answer.err) == (2, True)
    assert "delivery" in inspect(engine).get_table_names()


@ON_SQLITE
def test_nobody_by_that_name_is_not_found(ready: Office) -> None:
    assert ready("privacy", "export", "Nobody Here").code == 3
    assert ready("privacy", "export", "ines@example.com", "--format", "csv").code == 2
