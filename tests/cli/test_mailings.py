"""Mailings, as a press officer types them, to a real SMTP server."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.smtp_server import SmtpServer, Visit, serving

ADVISORY = """---
kind: press-release
headline: Harbour cities agree on rules
dateline: Vienna
contacts: [Vienna]
---
Dear {{ recipient.given_name or "colleague" }} of {{ recipient.outlet }},

harbour cities agree on rules for rescue at sea.
"""
PEOPLE = "name,email,outlet\n" + "".join(f"Reader{n} O'Nörd,r{n}@example.com,Example {n}\n" for n in range(1, 10))


@pytest.fixture
def ready(office: Office) -> Office:
    """An office with an officer, a list of nine and an advisory."""
    office.settings |= {"OUTREACH_SENDER": "Press office <press@example.org>", "OUTREACH_ORGANISATION": "Forum"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok("lists", "create", "Press")
    office.file("people.csv", PEOPLE)
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", ADVISORY)
    return office


@pytest.fixture
def server(ready: Office) -> Iterator[SmtpServer]:
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        yield server


def planned(office: Office, *options: str) -> int:
    return int(office.ok("mailings", "plan", "advisory.md", "--list", "Press", *options, "--format", "json").json["id"])


def test_everybody_gets_one_message_and_the_ledger_says_so(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)

    ready.ok("mailings", "send", str(number), "--yes")
    ready.ok("mailings", "send", str(number), "--yes")
    shown = ready.ok("mailings", "show", str(number), "--deliveries", "--format", "json").json

    assert sorted(received.recipient for received in server.record) == [f"r{n}@example.com" for n in range(1, 10)]
    assert (shown["status"], shown["counts"]["accepted"], shown["total"]) == ("finished", 9, 9)
    assert {delivery["status"] for delivery in shown["deliveries"]} == {"accepted"}
    assert {delivery["message_id"] for delivery in shown["deliveries"]} == {r.message_id for r in server.record}


def test_the_message_that_is_shown_is_the_one_that_went(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)
    before = ready.ok("mailings", "message", str(number), "r3@example.com").out

    ready.ok("mailings", "send", str(number), "--yes")
    [sent] = [received.content for received in server.record if received.recipient == "r3@example.com"]
    mail = message_from_bytes(sent, policy=policy.default)

    assert sent.decode() == before == ready.ok("mailings", "message", str(number), "r3@example.com").out
    assert mail["To"].addresses[0].display_name == "Reader3 O'Nörd"
    assert "Dear Reader3 of Example 3" in mail.get_body(("plain",)).get_content()
    assert not mail.defects


def test_a_refused_recipient_does_not_stop_the_rest(ready: Office) -> None:
    def refuses_every_third(visit: Visit) -> str | None:
        third = visit.recipient in {"r3@example.com", "r6@example.com", "r9@example.com"}
        return "550 5.1.1 no such user" if visit.stage == "rcpt" and third else None

    with serving(refuses_every_third) as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        number = planned(ready)
        answer = ready("mailings", "send", str(number), "--yes", "--format", "json")

    assert answer.code == 8
    assert (answer.json["counts"]["accepted"], answer.json["counts"]["refused"]) == (6, 3)
    assert "3 were not accepted" in answer.err
    assert len(server.record) == 6


def test_a_server_that_is_not_there_keeps_everything(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)
    there = ready.settings["OUTREACH_SMTP_URL"]
    ready.settings["OUTREACH_SMTP_URL"] = "smtp://127.0.0.1:1"

    away = ready("mailings", "send", str(number), "--yes")
    kept = ready.ok("mailings", "show", str(number), "--format", "json").json
    ready.settings["OUTREACH_SMTP_URL"] = there
    ready.ok("mailings", "resume", str(number), "--yes")

    assert away.code == 7
    assert kept["counts"]["planned"] == 9
    assert len(server.record) == 9


def test_without_a_server_mail_goes_to_the_outbox(ready: Office) -> None:
    number = planned(ready)

    ready.ok("mailings", "send", str(number), "--yes")

    assert len(list((ready.folder / "outbox" / "new").iterdir())) == 9


def test_nothing_is_sent_without_a_yes(ready: Office, server: SmtpServer) -> None:
    number = planned(ready)

    declined = ready("mailings", "send", str(number), stdin="n\n")
    silent = ready("mailings", "send", str(number))
    dry = ready.ok("mailings", "send", str(number), "--dry-run")

    assert (declined.code, silent.code) == (130, 130)
    assert "9 of 9 messages" in dry.err
    assert server.record == []


def test_who_is_suppressed_or_excluded_gets_nothing(ready: Office, server: SmtpServer) -> None:
    ready.ok("suppressions", "add", "R1@example.com", "--reason", "asked")
    ready.ok("lists", "create", "Not these")
    ready.ok("lists", "add", "Not these", "r2@example.com")

    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--exclude", "Not these", "--format", "json")
    ready.ok("mailings", "send", "1", "--yes")

    assert plan.json == {
        "id": 1,
        "recipients": 7,
        "excluded": [
            {"address": "r1@example.com", "reason": "suppressed: asked"},
            {"address": "r2@example.com", "reason": "on the excluded list Not these"},
        ],
    }
    assert {"r1@example.com", "r2@example.com"}.isdisjoint(received.recipient for received in server.record)


def test_one_missing_field_stops_it_all(ready: Office) -> None:
    ready.ok("journalists", "add", "Nobody Anywhere", "--email", "nobody@example.com")
    ready.ok("lists", "add", "Press", "nobody@example.com")

    answer = ready("mailings", "plan", "advisory.md", "--list", "Press")

    assert answer.code == 6
    assert "nobody@example.com" in answer.err
    assert "outlet" in answer.err
    assert ready.ok("mailings", "--format", "json").json == []


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("mailings", "plan", "advisory.md", "--list", "Pres"), 3, "did you mean Press"),
        (("mailings", "plan", "nowhere.md", "--list", "Press"), 3, "no file named"),
        (("mailings", "plan", "advisory.md", "--list", "Press", "--at", "tomorrow"), 5, "--at"),
        (("mailings", "plan", "advisory.md", "--list", "Press", "--at", "2027-03-28 02:30 Europe/Vienna"), 5, "--at"),
        (("mailings", "plan", "advisory.md", "--list", "Empty"), 2, "nobody would get this mailing"),
        (("mailings", "send", "77", "--yes"), 3, "77"),
        (("mailings", "show", "77"), 3, "77"),
        (("mailings", "message", "1", "x@example.com"), 3, "x@example.com"),
        (("mailings", "resume", "1", "--yes"), 2, "was not begun yet"),
        (("mailings", "resolve", "1"), 2, "--sent"),
        (("mailings", "resolve", "1", "--sent"), 2, "unknown"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(ready: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    ready.ok("lists", "create", "Empty")
    planned(ready)

    answer = ready(*arguments)

    assert (answer.code, sentence in answer.err) == (code, True), answer.err


def test_a_mailing_that_is_planned_for_later_waits(ready: Office, server: SmtpServer) -> None:
    number = planned(ready, "--at", "2199-12-01 09:00 Europe/Vienna")

    early = ready("mailings", "send", str(number), "--yes")
    ready.ok("mailings", "cancel", str(number), "--yes")
    cancelled = ready("mailings", "send", str(number), "--yes")

    assert (early.code, cancelled.code) == (2, 2)
    assert "2199" in early.err
    assert server.record == []


def test_without_a_sender_nothing_is_planned(ready: Office) -> None:
    del ready.settings["OUTREACH_SENDER"]

    answer = ready("mailings", "plan", "advisory.md", "--list", "Press")

    assert answer.code == 5
    assert "OUTREACH_SENDER" in answer.err


def test_a_message_is_byte_for_byte_the_same_in_a_file(ready: Office, tmp_path: Path) -> None:
    number = planned(ready)

    ready.ok("mailings", "message", str(number), "r1@example.com", "-o", "proof.eml")
    printed = ready.ok("mailings", "message", str(number), "r1@example.com").out

    assert (tmp_path / "proof.eml").read_bytes() == printed.encode()


def test_an_embargo_is_named_before_anything_goes(ready: Office) -> None:
    embargoed = ADVISORY.replace("dateline: Vienna\n", "dateline: Vienna\nembargo: 2199-09-05 18:00 Europe/Vienna\n")
    ready.file("advisory.md", embargoed)

    number = planned(ready)
    answer = ready.ok("mailings", "send", str(number), "--dry-run")

    assert "under embargo until 2199-09-05 16:00 UTC" in answer.err


def test_planning_the_same_text_again_says_who_has_it(ready: Office) -> None:
    planned(ready)

    again = ready.ok("mailings", "plan", "advisory.md", "--list", "Press")

    assert "9 of its readers are in mailing 1 too, with the same text" in again.err


def test_a_time_that_is_past_is_refused(ready: Office) -> None:
    answer = ready("mailings", "plan", "advisory.md", "--list", "Press", "--at", "2020-12-01 09:00 Europe/Vienna")

    assert answer.code == 5
    assert "is past" in answer.err


def test_who_leaves_after_the_planning_is_named(ready: Office) -> None:
    number = planned(ready)

    inactive = ready.ok("journalists", "edit", "r1@example.com", "--inactive")
    removed = ready.ok("journalists", "remove", "r2@example.com", "--yes")

    for answer in (inactive, removed):
        assert f"mailing {number} is planned for" in answer.err


def test_mail_that_all_on_the_way_can_read_is_not_sent_unless_it_is_said(ready: Office) -> None:
    number = planned(ready)
    ready.settings["OUTREACH_SMTP_URL"] = "smtp://mail.example.invalid:25"

    refused = ready("mailings", "send", str(number), "--yes")
    said = ready("mailings", "send", str(number), "--yes", "--insecure")

    assert (refused.code, said.code) == (2, 7)
    assert "everybody can read the mail" in refused.err
    assert "--insecure" in refused.err
