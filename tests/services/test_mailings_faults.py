"""Sending to a server that misbehaves: after every run the ledger and the server's own record agree."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.services import mailings
from tests.press_room import NOW, counts, expect_agreement, planned, send, status, statuses
from tests.smtp_server import BREAK, HANG_UP, Script, Visit, good, serving


def at(stage: str, action: str | float, *, every: int) -> Script:
    """Every so-manyth recipient fails at `stage`."""

    def script(visit: Visit) -> str | float | None:
        number = int(visit.recipient.partition("@")[0][1:]) if visit.recipient else 1
        return action if visit.stage == stage and number % every == 0 else None

    return script


FAULTS: list[tuple[str, str | float, str]] = [
    ("rcpt", "550 5.1.1 no such user", "refused"),
    ("rcpt", "451 4.7.1 greylisted", "deferred"),
    ("rcpt", "421 4.3.2 closing", "deferred"),
    ("rcpt", HANG_UP, "deferred"),
    ("data", "554 5.7.1 no", "refused"),
    ("data", BREAK, "deferred"),
    ("content", HANG_UP, "unknown"),
    ("content", BREAK, "unknown"),
    ("end", "552 5.2.2 full", "refused"),
    ("end", "451 4.3.0 later", "deferred"),
    ("end", "421 4.3.2 closing", "deferred"),
    ("end", HANG_UP, "unknown"),
    ("ended", HANG_UP, "unknown"),
    ("ended", BREAK, "unknown"),
]


@pytest.mark.parametrize(("stage", "action", "expected"), FAULTS, ids=lambda value: str(value)[:12])
def test_every_third_recipient_fails_and_the_rest_do_not_notice(
    engine: Engine, stage: str, action: str | float, expected: str
) -> None:
    number = planned(engine, 12, now=NOW)

    with serving(at(stage, action, every=3)) as server:
        outcome = send(engine, number, server)

    # A line that breaks within a message was before its end, or nobody can say.
    allowed = {expected, "deferred"} if stage == "content" else {expected}
    stands = statuses(engine, number)
    assert {stands[f"r{n}@example.com"] for n in (3, 6, 9, 12)} <= allowed
    assert [stands[f"r{n}@example.com"] for n in range(1, 13) if n % 3] == ["accepted"] * 8
    assert outcome.undelivered == 4
    assert outcome.status == ("finished" if expected == "refused" else "stopped")
    expect_agreement(engine, number, server)


def test_a_server_that_closes_after_every_few_messages_gets_them_all(engine: Engine) -> None:
    seen: dict[int, int] = {}

    def five_a_line(visit: Visit) -> str | None:
        if visit.stage == "mail":
            seen[visit.connection] = seen.get(visit.connection, 0) + 1
            if seen[visit.connection] > 5:
                return "421 4.7.0 enough for one connection"
        return None

    number = planned(engine, 40, now=NOW)
    with serving(five_a_line) as server:
        outcome = send(engine, number, server)

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}


def test_a_server_that_is_not_there_stops_the_mailing_and_nothing_is_lost(engine: Engine) -> None:
    number = planned(engine, 5, now=NOW)
    with serving() as server:
        pass

    with pytest.raises(ServerUnavailable, match="refused"):
        send(engine, number, server)

    assert (status(engine, number), counts(engine, number)) == ("stopped", {"planned": 5})
    with serving() as server:
        assert send(engine, number, server).status == "finished"
    assert set(server.copies.values()) == {1}


def test_a_login_that_fails_stops_the_mailing_before_the_first_message(engine: Engine) -> None:
    number = planned(engine, 5, now=NOW)

    closed = at("mail", "530 5.7.0 authentication required", every=1)
    with serving(closed) as server, pytest.raises(ServerUnavailable, match="does not accept us"):
        send(engine, number, server)

    assert (status(engine, number), counts(engine, number)) == ("stopped", {"planned": 5})


@pytest.mark.parametrize("connections", [1, 4])
def test_a_server_that_dies_on_the_way_stops_the_mailing_where_it_is(engine: Engine, connections: int) -> None:
    gone = threading.Event()

    def dies_after_seven(visit: Visit) -> str | None:
        if visit.stage == "mail" and visit.message > 7:
            gone.set()
        return HANG_UP if gone.is_set() and visit.stage in ("connect", "ehlo", "mail") else None

    number = planned(engine, 25, now=NOW)
    with serving(dies_after_seven) as server:
        with pytest.raises(ServerUnavailable):
            send(engine, number, server, connections=connections)
        expect_agreement(engine, number, server)
        assert status(engine, number) == "stopped"
        assert counts(engine, number).get("sending", 0) == 0
        gone.clear()
        server.script = good
        outcome = mailings.resume(
            engine, number, transport=transport.smtp(server.url), connections=4, now=lambda: NOW + timedelta(hours=1)
        )

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}
    assert len(server.copies) == 25


def test_a_server_that_takes_two_lines_only_gets_everything(engine: Engine) -> None:
    def only_two(visit: Visit) -> str | None:
        return "421 4.7.0 too many" if visit.stage == "connect" and visit.connection > 2 else None

    number = planned(engine, 30, now=NOW)
    with serving(only_two) as server:
        outcome = send(engine, number, server)

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}


def test_what_the_last_lost_line_gives_back_goes_over_the_others(engine: Engine) -> None:
    def second_is_closed_late(visit: Visit) -> str | float | None:
        if visit.stage == "connect" and visit.connection == 2:
            return "421 4.7.0 too many"
        return 0.3 if visit.stage == "connect" else None

    number = planned(engine, 2, now=NOW)
    with serving(second_is_closed_late) as server:
        outcome = send(engine, number, server, connections=2)

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}


def test_greylisted_recipients_are_tried_again_when_it_is_time(engine: Engine) -> None:
    known: set[str | None] = set()

    def greylisting(visit: Visit) -> str | None:
        if visit.stage != "rcpt" or visit.recipient in known:
            return None
        known.add(visit.recipient)
        return "451 4.7.1 greylisted, come back in 5 minutes"

    number = planned(engine, 10, now=NOW)
    with serving(greylisting) as server:
        first = send(engine, number, server)
        at_once = send(engine, number, server)
        later = send(engine, number, server, now=lambda: NOW + timedelta(minutes=7))

    assert (first.this_run, at_once.this_run, later.this_run) == ({"deferred": 10}, {}, {"accepted": 10})
    assert (first.status, later.status) == ("stopped", "finished")
    assert set(server.copies.values()) == {1}


def test_who_is_deferred_for_two_days_is_given_up(engine: Engine) -> None:
    number, now = planned(engine, 2, now=NOW), NOW

    with serving(at("rcpt", "450 4.2.1 busy", every=2)) as server:
        while status(engine, number) != "finished":
            send(engine, number, server, now=lambda now=now: now)
            now += timedelta(hours=5)

    assert statuses(engine, number) == {"r1@example.com": "accepted", "r2@example.com": "failed"}
    assert now - NOW < timedelta(days=3)
