"""Advisories, as a press officer types them."""

from email import message_from_bytes, policy

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Office

ADVISORY = """---
kind: media-advisory
headline: Harbour cities sign in Vienna
dateline: Wien
event:
  what: Signing
  who: [The president]
  when: 2199-09-05 10:00
  where: Town Hall
  why: It is time
  rsvp: accreditation@example.org by 2199-09-04 12:00
contacts: [Vienna]
---
Dear {{ recipient.given_name or "colleague" }},

come and see **who** signs.
"""


@pytest.fixture
def ready(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "Press <press@example.org>", "OUTREACH_ORGANISATION": "Forum"}
    office.ok(
        "officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "mira@example.org"
    )
    office.ok(
        "officers", "add", "Nnamdi Achebe-Clarke", "--city", "Vienna", "--title", "Head of Press, Europe",
        "--phone", "+44 20 7946 0018 ext. 42", "--mobile", "+43 660 1234567", "--email", "nnamdi@example.org",
    )  # fmt: skip
    office.file("advisory.md", ADVISORY)
    return office


def test_a_faultless_advisory_may_go_out(ready: Office) -> None:
    assert ready.ok("advisories", "check", "advisory.md", "--format", "json").json == {
        "ok": True,
        "problems": [],
        "silenced": [],
    }


def test_a_mistake_is_named_with_its_line(ready: Office) -> None:
    ready.file("advisory.md", ADVISORY.replace("  why: It is time\n", "").replace("[Vienna]", "[Viennna]"))

    answer = ready("advisories", "check", "advisory.md", "--format", "json")

    assert answer.code == 6
    assert answer.json["ok"] is False
    assert {(problem["rule"], problem["level"]) for problem in answer.json["problems"]} >= {
        ("unknown-contact", "error")
    }
    assert [p["line"] for p in answer.json["problems"] if p["rule"] == "unknown-contact"] == [11]


def test_it_is_rendered_in_every_form(ready: Office) -> None:
    ready.ok("advisories", "render", "advisory.md", "-o", "out")
    files = {file.name: file.read_bytes() for file in (ready.folder / "out").iterdir()}
    mail = message_from_bytes(files["message.eml"], policy=policy.default)

    assert set(files) == {"message.eml", "message.txt", "message.html", "message.md", "event.ics"}
    assert str(mail["From"]) == "Press <press@example.org>"
    assert (
        mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == files["message.txt"].decode().strip()
    )
    assert b"DTSTART;TZID=Europe/Vienna:21990905T100000" in files["event.ics"]
    assert b"tel:+4319999123" in files["message.html"]


def test_it_is_put_on_paper(ready: Office) -> None:
    ready.ok("advisories", "render", "advisory.md", "-o", "out", "--pdf")
    preview = ready.ok("advisories", "preview", "advisory.md", "--format", "pdf", "-o", "proof.pdf")

    made = PdfReader(ready.folder / "out" / "message.pdf")
    shown = PdfReader(ready.folder / "proof.pdf").pages[0].extract_text()

    assert len(made.pages) == 1
    assert "Harbour cities sign in Vienna" in shown
    assert "Unsubscribe" not in shown
    assert shown == made.pages[0].extract_text()
    assert preview.err == "Note: made out to Alex Reader, a sample; --as says to whom else\n"


def test_the_officers_of_the_paper_can_be_read_back(ready: Office) -> None:
    ready.ok("advisories", "render", "advisory.md", "-o", "out", "--pdf")
    copied = PdfReader(ready.folder / "out" / "message.pdf").pages[0].extract_text()

    found = ready.ok("officers", "extract", "-", "--format", "json", stdin=copied).json
    of_the_text = ready.ok("officers", "extract", "out/message.txt", "--format", "json").json

    assert len(found) == 2
    assert _without_lines(found) == _without_lines(of_the_text)


def _without_lines(officers: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{key: value for key, value in officer.items() if key != "lines"} for officer in officers]


@pytest.mark.parametrize("form", ["message.txt", "message.html", "message.eml", "message.md"])
def test_the_officers_of_what_was_rendered_can_be_read_back(ready: Office, form: str) -> None:
    ready.ok("advisories", "render", "advisory.md", "-o", "out")

    found = ready.ok("officers", "extract", f"out/{form}", "--format", "json").json

    assert [(o["name"], o["role"], o["city"], [p["e164"] for p in o["phones"]], o["emails"]) for o in found] == [
        (
            "Nnamdi Achebe-Clarke",
            "Head of Press, Europe",
            "Vienna",
            ["+442079460018", "+436601234567"],
            ["nnamdi@example.org"],
        ),
        ("Mira Olsen", None, "Vienna", ["+4319999123"], ["mira@example.org"]),
    ]


