"""What a press officer is told when the server fails: the exit code, the sentence, and what to do next (R-2)."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from outreach.store import database
from tests.cli.conftest import Office
from tests.press_room import counts, planned
from tests.smtp_server import BREAK, HANG_UP, Visit, serving


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
    "RST at EHLO": ("ehlo", BREAK, Told(7, ("smtp://127.0.0.1", "try again later"), _NOTHING_SENT)),
    "an account is wanted": (
        *("mail", "530 5.7.0 log in"),
        Told(7, ("does not accept us: 530 5.7.0", "check the account"), _NOTHING_SENT),
    ),
    "later at MAIL": (
        *("mail", "451 4.3.0 later"),
        Told(8, ("3 were not accepted", "The next can go at"), {"deferred": 3}),
    ),
    "no at RCPT": ("rcpt", "550 5.2.2 mailbox full", _REFUSED),
    "RST at DATA": ("data", BREAK, _PUT_OFF),
    "later at the dot": ("end", "452 4.3.1 no room", _PUT_OFF),
    "FIN at the dot": ("end", HANG_UP, _UNKNOWN),
    "RST after it was taken": ("ended", BREAK, _UNKNOWN),
}


@pytest.mark.parametrize(("stage", "fault", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_exit_code_its_sentence_and_what_to_do(
    furnished: Office, stage: str, fault: str, told: Told
) -> None:
    store = database.engine(f"sqlite:///{furnished.folder / 'outreach.db'}")
    number = planned(store, 3, now=datetime.now(UTC))

    def script(visit: Visit) -> str | None:
        hit = visit.stage == stage and (visit.recipient in (None, "r2@example.com"))
        return fault if hit else None

    with serving(script) as server:
        furnished.settings |= {"OUTREACH_SMTP_URL": server.url, "OUTREACH_SMTP_CONNECTIONS": "1"}
        answer = furnished("mailings", "send", str(number), "--yes", "--format", "json")

    assert answer.code == told.code, answer.err
    assert [sentence for sentence in told.sentences if sentence not in answer.err] == [], answer.err
    assert counts(store, number) == told.counts
    store.dispose()
    assert len(server.record) == told.counts.get("accepted", 0) + (stage == "ended")
