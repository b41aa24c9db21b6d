"""`outreach bounces collect` and `list`, as typed, on both stores, of mail that was really sent."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import Engine, text

from tests import bounced
from tests.bounced import fields, plain, report
from tests.cli.conftest import Office
from tests.cli.test_mailings import ADVISORY, PEOPLE
from tests.smtp_server import serving

DEAD, FULL = ("5.1.1", "550 5.1.1 <{who}>: User unknown"), ("5.2.2", "552 5.2.2 Mailbox full")

# What the two stores cannot do differently is looked at on one.
ON_SQLITE = pytest.mark.parametrize("made_url", ["sqlite"], indirect=True)


@pytest.fixture
def sent(office: Office, made_url: str) -> Office:
    """An office that has sent mailing 1 to nine readers."""
    office.settings |= {"OUTREACH_DATABASE_URL": made_url, "OUTREACH_SENDER": "Press <press@example.org>"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok("lists", "create", "Press")
    office.file("people.csv", PEOPLE)
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", ADVISORY)
    _send(office, 1)
    return office


def _send(office: Office, number: int) -> None:
    with serving() as server:
        office.settings["OUTREACH_SMTP_URL"] = server.url
        office.ok("mailings", "plan", "advisory.md", "--list", "Press")
        office.ok("mailings", "send", str(number), "--yes")


def _deliveries(office: Office, number: int = 1) -> dict[str, dict[str, str]]:
    shown = office.ok("mailings", "show", str(number), "--deliveries", "--format", "json").json
    return {delivery["address"]: delivery for delivery in shown["deliveries"]}


def _returned(office: Office, who: str, kind: tuple[str, str], *, since: timedelta = timedelta(0)) -> bytes:
    """A report about mailing 1 to `who`, with our Message-ID in it."""
    status, reason = kind
    block = fields(status, reason.format(who=who), who=who)
    return report("Sorry.", block, returned_id=_deliveries(office)[who]["message_id"], date=_now(since))


def _now(since: timedelta = timedelta(0)) -> str:
    return format_datetime(datetime.now(UTC) + since)


def _collected(office: Office, *arguments: str, stdin: bytes = b"") -> dict[str, int]:
    answer = office.ok("bounces", "collect", *arguments, "--format", "json", stdin=stdin)
    return {name: number for name, number in answer.json.items() if number}


@ON_SQLITE
def test_a_dead_address_is_marked_told_and_suppressed(sent: Office) -> None:
    found = _collected(sent, "-", stdin=_returned(sent, "r3@example.com", DEAD))

    assert found == {"messages": 1, "bounced": 1, "hard": 1, "suppressed": 1}
    delivery = _deliveries(sent)["r3@example.com"]
    assert (delivery["status"], delivery["reply"]) == ("bounced", "550 5.1.1 <r3@example.com>: User unknown")
    [row] = sent.ok("suppressions", "--format", "json").json
    assert row["address"] == "r3@example.com"
    assert "mailing 1: 550 5.1.1" in row["reason"]
    assert "bounced" in sent.ok("journalists", "history", "r3@example.com").out
    [listed] = sent.ok("bounces", "--format", "json").json
    assert (listed["address"], listed["mailing"], listed["status"]) == ("r3@example.com", 1, "5.1.1")
    plan = sent.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json
    assert [left["address"] for left in plan["excluded"]] == ["r3@example.com"]


@ON_SQLITE
def test_a_full_mailbox_is_marked_and_never_suppressed(sent: Office) -> None:
    found = _collected(sent, "-", stdin=_returned(sent, "r3@example.com", FULL))

    assert found == {"messages": 1, "bounced": 1, "soft": 1}
    assert _deliveries(sent)["r3@example.com"]["status"] == "bounced"
    assert sent.ok("suppressions", "--format", "json").json == []


@ON_SQLITE
def test_collecting_twice_changes_nothing(sent: Office) -> None:
    (sent.folder / "box" / "new").mkdir(parents=True)
    for number in (1, 2, 3):
        kind = FULL if number == 2 else DEAD
        sent.file(f"box/new/{number}", _returned(sent, f"r{number}@example.com", kind))
    sent.file("box/new/4", plain("I am away.", sender="<r4@example.com>", subject="Out of office"))

    first = _collected(sent, "box")
    before = (_deliveries(sent), sent.ok("suppressions", "--format", "json").json, sent.ok("bounces").out)
    second = _collected(sent, "box")

    assert first == {"messages": 4, "bounced": 3, "hard": 2, "soft": 1, "suppressed": 2, "out_of_office": 1}
    assert second == {"messages": 4, "already": 3, "out_of_office": 1}
    assert (_deliveries(sent), sent.ok("suppressions", "--format", "json").json, sent.ok("bounces").out) == before


@ON_SQLITE
def test_a_dry_run_counts_and_changes_nothing(sent: Office) -> None:
    found = _collected(sent, "-", "--dry-run", stdin=_returned(sent, "r3@example.com", DEAD))

    assert found["hard"] == 1
    assert _deliveries(sent)["r3@example.com"]["status"] == "accepted"
    assert sent.ok("suppressions", "--format", "json").json == []


@ON_SQLITE
@pytest.mark.parametrize("date", [_now(), _now(-timedelta(days=2)), ""], ids=["now", "before it was sent", "no date"])
def test_an_address_alone_proves_nothing_and_that_is_told(sent: Office, date: str) -> None:
    words = "Your message could not be delivered.\n\n<R3@example.com>: 550 5.1.1 unknown\n"
    octets = plain(words, sender=bounced.DAEMON, subject="failure notice", date=date)

    answer = sent.ok("bounces", "collect", "-", stdin=octets)

    assert "1 quarantined" in answer.err
    assert "nothing in it proves that it is about mail of ours: a report about R3@example.com (550 5.1.1" in answer.err
    assert _deliveries(sent)["r3@example.com"]["status"] == "accepted"
    assert sent.ok("suppressions", "--format", "json").json == []


@ON_SQLITE
def test_a_return_path_proves_whose_it_is_whatever_else_it_says(sent: Office) -> None:
    sent.settings["OUTREACH_RETURN_PATH"] = "bounces@press.example.org"
    with serving() as server:
        sent.settings["OUTREACH_SMTP_URL"] = server.url
        sent.ok("mailings", "plan", "advisory.md", "--list", "Press")
        sent.ok("mailings", "send", "2", "--yes")
        path = next(received.sender for received in server.record if received.recipient == "r3@example.com")
    words = "Your message could not be delivered.\n\n<old@example.net>: 550 5.1.1 unknown\n"
    octets = plain(words, sender=bounced.DAEMON, subject="failure notice").replace(b"press@example.org", path.encode())

    without = _collected(sent, "-", stdin=_returned(sent, "r4@example.com", DEAD))
    found = _collected(sent, "-", stdin=octets)

    assert without == {"messages": 1, "quarantined": 1}
    assert found == {"messages": 1, "bounced": 1, "hard": 1, "suppressed": 1}
    assert _deliveries(sent, 2)["r3@example.com"]["status"] == "bounced"


@ON_SQLITE
def test_a_complaint_is_told_with_the_rates_and_stands_in_the_readers_history(sent: Office) -> None:
    octets = bounced.complaint(who="r3@example.com", returned_id=_deliveries(sent)["r3@example.com"]["message_id"])

    answer = sent.ok("bounces", "collect", "-", stdin=octets)

    assert "1 complained, 1 suppressed, 1 complaint" in answer.err
    assert "mailing 1: 1 of 9 complained (11.11 %); receivers want it below 0.1 %" in answer.err
    assert "complained" in sent.ok("journalists", "history", "r3@example.com").out
    assert "complaint rate 11.11 %" in sent.ok("mailings", "show", "1").err
    [listed] = sent.ok("bounces", "--format", "json").json
    assert (listed["kind"], listed["suppressed"][:9]) == ("complained", "complaint")
    shown = sent.ok("bounces", "complaints", "--format", "json")
    [rate] = shown.json
    assert (rate["mailing"], rate["complaints"], rate["taken"], rate["rate"]) == (1, 1, 9, 11.111)
    assert "In the last 30 days 1 of 9 complained (11.11 %)" in shown.err


@ON_SQLITE
def test_a_forged_report_about_somebody_who_got_nothing_suppresses_nobody(sent: Office) -> None:
    octets = report("Sorry.", fields("5.1.1", "550 5.1.1 gone", who="editor@example.net"), date=_now())

    assert _collected(sent, "-", stdin=octets) == {"messages": 1, "unmatched": 1}
    assert sent.ok("suppressions", "--format", "json").json == []


@ON_SQLITE
def test_a_report_proves_that_an_unknown_message_was_with_the_server(sent: Office, engine: Engine) -> None:
    octets = _returned(sent, "r3@example.com", DEAD)
    with engine.begin() as connection:
        connection.execute(text("UPDATE delivery SET status = 'unknown' WHERE key = 'r3@example.com'"))
        connection.execute(text("UPDATE mailing SET status = 'stopped'"))
    engine.dispose()

    _collected(sent, "-", stdin=octets)

    shown = sent.ok("mailings", "show", "1", "--format", "json").json
    assert (shown["counts"]["bounced"], shown["counts"]["unknown"], shown["status"]) == (1, 0, "finished")


def test_an_mbox_of_everything_is_sorted(sent: Office) -> None:
    begin = b"From MAILER-DAEMON Tue Nov 24 10:00:00 2026\n"
    mbox = b"".join(begin + sample.octets + b"\n\n" for sample in bounced.SAMPLES.values())
    sent.file("all.mbox", mbox)

    found = _collected(sent, "all.mbox")

    assert found["messages"] == len(bounced.SAMPLES)
    assert "bounced" not in found
    assert (found["out_of_office"], found["delayed"], found["complaint"]) == (3, 2, 1)


@ON_SQLITE
def test_what_is_not_there_is_not_found_and_an_empty_box_is_no_error(sent: Office) -> None:
    assert sent("bounces", "collect", "nowhere").code == 3
    assert "nothing there" in sent.ok("bounces", "collect", "-").err
    assert sent.ok("bounces").out == ""