def test_a_preview_is_what_that_reader_would_get(ready: Office) -> None:
    ready.ok("journalists", "add", "Zoë Łukasz", "--email", "zoe@example.com")

    text = ready.ok("advisories", "preview", "advisory.md", "--as", "zoe@example.com").out
    piped = ready.ok("advisories", "preview", "-", "--as", "zoe@example.com", stdin=ADVISORY).out

    assert "Dear Zoë," in text
    assert piped == text


def test_a_preview_says_what_is_attached(ready: Office) -> None:
    answer = ready.ok("advisories", "preview", "advisory.md")

    assert "Attached: event.ics (" in answer.err
    assert "event.ics" not in answer.out


def test_the_outbox_gets_the_calendar_entry_that_was_planned(ready: Office) -> None:
    ready.ok("lists", "create", "Press")
    ready.file("people.csv", "name,email,outlet\nZoë Łukasz,zoe@example.com,Example\n")
    ready.ok("lists", "import", "Press", "people.csv")
    number = str(ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json["id"])
    ready.settings["OUTREACH_OUTBOX"] = str(ready.folder / "outbox")

    ready.ok("mailings", "send", number, "--yes")

    (file,) = (ready.folder / "outbox" / "new").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    (entry,) = mail.iter_attachments()
    assert not [defect for part in mail.walk() for defect in part.defects]
    assert (entry.get_content_type(), entry.get_filename()) == ("text/calendar", "event.ics")
    assert b"DTSTART;TZID=Europe/Vienna:21990905T100000" in entry.get_payload(decode=True)
    shown = ready.ok("mailings", "message", number, "zoe@example.com").out
    assert shown.splitlines() == file.read_bytes().decode().splitlines()


def test_a_new_advisory_wants_only_to_be_filled_in(ready: Office) -> None:
    ready.ok("advisories", "new", "-o", "new.md")

    again = ready("advisories", "new", "-o", "new.md")
    check = ready("advisories", "check", "new.md", "--format", "json")
    plan = ready("mailings", "plan", "new.md", "--list", "x")

    assert again.code == 4
    assert {problem["rule"] for problem in check.json["problems"]} == {"placeholder"}
    assert plan.code in (3, 6)


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"", 5, "is empty"),
        (b"\x7fELF\x00\x00", 5, "not text"),
        (b"just text", 5, "front matter"),
        (b"---\nkind: [\n---\n", 5, "line"),
        (ADVISORY.replace("kind: media-advisory", "kind: leaflet").encode(), 6, "error"),
        (ADVISORY.replace("dateline: Wien", "datline: Wien").encode(), 6, "error"),
        (ADVISORY.replace("Harbour cities sign in Vienna", '"=?UTF-8?Q?=0A?=Bcc: x@example.org"').encode(), 6, "error"),
        (ADVISORY.replace("Dear {{", "Dear {% for").encode(), 6, "error"),
        (ADVISORY.replace("recipient.given_name", "recipient.shoe_size").encode(), 6, "error"),
    ],
    ids=["empty", "binary", "no front matter", "bad yaml", "kind", "key", "header", "code", "field"],
)
def test_what_is_no_good_advisory_is_refused(ready: Office, content: bytes, code: int, sentence: str) -> None:
    ready.file("bad.md", content)

    check, plan = ready("advisories", "check", "bad.md"), ready("mailings", "plan", "bad.md", "--list", "x")

    assert (check.code, sentence in check.err) == (code, True), check.err
    assert plan.code in (3, code)


def test_a_template_of_ones_own_replaces_ours_and_is_named_when_it_is_broken(ready: Office) -> None:
    templates = ready.folder / "mine" / "mail"
    templates.mkdir(parents=True)
    ready.settings["OUTREACH_TEMPLATES"] = str(ready.folder / "mine")

    (templates / "message.txt").write_text("Ours: {{ advisory.headline }}\n{% if %}\n")
    broken = ready("advisories", "preview", "advisory.md")

    assert broken.code == 6
    assert "message.txt" in broken.err
    assert "line 2" in broken.err


def test_a_draft_is_rendered_before_its_attachments_are_there_but_does_not_go_out(ready: Office) -> None:
    ready.file("advisory.md", ADVISORY.replace("contacts:", "attachments: [factsheet.pdf]\ncontacts:"))

    rendered = ready.ok("advisories", "render", "advisory.md", "-o", "out")
    ready.ok("lists", "create", "Press")
    plan = ready("mailings", "plan", "advisory.md", "--list", "Press")

    assert "must not go out yet" in rendered.err
    assert plan.code == 6
    assert "factsheet.pdf" in plan.err
