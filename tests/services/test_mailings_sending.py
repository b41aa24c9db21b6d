"""Sending to a good server: who gets what, when, and what the ledger says at that moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from outreach.errors import AdvisoryProblem, NotFound, WrongUsage
from outreach.mail import transport
from outreach.model.message import Parts
from outreach.model.values import EmailAddress
from outreach.services import mailings
from outreach.store import database, suppressions
from outreach.store import mailings as ledger
from outreach.store.rows import DeliveryRow, MoveRow
from tests.press_room import NOW, PARTS, counts, expect_agreement, plan, planned, recipient, send, status, statuses
from tests.smtp_server import Visit, serving


def test_everybody_gets_one_message_and_the_mailing_is_finished(engine: Engine) -> None:
    number, steps = planned(engine, 25, now=NOW), []

    with serving() as server:
        outcome = send(engine, number, server, progress=steps.append)

    assert (outcome.status, outcome.undelivered, outcome.this_run) == ("finished", 0, {"accepted": 25})
    assert counts(engine, number) == {"accepted": 25}
    assert set(server.copies.values()) == {1}
    assert [(step.done, step.total) for step in steps] == [(n, 25) for n in range(1, 26)]
    assert {step.reply[:3] for step in steps} == {"250"}
    expect_agreement(engine, number, server)


def test_what_arrives_is_what_was_frozen(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)

    with serving() as server:
        send(engine, number, server)

    for received in server.record:
        with database.reading(engine) as session:
            assert received.content == mailings.message(session, number, received.recipient)
        assert received.sender == "press@example.org"


def test_sending_again_sends_nothing(engine: Engine) -> None:
    number = planned(engine, 5, now=NOW)

    with serving() as server:
        send(engine, number, server)
        outcome = send(engine, number, server)

    assert (outcome.status, outcome.this_run, len(server.record)) == ("finished", {}, 5)


def test_a_limit_sends_so_many_and_the_next_run_goes_on(engine: Engine) -> None:
    number = planned(engine, 9, now=NOW)

    with serving() as server:
        first = send(engine, number, server, limit=2)
        assert sorted(server.copies) == ["r1@example.com", "r2@example.com"]
        rest = send(engine, number, server)

    assert (first.status, first.this_run, rest.this_run) == ("stopped", {"accepted": 2}, {"accepted": 7})
    assert set(server.copies.values()) == {1}


def test_nothing_goes_before_its_time(engine: Engine) -> None:
    number = plan(engine, send_at=NOW + timedelta(hours=1)).id

    with serving() as server:
        with pytest.raises(WrongUsage, match="planned for 2026-11-24 10:00 UTC"):
            send(engine, number, server)
        assert (status(engine, number), server.connections) == ("planned", 0)
        outcome = send(engine, number, server, now=lambda: NOW + timedelta(hours=1))

    assert outcome.status == "finished"
    assert b"Date: Tue, 24 Nov 2026 10:00:00 +0000" in server.record[0].content


def test_a_cancelled_mailing_and_one_that_is_not_there_are_not_sent(engine: Engine) -> None:
    number = planned(engine, 2, now=NOW)
    with database.writing(engine) as session:
        mailings.cancel(session, number, now=NOW)

    with serving() as server:
        with pytest.raises(WrongUsage, match="was cancelled"):
            send(engine, number, server)
        with pytest.raises(NotFound, match="no mailing named '77'"):
            send(engine, 77, server)
    assert server.connections == 0


def test_resume_goes_on_only_with_what_was_begun(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)

    with serving() as server:
        options: dict[str, Any] = {
            "transport": transport.smtp(server.url),
            "connections": 2,
            "now": lambda: NOW,
        }
        with pytest.raises(WrongUsage, match="was not begun"):
            mailings.resume(engine, number, **options)
        send(engine, number, server, limit=1)
        assert mailings.resume(engine, number, **options).status == "finished"


def test_who_is_suppressed_after_planning_gets_nothing(engine: Engine) -> None:
    number = planned(engine, 4, now=NOW)
    with database.writing(engine) as session:
        suppressions.add(session, EmailAddress("r2@example.com"), reason="asked", now=NOW)

    with serving() as server:
        outcome = send(engine, number, server)

    assert (outcome.status, outcome.undelivered) == ("finished", 0)
    assert statuses(engine, number)["r2@example.com"] == "suppressed"
    assert server.copies["r2@example.com"] == 0


def test_who_is_suppressed_while_the_mailing_runs_gets_nothing(engine: Engine) -> None:
    number = planned(engine, 20, now=NOW)

    def suppress_the_last(step: mailings.Step) -> None:
        if step.done == 1:
            with database.writing(engine) as session:
                suppressions.add(session, EmailAddress("r20@example.com"), reason="asked", now=NOW)

    with serving() as server:
        outcome = send(engine, number, server, progress=suppress_the_last)

    assert outcome.status == "finished"
    assert statuses(engine, number)["r20@example.com"] == "suppressed"
    assert server.copies["r20@example.com"] == 0


def test_before_the_first_octet_the_ledger_says_that_it_is_being_sent(engine: Engine) -> None:
    number, seen, most = planned(engine, 20, now=NOW), [], []

    def look(visit: Visit) -> None:
        if visit.stage == "rcpt":
            stands = statuses(engine, number)
            seen.append(stands[str(visit.recipient)])
            most.append(list(stands.values()).count("sending"))

    with serving(look) as server:
        send(engine, number, server, connections=3)

    assert set(seen) == {"sending"}
    assert 1 <= max(most) <= 3


def test_a_message_that_is_not_the_one_planned_holds_the_mailing_back(engine: Engine) -> None:
    number = planned(engine, 10, now=NOW)
    with database.writing(engine) as session:
        row = ledger.delivery_to(session, number, "r4@example.com")
        row.merge = row.merge | {"name": "Mallory"}

    with serving() as server, pytest.raises(AdvisoryProblem, match=r"r4@example\.com is not the one"):
        send(engine, number, server)

    stands = statuses(engine, number)
    assert stands["r4@example.com"] == "planned"
    assert set(stands.values()) == {"accepted", "planned"}
    assert status(engine, number) == "paused"
    with database.reading(engine) as session:
        assert "r4@example.com is not the one" in (ledger.numbered(session, number).pause_reason or "")
    expect_agreement(engine, number, server)


def test_a_recipient_whom_the_server_cannot_address_is_refused_alone(engine: Engine) -> None:
    people = [recipient("zoe@example.com"), recipient("зоя@example.com"), recipient("max@bücher.example.com")]
    number = plan(engine, recipients=people).id

    with serving() as server:
        send(engine, number, server)

    assert statuses(engine, number) == {
        "zoe@example.com": "accepted",
        "зоя@example.com": "refused",
        "max@bücher.example.com": "accepted",
    }
    assert sorted(server.copies) == ["max@xn--bcher-kva.example.com", "zoe@example.com"]


def test_two_runs_at_once_share_the_work(engine: Engine) -> None:
    number = planned(engine, 120, now=NOW)

    with serving() as server, ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(send, engine, number, server) for _ in range(2)]
        outcomes = [run.result(60) for run in runs]

    assert sum(outcome.this_run.get("accepted", 0) for outcome in outcomes) == 120
    assert set(server.copies.values()) == {1}
    assert status(engine, number) == "finished"


def test_a_large_mailing_keeps_every_step(engine: Engine) -> None:
    number = planned(engine, 300, now=NOW, parts=Parts(PARTS.subject, PARTS.text * 20, PARTS.html * 20))

    with serving() as server:
        send(engine, number, server)

    with database.reading(engine) as session:
        steps = session.exec(select(func.count()).select_from(MoveRow)).one()
        tried = session.exec(select(func.sum(DeliveryRow.attempts))).one()
    assert (steps, tried, len(server.record)) == (600, 300, 300)
