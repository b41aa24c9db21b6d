"""Taking back what was taken back before, in several languages: everybody is told what is another in what they have."""

import pytest

from tests.cli.conftest import Office
from tests.cli.test_correcting import INVITATION, RIGHT, entry, office, planned, received, server, taken_back, text
from tests.smtp_server import SmtpServer

__all__ = ["office", "server"]
FRENCH = """---
headline: Les villes portuaires se réunissent à Vienne
event:
  what: Ouverture de la session
  who: [Le maire de Vienne]
  where: {where}
  why: Il sera question des ports
---
Bonjour {{{{ recipient.given_name or "à vous" }}}},

la session s’ouvre ce jour-là.
"""


def test_each_reader_gets_it_and_its_correction_in_their_own_language(office: Office, server: SmtpServer) -> None:
    office.file("more.csv", "name,email,language,city\nAnne Roy,anne@example.com,fr,Brussels\n")
    office.ok("lists", "import", "Press", "more.csv")
    office.file("advisory.fr.md", FRENCH.format(where="Hôtel de ville"))
    office.file("right.fr.md", FRENCH.format(where="Bibliothèque"))

    wrong = planned(office)
    office.ok("mailings", "send", str(wrong), "--yes")
    right = taken_back(office, "correct", str(wrong), "right.md")
    office.ok("mailings", "send", str(right), "--yes")

    english, corrected = received(server, "r1@example.com")
    french, mended = received(server, "anne@example.com")
    assert (english["Content-Language"], french["Content-Language"]) == ("en", "fr")
    assert french["Subject"] == "Les villes portuaires se réunissent à Vienne"
    assert mended["Subject"] == "RECTIFICATIF : Les villes portuaires se réunissent à Vienne"
    assert corrected["Subject"] == "CORRECTION: Harbour cities meet in Vienna"
    assert "Où : Bibliothèque (auparavant : Hôtel de ville)" in text(mended)
    assert "Where: City Library (before: Town Hall)" in text(corrected)
    assert mended["In-Reply-To"] == french["Message-ID"]
    events = [entry(mail).walk("VEVENT")[0] for mail in (english, french, corrected, mended)]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [int(event["SEQUENCE"]) for event in events] == [0, 0, 1, 1]


def sent(office: Office, number: int, *, limit: int = 99) -> None:
    office.ok("mailings", "send", str(number), "--limit", str(limit), "--yes")


