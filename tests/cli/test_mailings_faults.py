"""What a press officer is told when the server fails: the exit code, the sentence, and what to do next (R-2)."""

from dataclasses import dataclass

import pytest

from tests.cli.conftest import Commands, Office
from tests.smtp_server import BREAK, HANG_UP, Visit, good, serving

_ADVISORY = "---\nkind: press-release\nheadline: Talks open\ndateline: Vienna\ncontacts: [Vienna]\n---\nTalks open.\n"


@pytest.fixture(scope="module")
def ready(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a list of three and an advisory."""
    office = Office(tmp_path_factory.mktemp("office"), commands)
    office.settings |= {"OUTREACH_SENDER": "press@example.org", "OUTREACH_ORGANISATION": "Forum"}
    office.settings |= {"OUTREACH_SMTP_CONNECTIONS": "1"}
    office.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "m@example.org")
    office.ok("lists", "create", "Press")
    office.file("people.csv", "name,email\n" + "".join(f"Reader {n},r{n}@example.com\n" for n in (1, 2, 3)))
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", _ADVISORY)
    return office


@dataclass(frozen=True)
class Told:
    """The exit code, what is said, and where the three then stand."""

    code: int
    sentences: tuple[str, ...]
    counts: dict[str, int]


_NOTHING_SENT = {"planned": 3}
_PUT_OFF = Told(
    8, ("1 were not accepted", "The next can go at", "`outreach mailings send "), {"accepted": 2, "deferred": 1}
)
_REFUSED = Told(8, ("1 were not accepted", "--deliveries` says why"), {"accepted": 2, "refused": 1})
_UNKNOWN = Told(8, ("1 were not accepted", "Decide about the unknown", "--resend"), {"accepted": 2, "unknown": 1})
FAULTS: dict[str, tuple[str, str, Told]] = {
    "no at connect": ("connect", "554 5.7.1 no", Told(7, ("554 5.7.1 no", "try again later"), _NOTHING_SENT)),
    "busy at connect": ("connect", "421 4.3.2 busy", Told(7, ("421 4.3.2 busy", "try again later"), _NOTHING_SENT)),
    "FIN at connect": ("connect", HANG_UP, Told(7, ("smtp://127.0.0.1", "try again later"), _NOTHING_SENT)),
    "RST at EHLO": ("ehlo", BREAK, Told(7, ("smtp://127.0.0.1", "try again later"), _NOTHING_SENT)),
    "busy at EHLO": ("ehlo", "451 4.7.1 later", Told(7, ("451 4.7.1 later", "try again later"), _NOTHING_SENT)),
    "an account is wanted": (
        *("mail", "530 5.7.0 log in"),
        Told(7, ("does not accept us: 530 5.7.0", "check the account"), _NOTHING_SENT),
    ),
    "later at MAIL": (
        *("mail", "451 4.3.0 later"),
        Told(8, ("3 were not accepted", "The next can go at"), {"deferred": 3}),
    ),
    "later at RCPT": ("rcpt", "450 4.2.1 busy", _PUT_OFF),
    "closing at RCPT": ("rcpt", "421 4.3.2 closing", _PUT_OFF),
    "no at RCPT": ("rcpt", "550 5.2.2 mailbox full", _REFUSED),
    "no at DATA": ("data", "554 5.6.0 no", _REFUSED),
    "RST at DATA": ("data", BREAK, _PUT_OFF),
    "later at the dot": ("end", "452 4.3.1 no room", _PUT_OFF),
    "no at the dot": ("end", "552 5.3.4 too large", _REFUSED),
    "FIN at the dot": ("end", HANG_UP, _UNKNOWN),
    "RST after it was taken": ("ended", BREAK, _UNKNOWN),
}


@pytest.mark.parametrize(("stage", "fault", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_exit_code_its_sentence_and_what_to_do(
    ready: Office, stage: str, fault: str, told: Told
) -> None:
    plan = ready.ok("mailings", "plan", "advisory.md", "--list", "Press", "--format", "json").json

    def script(visit: Visit) -> str | None:
        hit = visit.stage == stage and (visit.recipient in (None, "r2@example.com"))
        return fault if hit else None

    with serving(script) as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        answer = ready("mailings", "send", str(plan["id"]), "--yes", "--format", "json")
        server.script = good
        shown = (
            answer.json if answer.code == 8 else ready.ok("mailings", "show", str(plan["id"]), "--format", "json").json
        )

    assert answer.code == told.code, answer.err
    assert [sentence for sentence in told.sentences if sentence not in answer.err] == [], answer.err
    assert {where: number for where, number in shown["counts"].items() if number} == told.counts
    assert len(server.record) == told.counts.get("accepted", 0) + (stage == "ended")
