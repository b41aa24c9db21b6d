"""Mailings in time, paused and proved, as a press officer types it, to a real SMTP server."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.conftest import Office
from tests.cli.test_mailings import ADVISORY, planned, ready, server
from tests.smtp_server import SmtpServer, Visit, serving

__all__ = ["ready", "server"]


@pytest.fixture
def embargoed(ready: Office) -> Office:
    text = ADVISORY.replace("dateline: Vienna\n", "dateline: Vienna\nembargo: 2199-09-05 18:00 Europe/Vienna\n")
    ready.file("advisory.md", text)
    return ready


def test_a_mailing_goes_when_its_embargo_ends(embargoed: Office, server: SmtpServer) -> None:
    number = planned(embargoed, "--at-embargo")

    early = embargoed("mailings", "send", str(number), "--yes")
    due = embargoed.ok("mailings", "send", "--due")
    shown = embargoed.ok("mailings", "show", str(number), "--format", "json").json

    assert (early.code, due.code, server.record) == (2, 0, [])
    assert shown["send_at"] == shown["embargo_at"] == "2199-09-05T16:00:00+00:00"


def test_readers_hours_are_kept_with_the_mailing(ready: Office) -> None:
    number = planned(ready, "--local-hours", "8-18")

    assert ready.ok("mailings", "show", str(number), "--format", "json").json["local_hours"] == "8-18"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("plan", "advisory.md", "--list", "Press", "--at-embargo"), 2, "has no embargo"),
        (("plan", "advisory.md", "--list", "Press", "--local-hours", "18-8"), 5, "--local-hours"),
        (("send",), 2, "--due"),
        (("send", "1", "--due"), 2, "--due"),
        (("pause", "77"), 3, "77"),
        (("prove", "77"), 3, "77"),
        (("prove", "1", "--against", "advisory.md"), 5, "is no report"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(ready: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    planned(ready)

    answer = ready("mailings", *arguments)

    assert (answer.code, sentence in answer.err) == (code, True), answer.err


def test_who_has_no_zone_is_counted_when_hours_are_kept(ready: Office) -> None:
    answer = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--local-hours", "8-18")

    assert "9 of its readers have no time zone in the directory: they get it at once" in answer.err


def test_a_password_stands_nowhere(ready: Office, server: SmtpServer) -> None:
    canary = "Tr0ub4dor-canary"
    ready.settings["OUTREACH_SMTP_URL"] = server.url.replace("smtp://", "smtp://press@")
    ready.settings["OUTREACH_SMTP_PASSWORD"] = canary
    number = planned(ready)

    answers = [
        ready("mailings", "send", str(number), "--yes", "--format", "json"),
        ready("mailings", "send", str(number), "--yes"),
        ready("mailings", "send", "--due"),
        ready("mailings", "show", str(number), "--deliveries", "--format", "json"),
        ready("mailings", "prove", str(number), "--format", "json"),
    ]

    assert {answer.code for answer in answers} == {0, 7}
    assert not any(canary in answer.out + answer.err for answer in answers)
    assert not any(canary.encode() in file.read_bytes() for file in ready.folder.rglob("*") if file.is_file())


def test_a_paused_mailing_waits_until_it_is_resumed(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)
    ready.ok("mailings", "send", str(number), "--limit", "2", "--yes")

    ready.ok("mailings", "pause", str(number))
    refused = ready("mailings", "send", str(number), "--yes")
    ready.ok("mailings", "send", "--due")
    assert (refused.code, "resume" in refused.err, len(server.record)) == (2, True, 2)
    ready.ok("mailings", "resume", str(number), "--yes")

    assert len(server.record) == 9


def test_what_was_begun_goes_on_when_it_is_due(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)
    ready.ok("mailings", "send", str(number), "--limit", "2", "--yes")

    ready.ok("mailings", "send", "--due")

    assert len(server.record) == 9


def test_refusals_are_shown_in_words(ready: Office) -> None:
    def refuses_one(visit: Visit) -> str | None:
        return "552 5.2.2 over quota" if visit.stage == "rcpt" and visit.recipient == "r3@example.com" else None

    with serving(refuses_one) as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        number = planned(ready)
        ready("mailings", "send", str(number), "--yes")
    table = ready.ok("mailings", "show", str(number), "--deliveries", "--format", "csv").out

    assert "mailbox full" in table


def test_a_proof_is_filed_and_holds_until_somebody_changes_history(ready: Office, server: SmtpServer) -> None:
    import sqlite3

    number = planned(ready)
    ready.ok("mailings", "send", str(number), "--limit", "4", "--yes")
    ready.ok("mailings", "prove", str(number), "--format", "json", "-o", "filed.json")
    ready.ok("mailings", "send", str(number), "--yes")

    printed = ready.ok("mailings", "prove", str(number), "--against", "filed.json")
    with sqlite3.connect(ready.folder / "outreach.db") as store:
        store.execute("UPDATE move SET reply = '250 never' WHERE id = 2")
    changed = ready("mailings", "prove", str(number), "--against", "filed.json")

    assert "Everything holds." in printed.out
    assert "Seal after 18 moves: " in printed.out
    assert (changed.code, "the history was changed" in changed.err) == (6, True)


@pytest.mark.parametrize(("variable", "value"), [("OUTREACH_GIVE_UP_AFTER", "soon"), ("OUTREACH_MAX_REFUSALS", "101")])
def test_a_setting_that_cannot_be_is_named(office: Office, variable: str, value: str) -> None:
    office.settings[variable] = value

    answer = office("officers")

    assert (answer.code, variable in answer.err) == (5, True)


def test_programs_get_a_line_of_json_for_every_message(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)

    answer = ready.ok("mailings", "send", str(number), "--yes", "--format", "json")
    events = [json.loads(line) for line in answer.err.splitlines() if line.startswith("{")]

    assert [event["event"] for event in events] == ["begun", *["delivery"] * 9, "ended"]
    assert {event["status"] for event in events[1:-1]} == {"accepted"}
    assert [event["done"] for event in events[1:-1]] == list(range(1, 10))
    assert answer.json["counts"]["accepted"] == 9


def test_a_long_run_ends_with_a_table_of_domains(ready: Office, server: SmtpServer) -> None:
    people = "name,email,outlet\n" + "".join(f"R {n},r{n}@d{n % 20:02}.example.com,Example\n" for n in range(1, 141))
    ready.file("many.csv", people)
    ready.ok("lists", "import", "Press", "many.csv")
    number = planned(ready)

    lines = ready.ok("mailings", "send", str(number), "--yes").err.splitlines()

    table = lines[next(n for n, line in enumerate(lines) if line.startswith("Domain")) :]
    assert table[2].split() == ["example.com", "9", "0", "0", "0"]
    assert table[3].split() == ["d00.example.com", "7", "0", "0", "0"]
    assert table[17].split() == ["6", "others", "42", "0", "0", "0"]


def test_a_mailing_that_was_altered_is_held_and_stands_in_no_others_way(ready: Office, server: SmtpServer) -> None:
    altered, other = planned(ready), planned(ready)
    for number in (altered, other):
        ready.ok("mailings", "send", str(number), "--limit", "1", "--yes")
    with closing(sqlite3.connect(ready.folder / "outreach.db")) as store, store:
        merge = json.dumps({"name": "Mallory"})
        store.execute("UPDATE delivery SET merge = ? WHERE mailing_id = ? AND status = 'planned'", (merge, altered))

    due = ready("mailings", "send", "--due")
    shown = [ready.ok("mailings", "show", str(number), "--format", "json").json for number in (altered, other)]

    assert (due.code, "not the one" in due.err) == (8, True)
    assert [mailing["status"] for mailing in shown] == ["paused", "finished"]
    assert "not the one" in shown[0]["pause_reason"]
