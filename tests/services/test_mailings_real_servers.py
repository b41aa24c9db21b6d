"""A whole mailing through Debian's Postfix and Exim: everybody has one, and what bounces beyond them comes home."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import bounces, mailings
from outreach.services.mailings import return_path
from outreach.store import database
from tests.press_room import counts, message, planned, statuses
from tests.real_servers import SERVERS, Hop, as_sent
from tests.smtp_server import Received, Visit

_PEOPLE = 40
_KEY = "a key that nobody knows"
_GONE = ("r7@example.com", "r23@example.com")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module", params=SERVERS)
def hop(request: pytest.FixtureRequest) -> Iterator[Hop]:
    with SERVERS[request.param]() as hop:
        yield hop


def two_are_gone(visit: Visit) -> str | None:
    return "550 5.1.1 no such user" if visit.stage == "rcpt" and visit.recipient in _GONE else None


def test_everybody_has_one_and_what_bounces_beyond_is_written_down(hop: Hop, sqlite: Engine) -> None:
    hop.beyond.script = two_are_gone
    number = planned(sqlite, _PEOPLE, now=now())
    manners = mailings.Manners(return_path=return_path.verp("bounces@press.example.org", key=_KEY))

    out = transport.smtp(hop.url, timeout=20, end_timeout=20)
    sent = mailings.send(sqlite, number, transport=out, connections=4, now=now, manners=manners)
    came = hop.passed_on(_PEOPLE)

    assert (sent.status, counts(sqlite, number)) == ("finished", {"accepted": _PEOPLE})
    reports = [received for received in came if received.recipient.startswith("bounces+")]
    everybody = {f"r{n}@example.com" for n in range(1, _PEOPLE + 1)}
    assert {received.recipient for received in came} - {r.recipient for r in reports} == everybody - set(_GONE)
    assert len({received.message_id for received in came if received not in reports}) == _PEOPLE - len(_GONE)
    expect_unchanged(sqlite, number, [received for received in came if received not in reports])

    with database.writing(sqlite) as session:
        collected = bounces.collect(
            session, [report.content for report in reports], seals=bounces.Seals(_KEY), now=now()
        )

    assert (collected.counts["bounced"], collected.counts["hard"], collected.counts["suppressed"]) == (2, 2, 2)
    assert {address for address, stands in statuses(sqlite, number).items() if stands == "bounced"} == set(_GONE)
    with database.reading(sqlite) as session:
        assert mailings.prove(session, number, now=now()).problems == []


def expect_unchanged(engine: Engine, number: int, came: list[Received]) -> None:
    for received in came:
        assert as_sent(received) == message(engine, number, received.recipient)
