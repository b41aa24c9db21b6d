"""Servers that go away in the middle of a mailing, and what must be true then and in the end (R-2, R-62)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.mail.letter import Transport
from outreach.services import mailings
from outreach.store import database
from tests.press_room import NOW, counts, expect_agreement, planned, send, status, statuses
from tests.smtp_server import SmtpServer, Visit, good, serving


def died(engine: Engine, how: str | float, after: int, *, people: int) -> None:
    """One run: the server takes so many messages, then every visit ends by `how`; a good one gets the rest."""

    def script(visit: Visit) -> str | float | None:
        return how if visit.stage in ("mail", "connect") and visit.message > after else None

    number = planned(engine, people, now=NOW)
    with serving(script) as server:
        impatient = transport.smtp(server.url, timeout=0.5, end_timeout=0.5)
        with pytest.raises(ServerUnavailable):
            send(engine, number, server, connections=3, transport=impatient)
        expect_agreement(engine, number, server)
        assert sum(counts(engine, number).values()) == people
        assert len(server.record) <= after
        expect_that_the_rest_arrives(engine, number, server)
    assert len(server.copies) == people


def expect_that_the_rest_arrives(
    engine: Engine, number: int, server: SmtpServer, *, out: Transport | None = None
) -> None:
    """A good server gets what was put off; a person decides by the server's record about what nobody knows."""
    server.script = good
    for address, stands in statuses(engine, number).items():
        if stands == "unknown":
            decide = mailings.resolve_as_sent if server.copies[address] else mailings.resolve_for_resending
            with database.writing(engine) as session:
                decide(session, number, address=address, now=NOW)
    way: dict[str, Any] = {"transport": out} if out else {}
    send(engine, number, server, now=lambda: NOW + timedelta(minutes=10), **way)
    assert status(engine, number) == "finished"
    assert set(server.copies.values()) == {1}
    with database.reading(engine) as session:
        assert mailings.prove(session, number, now=NOW).problems == []
