"""Taking mail back, as a press officer types it: to exactly those who have it, in their thread, to a real server."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest

from tests.cli.conftest import Office
from tests.smtp_server import SmtpServer, Visit, serving

INVITATION = """---
kind: media-advisory
headline: Harbour cities meet in Vienna
dateline: Vienna
event:
  what: Opening of the session
  who: [Mayor of Vienna]
  when: 2036-12-09 10:00
  until: 2036-12-09 13:00
  where: Town Hall
  why: Ports are on the table
contacts: [Vienna]
---
Dear {{ recipient.given_name or "colleague" }},

the session opens.
"""
RIGHT = INVITATION.replace("10:00", "11:00").replace("Town Hall", "City Library")
PEOPLE = "name,email,outlet\n" + "".join(f"Reader{n} O'Nörd,r{n}@example.com,Example {n}\n" for n in range(1, 7))


@pytest.fixture
def office(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "Press office <press@example.org>", "OUTREACH_ORGANISATION": "Forum"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok("lists", "create", "Press")
    office.file("people.csv", PEOPLE)
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", INVITATION)
    office.file("right.md", RIGHT)
    return office


@pytest.fixture
def server(office: Office) -> Iterator[SmtpServer]:
    with serving() as server:
        office.settings["OUTREACH_SMTP_URL"] = server.url
        yield server


def planned(office: Office) -> int:
    return int(office.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json["id"])


def taken_back(office: Office, *command: str) -> int:
    return int(office.ok("mailings", *command, "--yes", "--format", "json").json["id"])


def received(server: SmtpServer, address: str) -> list[EmailMessage]:
    mails = [mail.content for mail in server.record if mail.recipient == address]
    return [message_from_bytes(mail, policy=policy.default) for mail in mails]  # type: ignore[misc]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def entry(mail: EmailMessage) -> icalendar.Calendar:
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["METHOD"]
    return calendar


def test_who_has_it_gets_the_correction_and_who_waits_only_the_right_version(
    office: Office, server: SmtpServer
) -> None:
    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--limit", "2", "--yes")

    right = taken_back(office, "correct", str(wrong), "right.md", "--note", "The session starts an hour later.")
    office.ok("mailings", "send", str(right), "--yes")
    assert office("mailings", "send", str(wrong), "--yes").code == 2

    had = [r.recipient for r in server.record[:2]]
    for address in (f"r{n}@example.com" for n in range(1, 7)):
        mails = received(server, address)
        if address not in had:
            [only] = mails
            assert only["Subject"] == "Harbour cities meet in Vienna"
            assert only["In-Reply-To"] is None
            assert "11:00" in text(only)
            assert "10:00–13:00" not in text(only)
            assert "CORRECTION" not in text(only)
            continue
        first, second = mails
        assert second["Subject"] == "CORRECTION: Harbour cities meet in Vienna"
        assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
        assert second["Message-ID"] != first["Message-ID"]
        top = " ".join(text(second).split())
        assert top.startswith(
            "CORRECTION This replaces the message that we sent you before. The session starts an hour later. When: "
            "Tuesday 9 December 2036, 11:00–13:00 Vienna time (CET, 10:00–12:00 UTC) (before: Tuesday 9 December 2036, "
            "10:00–13:00 Vienna time (CET, 09:00–12:00 UTC)) Where: City Library (before: Town Hall)"
        )
        html = str(second.get_body(("html",)).get_content())  # type: ignore[union-attr]
        assert html.index("CORRECTION") < html.index("The session starts an hour later.") < html.index("<h1")
    shown = office.ok("mailings", "show", str(wrong), "--format", "json").json
    assert (shown["status"], shown["counts"]["accepted"], shown["counts"]["cancelled"]) == ("cancelled", 2, 4)
    assert office.ok("mailings", "show", str(right), "--format", "json").json["corrects"] == wrong


def test_a_corrected_event_moves_in_the_calendar_and_a_cancelled_one_goes(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--yes")
    right = taken_back(office, "correct", str(wrong), "right.md")
    office.ok("mailings", "send", str(right), "--yes")
    off = taken_back(office, "cancel-event", str(right), "--note", "A new date will be announced.")
    office.ok("mailings", "send", str(off), "--yes")

    first, second, third = received(server, "r1@example.com")

    events = [entry(mail).walk("VEVENT")[0] for mail in (first, second, third)]
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [str(entry(mail)["METHOD"]) for mail in (first, second, third)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert events[1]["DTSTART"].dt.hour == 11
    assert third["Subject"] == "CANCELLED: Harbour cities meet in Vienna"
    assert third["In-Reply-To"] == second["Message-ID"]
    assert third["References"].split() == [first["Message-ID"], second["Message-ID"]]
    assert text(third).startswith(
        "CANCELLED\nThis event has been cancelled. It does not take place as announced\nbelow.\n"
        "A new date will be announced.\n"
    )


def test_before_anybody_has_it_all_get_the_right_version_and_its_embargo(office: Office, server: SmtpServer) -> None:
    release = INVITATION.replace("dateline: Vienna\n", "dateline: Vienna\nembargo: 2036-12-08 10:00 Vienna\n")
    office.file("advisory.md", release)
    office.file("right.md", release.replace("2036-12-08 10:00", "2036-12-08 12:00"))
    wrong = planned(office)

    right = taken_back(office, "correct", str(wrong), "right.md")
    office.ok("mailings", "send", str(right), "--yes")

    assert office.ok("mailings", "show", str(wrong), "--format", "json").json["counts"]["cancelled"] == 6
    assert len(server.record) == 6
    for mail in server.record:
        shown = text(message_from_bytes(mail.content, policy=policy.default))  # type: ignore[arg-type]
        assert "EMBARGOED until 12:00 Vienna time" in shown
        assert "CORRECTION" not in shown


def test_what_a_dry_run_would_do_is_not_done(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--limit", "2", "--yes")

    told = office.ok("mailings", "correct", str(wrong), "right.md", "--dry-run")

    assert "Would plan a mailing, the correction of mailing 1, to 6 people" in told.err
    shown = office.ok("mailings", "show", str(wrong), "--format", "json").json
    assert (shown["counts"]["planned"], shown["counts"]["cancelled"]) == (4, 0)


def test_what_nobody_knows_the_fate_of_is_decided_first(office: Office) -> None:
    def lost(visit: Visit) -> str | None:
        return "break" if visit.stage == "ended" and visit.recipient == "r2@example.com" else None

    with serving(lost) as server:
        office.settings["OUTREACH_SMTP_URL"] = server.url
        wrong = planned(office)
        office("mailings", "send", str(wrong), "--yes")

        refused = office("mailings", "correct", str(wrong), "right.md", "--yes")

        assert refused.code == 2
        assert "outreach mailings resolve 1 --sent" in refused.err
        office.ok("mailings", "resolve", str(wrong), "--sent")
        assert taken_back(office, "correct", str(wrong), "right.md") == 2


def test_who_asked_for_no_more_mail_gets_no_correction_either(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--yes")
    office.ok("suppressions", "add", "r3@example.com", "--reason", "asked by phone")

    told = office.ok("mailings", "correct", str(wrong), "right.md", "--yes", "--format", "json").json

    assert told["recipients"] == 5
    assert [left_out["address"] for left_out in told["excluded"]] == ["r3@example.com"]


@pytest.mark.parametrize(
    ("command", "file", "says"),
    [
        (("correct", "1", "right.md"), INVITATION, "says what the mailing said"),
        (("correct", "1", "right.md"), INVITATION.replace("headline", "headlin"), "must not go out as it is"),
        (("correct", "9", "right.md"), RIGHT, "no mailing"),
        (("cancel-event", "9"), RIGHT, "no mailing"),
        (("cancel-event", "1"), RIGHT, "nobody has mailing 1 yet"),
    ],
    ids=["nothing is different", "it has errors", "no such mailing", "no such mailing to call off", "nobody has it"],
)
def test_what_cannot_be_taken_back_says_so_and_changes_nothing(
    office: Office, command: tuple[str, ...], file: str, says: str
) -> None:
    planned(office)
    office.file("right.md", file)

    refused = office("mailings", *command, "--yes")

    assert refused.code in (2, 3, 6)
    assert says in refused.err
    assert office.ok("mailings", "show", "1", "--format", "json").json["counts"]["planned"] == 6


def test_a_mailing_is_corrected_once_and_then_its_correction_is(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--yes")
    right = taken_back(office, "correct", str(wrong), "right.md")

    again = office("mailings", "correct", str(wrong), "right.md", "--yes")

    assert again.code == 2
    assert f"was taken back by mailing {right}; name that one instead" in again.err


def test_a_release_has_no_event_to_call_off(office: Office, server: SmtpServer) -> None:
    office.file("advisory.md", "---\nkind: press-release\nheadline: X agrees\ncontacts: [Vienna]\n---\nText here.\n")
    planned(office)
    office.ok("mailings", "send", "1", "--yes")

    refused = office("mailings", "cancel-event", "1", "--yes")

    assert refused.code == 2
    assert "has no event to call off" in refused.err


@pytest.mark.parametrize(
    ("said", "kept"), [((), "8-18"), (("--local-hours", "0-24"), "0-24")], ids=["as before", "said anew"]
)
@pytest.mark.parametrize("command", [("correct", "1", "right.md"), ("cancel-event", "1")], ids=["correct", "cancel"])
def test_what_takes_a_mailing_back_keeps_its_hours_unless_others_are_said(
    office: Office, server: SmtpServer, command: tuple[str, ...], said: tuple[str, ...], kept: str
) -> None:
    office.ok("mailings", "plan", "advisory.md", "--list", "Press", "--local-hours", "8-18")
    office.ok("mailings", "send", "1", "--yes")

    number = taken_back(office, *command, *said)

    assert office.ok("mailings", "show", str(number), "--format", "json").json["local_hours"] == kept
