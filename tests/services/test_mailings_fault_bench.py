"""The fault bench: at every stage of a message, every way in which a server can fail (R-2, R-16).

After each, the ledger and the server's own record agree, the run says the truth, and a good server gets the rest.
"""

import ssl
from dataclasses import replace

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import Engine

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from tests.dying import died, expect_that_the_rest_arrives
from tests.press_room import NOW, counts, expect_agreement, planned, send, status, statuses
from tests.real_servers import CERTIFICATE
from tests.smtp_server import BREAK, HANG_UP, SmtpServer, Visit, serving

_LATER = "451 4.3.0 later"
_NEVER = "550 5.7.1 never"
_CLOSING = "421 4.3.2 closing"
_GARBAGE = "\x01\x7f what"
_ENDLESS = "250-" + "x" * 10_000
_NO_WITH_NUL = "550 5.1.1 n\0o"
_YES_WITH_NUL = "250 2.0.0 o\0k"
_STALL = 1.5
_SECRET = "c4n4ry-s3cret"
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


@pytest.mark.parametrize("fault", [*_BEFORE], ids=_named)
@pytest.mark.parametrize("stage", ["starttls", "auth"])
def test_a_server_that_fails_while_we_introduce_ourselves_has_got_nothing(
    sqlite: Engine, stage: str, fault: Fault
) -> None:
    number, context = planned(sqlite, 2, now=NOW), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    options = {"tls_context": context, "authenticator": _lets_everybody_in, "auth_required": True}

    with serving(lambda visit: fault if visit.stage == stage else None, **options) as server:
        url = server.url.replace("smtp://127.0.0.1", "smtp+starttls://zoe@localhost")
        trusting = ssl.create_default_context(cafile=CERTIFICATE.with_name("ca.pem"))
        protected = transport.smtp(url, password=_SECRET, timeout=0.5, end_timeout=0.5, context=trusting)
        with pytest.raises(ServerUnavailable) as told:
            send(sqlite, number, server, connections=1, transport=protected)
        assert (server.record, server.messages) == ([], 0)
        assert (status(sqlite, number), counts(sqlite, number)) == ("stopped", {"planned": 2})
        assert (b"AUTH" in server.octets.upper()) is (stage == "auth")
        patient = replace(protected, timeout=20, end_timeout=20)  # type: ignore[type-var]
        expect_that_the_rest_arrives(sqlite, number, server, out=patient)

    assert str(told.value).isprintable()
    assert "smtp+starttls://localhost" in str(told.value)
    assert _SECRET not in str(told.value)


def _lets_everybody_in(*_asked: object) -> AuthResult:
    return AuthResult(success=True)


def test_there_are_enough_faults() -> None:
    assert len(OF_A_MESSAGE) + len(OF_A_LINE) + 2 * len(_BEFORE) >= 40


@pytest.mark.parametrize(
    ("how", "after"),
    [*((how, after) for how in (HANG_UP, BREAK, _CLOSING) for after in range(0, 12, 3)), (_STALL, 7)],
    ids=_named,
)
def test_a_server_that_dies_after_so_many_messages_leaves_each_with_its_own_state(
    sqlite: Engine, how: Fault, after: int
) -> None:
    died(sqlite, how, after, people=12)
