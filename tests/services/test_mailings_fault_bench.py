"""The fault bench: at every stage of a message, every way in which a server can fail (R-2, R-16).

After each, the ledger and the server's own record agree, the run says the truth, and a good server gets the rest.
"""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from tests.press_room import NOW, counts, expect_agreement, planned, send, status, statuses
from tests.smtp_server import BREAK, HANG_UP, SmtpServer, Visit, good, serving

_LATER = "451 4.3.0 later"
_NEVER = "550 5.7.1 never"
_CLOSING = "421 4.3.2 closing"
_GARBAGE = "\x01\x7f what"
_ENDLESS = "250-" + "x" * 10_000
_NO_WITH_NUL = "550 5.1.1 n\0o"
_YES_WITH_NUL = "250 2.0.0 o\0k"
_STALL = 1.5
_BEFORE = {
    _LATER: "deferred",
    _NEVER: "refused",
    _CLOSING: "deferred",
    HANG_UP: "deferred",
    BREAK: "deferred",
    _GARBAGE: "deferred",
    _ENDLESS: "deferred",
    _STALL: "deferred",
}
_AFTER = {
    _LATER: "deferred",
    _NEVER: "refused",
    _CLOSING: "deferred",
    HANG_UP: "unknown",
    BREAK: "unknown",
    _GARBAGE: "unknown",
    _ENDLESS: "unknown",
    _STALL: "unknown",
}
_NAMES = {
    _LATER: "4xx",
    _NEVER: "5xx",
    _CLOSING: "421",
    HANG_UP: "hang-up",
    BREAK: "break",
    _GARBAGE: "garbage",
    _ENDLESS: "endless",
    _STALL: "stall",
    _NO_WITH_NUL: "no-with-nul",
    _YES_WITH_NUL: "yes-with-nul",
}
Fault = str | float
OF_A_MESSAGE: list[tuple[str, Fault, str]] = [
    *(("mail", fault, expected) for fault, expected in _BEFORE.items()),
    *(("rcpt", fault, expected) for fault, expected in _BEFORE.items()),
    *(("data", fault, expected) for fault, expected in _BEFORE.items()),
    *(("content", fault, _BEFORE[fault]) for fault in (HANG_UP, BREAK, _CLOSING)),
    *(("end", fault, expected) for fault, expected in _AFTER.items()),
    # The server has taken it and then says something else: only hearing nothing is honest.
    *(("ended", fault, _AFTER[fault]) for fault in (HANG_UP, BREAK, _GARBAGE, _ENDLESS, _STALL)),
    ("mail", _NO_WITH_NUL, "refused"),
    ("rcpt", _NO_WITH_NUL, "refused"),
    ("end", _NO_WITH_NUL, "refused"),
    ("ended", _YES_WITH_NUL, "accepted"),
]
OF_A_LINE: list[tuple[str, Fault]] = [
    *(("connect", fault) for fault in (_LATER, "554 5.7.1 no", _CLOSING, HANG_UP, BREAK, _GARBAGE, _ENDLESS, _STALL)),
    *(("ehlo", fault) for fault in (_LATER, _CLOSING, HANG_UP, BREAK, _GARBAGE, _ENDLESS, _STALL)),
]


def _named(value: object) -> str:
    return _NAMES.get(value, str(value)[:8])  # type: ignore[call-overload,no-any-return]


def _impatient(server: SmtpServer) -> object:
    return transport.smtp(server.url, timeout=0.5, end_timeout=0.5)


def expect_that_the_rest_arrives(engine: Engine, number: int, server: SmtpServer) -> None:
    """A good server gets what was put off; a person decides by the server's record about what nobody knows."""
    server.script = good
    for address, stands in statuses(engine, number).items():
        if stands == "unknown":
            decide = mailings.resolve_as_sent if server.copies[address] else mailings.resolve_for_resending
            with database.writing(engine) as session:
                decide(session, number, address=address, now=NOW)
    send(engine, number, server, now=lambda: NOW + timedelta(minutes=10))
    assert status(engine, number) == "finished"
    assert set(server.copies.values()) == {1}
    with database.reading(engine) as session:
        assert mailings.prove(session, number, now=NOW).problems == []


@pytest.mark.parametrize(("stage", "fault", "expected"), OF_A_MESSAGE, ids=_named)
def test_a_fault_within_a_message_hits_that_message_alone(
    sqlite: Engine, stage: str, fault: Fault, expected: str
) -> None:
    unhappy = {"r2@example.com", "r5@example.com"}
    hit = 0

    def script(visit: Visit) -> Fault | None:
        nonlocal hit
        if stage == "mail":
            hit += visit.stage == "mail"
            return fault if visit.stage == "mail" and hit == 2 else None
        return fault if visit.stage == stage and visit.recipient in unhappy else None

    number = planned(sqlite, 6, now=NOW)
    with serving(script) as server:
        outcome = send(sqlite, number, server, connections=1, transport=_impatient(server))
        expect_agreement(sqlite, number, server)
        stands = statuses(sqlite, number)
        told = counts(sqlite, number)
        expect_that_the_rest_arrives(sqlite, number, server)

    if stage != "mail":
        # A break before the last octets: before the end, or, where all was on its way already, nobody can say.
        allowed = {expected, "unknown"} if stage == "content" else {expected}
        assert {stands[address] for address in unhappy} <= allowed
        assert {where for address, where in stands.items() if address not in unhappy} == {"accepted"}
    else:
        # A kept-open line that was closed between two messages is opened anew, and nobody is put off.
        assert set(told) <= {"accepted", expected}
        assert told["accepted"] >= 5
    assert outcome.undelivered == 6 - told["accepted"]
    assert outcome.status == ("stopped" if {"deferred", "unknown"} & set(told) else "finished")


@pytest.mark.parametrize(("stage", "fault"), OF_A_LINE, ids=_named)
def test_a_server_that_fails_before_the_first_message_has_got_nothing(sqlite: Engine, stage: str, fault: Fault) -> None:
    number = planned(sqlite, 4, now=NOW)

    with serving(lambda visit: fault if visit.stage == stage else None) as server:
        with pytest.raises(ServerUnavailable) as told:
            send(sqlite, number, server, connections=2, transport=_impatient(server))
        assert server.record == []
        assert (status(sqlite, number), counts(sqlite, number)) == ("stopped", {"planned": 4})
        expect_that_the_rest_arrives(sqlite, number, server)

    assert str(told.value).isprintable()
    assert "smtp://127.0.0.1" in str(told.value)


@pytest.mark.parametrize("after", range(0, 12, 2))
@pytest.mark.parametrize("how", [HANG_UP, BREAK, _CLOSING], ids=_named)
def test_a_server_that_dies_after_so_many_messages_leaves_each_with_its_own_state(
    sqlite: Engine, how: str, after: int
) -> None:
    def script(visit: Visit) -> str | None:
        return how if visit.stage in ("mail", "connect") and visit.message > after else None

    number = planned(sqlite, 12, now=NOW)
    with serving(script) as server:
        with pytest.raises(ServerUnavailable):
            send(sqlite, number, server, connections=3, transport=_impatient(server))
        expect_agreement(sqlite, number, server)
        assert sum(counts(sqlite, number).values()) == 12
        expect_that_the_rest_arrives(sqlite, number, server)
