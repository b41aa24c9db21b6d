"""No way into the directory brings a suppressed mailbox back, however its address is written (R-37)."""

import pytest
from sqlalchemy import Engine

from outreach.errors import InvalidValue
from outreach.model.values import EmailAddress
from outreach.store import database, suppressions
from tests.cli.conftest import Office
from tests.conftest import NOW
from tests.formats.spreadsheet.test_spreadsheet import workbook

SUPPRESSED = (
    "mira@example.com",
    "leo.vance@gmail.com",
    "zoë@example.com",
    "ana@bücher.example",
    "desk+vienna@example.org",
)
FORMS = [
    *("mira@example.com", "MIRA@example.com", "Mira@Example.Com", "mira@EXAMPLE.COM", "mIrA@eXaMpLe.CoM"),
    *("mira+press@example.com", "MIRA+Press@example.com", "mira+@example.com", "mira+a+b@example.com"),
    *("mira+2026-11-24@example.com", "mailto:mira@example.com", "<mira@example.com>", " mira@example.com "),
    *("leo.vance@gmail.com", "leovance@gmail.com", "l.e.o.v.a.n.c.e@gmail.com", "LeoVance@Gmail.com"),
    *("leo.vance@googlemail.com", "leovance@googlemail.com", "leovance+desk@googlemail.com", "LEO.VANCE+x@GMAIL.COM"),
    *("leov.ance@gmail.com", "leo.vance+a.b@gmail.com"),
    *("zoë@example.com", "ZOË@example.com", "zoe\u0308@example.com", "ZOE\u0308@Example.com", "zoë+press@example.com"),
    *("zoe\u0308+press@example.com", "zo\uff45\u0308@example.com"),
    *("ana@bücher.example", "ana@xn--bcher-kva.example", "Ana@BÜCHER.example", "ana@XN--BCHER-KVA.EXAMPLE"),
    *("ana@bu\u0308cher.example", "ana+x@bücher.example", "ana@b\uff55\u0308cher.example"),
    *("desk@example.org", "desk+vienna@example.org", "desk+geneva@example.org", "Desk+Vienna@Example.org"),
    '"mira"@example.com',
]  # fmt: skip


def _readable() -> list[str]:
    """The forms that are taken for an address at all: what is refused on the way in gets nothing either."""
    taken = []
    for form in FORMS:
        try:
            EmailAddress.parse(form)
        except InvalidValue:
            continue
        taken.append(form)
    return taken


def _csv(forms: list[str]) -> bytes:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    return ("name,email\n" + "".join(f"Reader {n},{quoted(form)}\n" for n, form in enumerate(forms))).encode()


def _vcards(forms: list[str]) -> bytes:
    card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Reader {}\r\nEMAIL:{}\r\nEND:VCARD\r\n"
    return "".join(card.format(n, form) for n, form in enumerate(forms)).encode()


@pytest.fixture
def ready(office: Office) -> Office:
    """An office with a list, on which one reader is who wants mail, and five mailboxes that want none."""
    office.settings["OUTREACH_SENDER"] = "Press <press@example.org>"
    office.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--email", "m@example.org", "--phone", "01 9999 123")
    office.ok("lists", "create", "Press")
    for address in SUPPRESSED:
        office.ok("suppressions", "add", address)
    office.file("one.csv", "name,email\nAda Bo,ada@example.com\n")
    office.ok("lists", "import", "Press", "one.csv")
    office.file("advisory.md", "---\nkind: press-release\nheadline: Talks open\ncontacts: [Vienna]\n---\nTalks open.\n")
    return office


def _planned(office: Office) -> tuple[list[str], int]:
    """Who would get a mailing, and how many are left out."""
    office.ok("mailings", "plan", "advisory.md", "--list", "Press")
    shown = office.ok("mailings", "show", "1", "--deliveries", "--format", "json").json
    return [delivery["address"] for delivery in shown["deliveries"]], len(shown["excluded"])


def test_there_are_forty_forms_and_nearly_all_are_taken_for_addresses() -> None:
    assert len(FORMS) >= 40
    assert len(_readable()) >= 38


@pytest.mark.parametrize("path", ["CSV", "XLSX", "vCard"])
def test_no_file_brings_a_suppressed_mailbox_back(ready: Office, path: str) -> None:
    rows = [["name", "email"], *([f"Reader {n}", form] for n, form in enumerate(_readable()))]
    ready.file("people.xlsx", workbook(rows))
    ready.file("people.csv", _csv(_readable()))
    ready.file("people.vcf", _vcards(_readable()))
    file = {"CSV": "people.csv", "XLSX": "people.xlsx", "vCard": "people.vcf"}[path]

    answer = ready("lists", "import", "Press", file, "--keep-going")

    assert answer.code in (0, 5), answer.err  # what a file cannot bring in at all is told, and gets nothing either

    reached, left_out = _planned(ready)
    assert reached == ["ada@example.com"]
    assert left_out >= 15


@pytest.mark.parametrize("form", ["mira+press@example.com", "L.Vance+x@googlemail.com", "Desk@example.org"])
def test_no_hand_brings_a_suppressed_mailbox_back(ready: Office, form: str) -> None:
    form = form.replace("L.Vance", "L.E.O.Vance")
    ready.ok("journalists", "add", "Somebody Else", "--email", form)
    ready.ok("lists", "add", "Press", form)

    assert _planned(ready) == (["ada@example.com"], 1)


def test_each_form_by_itself_is_known(engine: Engine) -> None:
    with database.writing(engine) as session:
        for address in SUPPRESSED:
            suppressions.add(session, EmailAddress.parse(address), reason="no", now=NOW)
        keys = {EmailAddress.parse(form).key for form in _readable()}

        assert set(suppressions.suppressed(session, keys)) == keys