def test_an_event_is_called_off_for_all_who_have_any_mailing_of_the_thread(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    sent(office, wrong, limit=4)
    right = taken_back(office, "correct", str(wrong), "right.md")
    sent(office, right, limit=1)

    off = taken_back(office, "cancel-event", str(right))
    sent(office, off)

    have = {mail.recipient for mail in server.record[:4]}
    assert {mail.recipient for mail in server.record[5:]} == have | {server.record[4].recipient}
    for address in have:
        *before, last = received(server, address)
        assert last["Subject"] == "CANCELLED: Harbour cities meet in Vienna"
        assert last["References"].split() == [mail["Message-ID"] for mail in before]
        assert int(entry(last).walk("VEVENT")[0]["SEQUENCE"]) == 2


def test_who_has_only_the_first_mailing_gets_the_second_correction_with_all_that_changed(
    office: Office, server: SmtpServer
) -> None:
    wrong = planned(office)
    sent(office, wrong)
    second = taken_back(office, "correct", str(wrong), "right.md")
    sent(office, second, limit=1)
    office.file("third.md", RIGHT.replace("City Library", "Old Port"))

    third = taken_back(office, "correct", str(second), "third.md")
    sent(office, third)

    up_to_date = server.record[6].recipient
    for number in range(1, 7):
        *before, last = received(server, f"r{number}@example.com")
        assert last["Subject"] == "CORRECTION: Harbour cities meet in Vienna"
        assert last["In-Reply-To"] == before[-1]["Message-ID"]
        was = "City Library" if f"r{number}@example.com" == up_to_date else "Town Hall"
        assert f"Where: Old Port (before: {was})" in text(last)
        assert ("When: " in text(last).partition("Forum")[0]) == (was == "Town Hall")


def test_a_correction_that_nobody_has_yet_does_not_stand_in_the_way(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    sent(office, wrong, limit=2)
    right = taken_back(office, "correct", str(wrong), "right.md")

    told = office.ok("mailings", "cancel-event", str(right), "--yes", "--format", "json").json
    sent(office, told["id"])

    assert told["recipients"] == 2
    assert {mail.recipient for mail in server.record[2:]} == {mail.recipient for mail in server.record[:2]}


def test_an_event_is_called_off_once(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    sent(office, wrong)
    off = taken_back(office, "cancel-event", str(wrong))
    sent(office, off)

    again = office("mailings", "cancel-event", str(off), "--yes")

    assert again.code == 2
    assert "was called off already" in again.err
    assert "RSVP" not in text(received(server, "r1@example.com")[1])


def test_a_sentence_that_changed_is_quoted_and_so_is_what_it_was(office: Office, server: SmtpServer) -> None:
    body = "the session opens. It saved 17 lives. Nobody was hurt."
    office.file("advisory.md", INVITATION.replace("the session opens.", body))
    office.file("right.md", INVITATION.replace("the session opens.", body.replace("17", "18")))
    wrong = planned(office)
    sent(office, wrong)
    sent(office, taken_back(office, "correct", str(wrong), "right.md"))

    assert "“It saved 18 lives.” (before: “It saved 17 lives.”)" in " ".join(
        text(received(server, "r1@example.com")[1]).split()
    )


def test_a_number_that_was_mended_in_the_directory_is_a_correction(office: Office, server: SmtpServer) -> None:
    wrong = planned(office)
    sent(office, wrong)
    office.ok("officers", "edit", "Mira Olsen", "--phone", "01 9999 124")

    sent(office, taken_back(office, "correct", str(wrong), "advisory.md"))

    mail = text(received(server, "r1@example.com")[1])
    assert "The contacts below have been corrected." in mail
    assert "9999124" in mail


def test_who_reads_a_language_in_which_nothing_changed_is_not_written_to(office: Office, server: SmtpServer) -> None:
    office.file("more.csv", "name,email,language,city\nAnne Roy,anne@example.com,fr,Brussels\n")
    office.ok("lists", "import", "Press", "more.csv")
    for name in ("advisory.fr.md", "right.fr.md"):
        office.file(name, FRENCH.format(where="Hôtel de ville"))
    office.file("right.md", INVITATION.replace("Ports are on", "All ports are on"))
    wrong = planned(office)
    sent(office, wrong)

    told = office.ok("mailings", "correct", str(wrong), "right.md", "--yes", "--format", "json").json

    assert told["recipients"] == 6
    assert told["excluded"] == [{"address": "anne@example.com", "reason": "nothing is another in what they have"}]


def test_a_note_is_for_its_language(office: Office, server: SmtpServer) -> None:
    office.file("more.csv", "name,email,language,city\nAnne Roy,anne@example.com,fr,Brussels\n")
    office.ok("lists", "import", "Press", "more.csv")
    for name in ("advisory.fr.md", "right.fr.md"):
        office.file(name, FRENCH.format(where="Hôtel de ville"))
    wrong = planned(office)
    sent(office, wrong)
    notes = ("--note", "An hour later.", "--note", "fr: Une heure plus tard.")
    sent(office, taken_back(office, "correct", str(wrong), "right.md", *notes))

    assert "An hour later." in text(received(server, "r1@example.com")[1])
    french = text(received(server, "anne@example.com")[1])
    assert "Une heure plus tard." in french
    assert "An hour later." not in french


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "---\nkind: press-release\nheadline: X agrees\ncontacts: [Vienna]\n---\nText here.\n",
            "cannot be its correction",
        ),
        (INVITATION, "or say it with --note"),
    ],
    ids=["another kind", "the same"],
)
def test_what_is_no_correction_is_refused(office: Office, server: SmtpServer, text: str, says: str) -> None:
    wrong = planned(office)
    sent(office, wrong)
    office.file("other.md", text)

    refused = office("mailings", "correct", str(wrong), "other.md", "--yes")

    assert refused.code == 2
    assert says in refused.err
