"""Forty things that servers say, and what is done about each (R-12)."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from outreach.store import database
from outreach.store.rows import SuppressionRow
from tests.press_room import plan, recipient, send, statuses
from tests.smtp_server import Script, SmtpServer, Visit, good, serving

# What is done: the address gets nothing more; this message is refused; the domain is left alone; it is tried again.
_DEAD, _REFUSED, _DOMAIN, _AGAIN = "dead", "refused", "domain", "again"
SAID = {
    "550 5.1.1 <x@example.com>: Recipient address rejected: User unknown": _DEAD,
    "550-5.1.1 The account that you tried to reach\r\n550 5.1.1 does not exist": _DEAD,
    "550 5.1.2 bad destination system: no such domain": _DEAD,
    "553 5.1.3 bad recipient address syntax": _DEAD,
    "551 5.1.6 moved, no forwarding address": _DEAD,
    "556 5.1.10 the domain takes no mail (null MX)": _DEAD,
    "550 5.2.1 mailbox disabled, not accepting messages": _DEAD,
    "550 5.0.0 user unknown": _DEAD,
    "550 5.1.1 mailbox is full": _REFUSED,
    "552 5.2.2 over quota": _REFUSED,
    "552 5.2.3 too large for this mailbox": _REFUSED,
    "550 5.2.4 mailing list expansion problem": _REFUSED,
    "552 5.3.4 message size exceeds fixed limit": _REFUSED,
    "550 5.3.2 system not accepting network messages": _REFUSED,
    "554 5.4.6 routing loop detected": _REFUSED,
    "550 5.5.0 protocol error": _REFUSED,
    "554 5.6.0 malformed MIME": _REFUSED,
    "553 5.1.7 sender address rejected": _DOMAIN,
    "553 5.1.8 sender domain must exist": _DOMAIN,
    "550 5.7.0 authentication required": _REFUSED,
    "550 5.7.1 message rejected under our policy": _REFUSED,
    "550 5.7.2 you may not write to this list": _REFUSED,
    "554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org": _DOMAIN,
    "550 5.7.20 no passing DKIM signature": _DOMAIN,
    "550 5.7.23 SPF validation failed": _DOMAIN,
    "550 5.7.25 reverse DNS validation failed": _DOMAIN,
    "550 5.7.26 this mail is unauthenticated": _DOMAIN,
    "550 5.7.509 access denied, the sending domain does not pass DMARC": _DOMAIN,
    "550 5.7.515 access denied, the required authentication level is not met": _DOMAIN,
    "550 no such user here": _REFUSED,  # without a code of its own nobody is given up for good
    "554 transaction failed": _REFUSED,
    "521 we take no mail": _REFUSED,
    "421 4.3.2 closing for now": _AGAIN,
    "421 4.7.28 an unusual rate of mail": _AGAIN,
    "450 4.2.1 mailbox busy": _AGAIN,
    "451 4.7.1 greylisted, come back in 5 minutes": _AGAIN,
    "451 4.7.23 SPF could not be checked": _AGAIN,
    "452 4.2.2 mailbox full": _AGAIN,
    "452 4.5.3 too many recipients": _AGAIN,
    "450 4.1.1 user unknown for now": _AGAIN,
}
_PEOPLE, _OTHERS = 4, 5


@dataclass(frozen=True)
class Done:
    """What became of those at the domain, and who of them gets nothing more."""

    stands: list[str]
    suppressed: list[str]


def done(engine: Engine, server: SmtpServer, said: str) -> Done:
    """What a mailing does when a domain says that to everybody in it, and others take what is theirs."""
    at = f"d{list(SAID).index(said)}.example.com"
    others = [f"o{n}@example.net" for n in range(_OTHERS)]
    people = [recipient(address) for address in (*(f"r{n}@{at}" for n in range(_PEOPLE)), *others)]
    server.script = _saying(said, at)
    number = plan(engine, recipients=people).id
    send(engine, number, server, connections=1)
    with database.reading(engine) as session:
        suppressed = [row.address for row in session.exec(select(SuppressionRow)) if row.address.endswith(at)]
    stands = statuses(engine, number)
    assert {stands[address] for address in others} == {"accepted"}
    return Done([stands[f"r{n}@{at}"] for n in range(_PEOPLE)], suppressed)


def _saying(said: str, domain: str) -> Script:
    return lambda visit: said if visit.stage == "rcpt" and str(visit.recipient).endswith(domain) else None


def test_there_are_forty_replies() -> None:
    assert len(SAID) >= 40


@pytest.fixture(scope="module")
def server() -> Iterator[SmtpServer]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def one_store(made_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store for all forty."""
    made = database.engine(f"sqlite:///{shutil.copy(made_store, tmp_path_factory.mktemp('store') / 'outreach.db')}")
    yield made
    made.dispose()


@pytest.mark.parametrize(("said", "action"), SAID.items(), ids=[said[:24] for said in SAID])
def test_a_reply_has_its_action(one_store: Engine, server: SmtpServer, said: str, action: str) -> None:
    found = done(one_store, server, said)

    everybody = ["refused"] * _PEOPLE
    expected = {
        _DEAD: (everybody, _PEOPLE),
        _REFUSED: (everybody, 0),
        _DOMAIN: (["refused"] * 3 + ["deferred"] * (_PEOPLE - 3), 0),
        _AGAIN: (["deferred"] * _PEOPLE, 0),
    }
    assert (found.stands, len(found.suppressed)) == expected[action]


def test_a_server_that_refuses_nearly_everybody_proves_nothing_about_them(engine: Engine) -> None:
    people = [recipient(f"r{n}@example.com") for n in range(6)]
    number = plan(engine, recipients=people).id

    def broken(visit: Visit) -> str | None:
        return "550 5.1.1 no such user" if visit.stage == "rcpt" and visit.recipient != "r1@example.com" else None

    with serving(broken) as server:
        outcome = send(engine, number, server)
        server.script = good

    assert (outcome.closed, outcome.this_run) == (0, {"accepted": 1, "refused": 5})
    with database.reading(engine) as session:
        assert session.exec(select(SuppressionRow)).all() == []


def test_who_is_not_there_is_told_and_not_planned_for_again(engine: Engine) -> None:
    people = [recipient(f"r{n}@example.com") for n in range(4)]
    number = plan(engine, recipients=people).id

    def script(visit: Visit) -> str | None:
        return "550 5.1.1 no such user" if visit.stage == "rcpt" and visit.recipient == "r1@example.com" else None

    with serving(script) as server:
        outcome = send(engine, number, server)
        again = send(engine, number, server)

    assert (outcome.closed, again.closed) == (1, 0)
    with database.reading(engine) as session:
        closed = {row.address: row.reason for row in session.exec(select(SuppressionRow))}
    assert closed == {"r1@example.com": f"refused on 2026-11-24, mailing {number}: 550 5.1.1 no such user"}


def test_who_was_refused_in_a_run_of_one_is_closed_by_a_later_one(engine: Engine) -> None:
    number = plan(engine, recipients=[recipient(f"r{n}@example.com") for n in range(3)]).id

    def script(visit: Visit) -> str | None:
        return "550 5.1.1 no such user" if visit.stage == "rcpt" and visit.recipient == "r0@example.com" else None

    with serving(script) as server:
        closed = [send(engine, number, server, limit=1).closed for _ in range(3)]

    assert closed == [0, 1, 0]
