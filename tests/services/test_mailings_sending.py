"""Sending to a real server that misbehaves: after every run the ledger and the server's own record agree."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import func, select

from outreach.errors import AdvisoryProblem, NotFound, OutreachError, ServerUnavailable, WrongUsage
from outreach.mail import transport
from outreach.model.message import Parts
from outreach.model.values import EmailAddress
from outreach.services import mailings
from outreach.store import database, suppressions
from outreach.store import mailings as ledger
from outreach.store.rows import DeliveryRow, MoveRow
from tests.press_room import PARTS, counts, planned, recipient, status, statuses
from tests.services.test_mailings import plan
from tests.smtp_server import BREAK, HANG_UP, Script, SmtpServer, Visit, good, serving

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def send(engine: Engine, number: int, server: SmtpServer, **options: Any) -> mailings.Outcome:
    usual = {"connections": 4, "now": lambda: NOW, "transport": transport.smtp(server.url, timeout=2, end_timeout=2)}
    return mailings.send(engine, number, **usual | options)


def expect_agreement(engine: Engine, number: int, server: SmtpServer) -> None:
    """Nobody has two; who was accepted has one; who has one is not thought to have none."""
    for address, stands in statuses(engine, number).items():
        copies = server.copies[address]
        assert copies <= 1, address
        assert copies == 1 or stands != "accepted", (address, stands)
        assert copies == 0 or stands in ("accepted", "unknown"), (address, stands)


def at(stage: str, action: str | float, *, every: int) -> Script:
    """Every so-manyth recipient fails at `stage`."""

    def script(visit: Visit) -> str | float | None:
        number = int(visit.recipient.partition("@")[0][1:]) if visit.recipient else 1
        return action if visit.stage == stage and number % every == 0 else None

    return script


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


def test_cancelling_while_it_runs_stops_it(engine: Engine) -> None:
    number = planned(engine, 30, now=NOW)

    def cancel(step: mailings.Step) -> None:
        if step.done == 5:
            with database.writing(engine) as session:
                mailings.cancel(session, number, now=NOW)

    with serving() as server:
        outcome = send(engine, number, server, progress=cancel)

    assert outcome.status == "cancelled"
    assert set(statuses(engine, number).values()) == {"accepted", "cancelled"}
    assert len(server.record) < 15
    expect_agreement(engine, number, server)


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


def test_a_message_that_is_not_the_one_planned_stops_the_mailing(engine: Engine) -> None:
    number = planned(engine, 10, now=NOW)
    with database.writing(engine) as session:
        row = ledger.delivery_to(session, number, "r4@example.com")
        row.merge = row.merge | {"name": "Mallory"}

    with serving() as server, pytest.raises(AdvisoryProblem, match=r"r4@example\.com is not the one"):
        send(engine, number, server)

    stands = statuses(engine, number)
    assert stands["r4@example.com"] == "planned"
    assert set(stands.values()) == {"accepted", "planned"}
    assert status(engine, number) == "stopped"
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


def test_who_watches_and_fails_stops_the_mailing_in_order(engine: Engine) -> None:
    number = planned(engine, 20, now=NOW)

    def broken_pipe(step: mailings.Step) -> None:
        if step.done == 3:
            raise BrokenPipeError

    with serving() as server, pytest.raises(BrokenPipeError):
        send(engine, number, server, progress=broken_pipe)

    assert (status(engine, number), set(statuses(engine, number).values())) == ("stopped", {"accepted", "planned"})
    expect_agreement(engine, number, server)


@pytest.mark.parametrize("number_of_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_ctrl_c_finishes_what_is_on_the_wire_and_the_next_run_goes_on(engine: Engine, number_of_signal: int) -> None:
    number = planned(engine, 30, now=NOW)

    def interrupt(step: mailings.Step) -> None:
        if step.done == 4:
            os.kill(os.getpid(), number_of_signal)

    before = signal.getsignal(number_of_signal)
    with serving() as server:
        with pytest.raises(KeyboardInterrupt):
            send(engine, number, server, progress=interrupt)
        assert (status(engine, number), set(statuses(engine, number).values())) == ("stopped", {"accepted", "planned"})
        assert len(server.record) <= 12
        expect_agreement(engine, number, server)
        outcome = send(engine, number, server)

    assert outcome.status == "finished"
    assert set(server.copies.values()) == {1}
    assert signal.getsignal(number_of_signal) is before


def test_a_second_ctrl_c_does_not_wait_and_what_is_on_the_wire_is_unknown(engine: Engine) -> None:
    number = planned(engine, 10, now=NOW)
    hanging = threading.Event()

    def silent(visit: Visit) -> float | None:
        if visit.stage == "end" and not hanging.is_set():
            hanging.set()
            threading.Thread(target=twice, daemon=True).start()
        return 60.0 if visit.stage == "end" else None

    def twice() -> None:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait(0.3)

    with serving(silent) as server, pytest.raises(KeyboardInterrupt):
        send(engine, number, server, connections=2, transport=transport.smtp(server.url))

    assert counts(engine, number) == {"planned": 8, "unknown": 2}
    assert status(engine, number) == "stopped"


def test_a_server_that_never_answers_is_not_waited_for_beyond_patience(engine: Engine) -> None:
    number = planned(engine, 3, now=NOW)

    def silent(visit: Visit) -> float | None:
        return 60.0 if visit.stage == "end" and visit.recipient == "r1@example.com" else None

    def stop(step: mailings.Step) -> None:
        raise RuntimeError(step.address)

    with serving(silent) as server, pytest.raises(RuntimeError):
        send(engine, number, server, connections=2, transport=transport.smtp(server.url), progress=stop, patience=0.5)

    assert statuses(engine, number)["r1@example.com"] == "unknown"
    expect_agreement(engine, number, server)


def test_two_runs_at_once_share_the_work(engine: Engine) -> None:
    number = planned(engine, 120, now=NOW)

    with serving() as server, ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(send, engine, number, server) for _ in range(2)]
        outcomes = [run.result(60) for run in runs]

    assert sum(outcome.this_run.get("accepted", 0) for outcome in outcomes) == 120
    assert set(server.copies.values()) == {1}
    assert status(engine, number) == "finished"


def test_a_process_that_slept_past_its_lease_sends_nothing(engine: Engine) -> None:
    number, clock = planned(engine, 2, now=NOW), iter([NOW, NOW])

    def wakes_an_hour_later() -> datetime:
        return next(clock, NOW + timedelta(hours=1))

    with serving() as server:
        send(engine, number, server, now=wakes_an_hour_later, limit=1)

    with database.reading(engine) as session:
        steps = session.exec(select(MoveRow.after).order_by(MoveRow.id)).all()  # type: ignore[arg-type]
    assert steps == ["sending", "planned", "sending", "accepted"]
    assert set(server.copies.values()) == {1}


def _fill_up(engine: Engine, *, pages: int) -> Callable[[], None]:
    """Lets a SQLite store grow by so many pages only; gives what makes room again."""

    def limit(connection: Any, _record: Any) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {now + pages}")

    engine.dispose()
    event.listen(engine, "connect", limit)

    def make_room() -> None:
        event.remove(engine, "connect", limit)
        engine.dispose()

    return make_room


@pytest.mark.parametrize("pages", [0, 1, 2, 4])
def test_a_full_disk_stops_the_mailing_and_the_next_run_goes_on(sqlite: Engine, pages: int) -> None:
    number = planned(sqlite, 300, now=NOW)
    with serving() as server:
        make_room = _fill_up(sqlite, pages=pages)
        with pytest.raises((OperationalError, OutreachError), match="full"):
            send(sqlite, number, server, sender=f"{os.uname().nodename} 999999999 never x")
        sent = len(server.record)
        make_room()
        expect_nothing_lost = send(sqlite, number, server)

    stands = counts(sqlite, number)
    assert sent < 300
    assert stands.get("unknown", 0) <= 4
    assert stands["accepted"] + stands.get("unknown", 0) == 300
    assert expect_nothing_lost.status == ("stopped" if stands.get("unknown") else "finished")
    assert not database.problems(sqlite)
    expect_agreement(sqlite, number, server)


def test_a_large_mailing_keeps_every_step(engine: Engine) -> None:
    number = planned(engine, 300, now=NOW, parts=Parts(PARTS.subject, PARTS.text * 20, PARTS.html * 20))

    with serving() as server:
        send(engine, number, server)

    with database.reading(engine) as session:
        steps = session.exec(select(func.count()).select_from(MoveRow)).one()
        tried = session.exec(select(func.sum(DeliveryRow.attempts))).one()
    assert (steps, tried, len(server.record)) == (600, 300, 300)
