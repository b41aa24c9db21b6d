"""Coming again: twelve sequences of replies with their exact times, and greylisting with a deadline (R-11, R-63)."""

from collections import Counter
from datetime import datetime, timedelta
from zlib import crc32

import pytest
from sqlalchemy import Engine

from outreach.errors import ServerUnavailable
from outreach.services import mailings
from outreach.store import database
from outreach.store import mailings as ledger
from tests.press_room import NOW, counts, expect_agreement, planned, send, status, statuses
from tests.smtp_server import HANG_UP, SmtpServer, Visit, serving

_MOMENT = timedelta(microseconds=1)
_LATER, _NO = "450 4.2.1 later", "550 5.1.1 no such user"
# The stage, what the server says the first time, the second, and so on (then it takes it); and where it ends.
SEQUENCES: dict[str, tuple[str, list[str], str]] = {
    "taken at once": ("rcpt", [], "accepted"),
    "refused at once": ("rcpt", [_NO], "refused"),
    "greylisted": ("rcpt", ["451 4.7.1 greylisted, come back in 5 minutes"], "accepted"),
    "busy three times": ("rcpt", [_LATER] * 3, "accepted"),
    "too many recipients": ("rcpt", ["452 4.5.3 too many recipients"] * 2, "accepted"),
    "too much mail": ("mail", ["421 4.7.28 unusual rate"] * 2, "accepted"),
    "closing at RCPT": ("rcpt", ["421 4.3.2 closing"], "accepted"),
    "later at DATA": ("data", ["451 4.3.0 later"] * 2, "accepted"),
    "later at the dot": ("end", ["452 4.3.1 no room"] * 4, "accepted"),
    "the line breaks": ("rcpt", [HANG_UP] * 2, "accepted"),
    "busy, then refused": ("rcpt", [_LATER, _LATER, _NO], "refused"),
    "busy for ever": ("rcpt", [_LATER] * 50, "failed"),
}


def expected_pause(delivery: int, attempt: int) -> timedelta:
    """Five minutes, ten, twenty, up to four hours, and by the delivery up to two fifths more."""
    seconds = min(300 * 2 ** (attempt - 1), 4 * 3600)
    return timedelta(seconds=seconds * (1 + 0.4 * crc32(f"{delivery} {attempt}".encode()) / 2**32))


def next_due(engine: Engine, number: int, now: datetime) -> datetime | None:
    with database.reading(engine) as session:
        return mailings.next_due(session, number, now=now)


def delivery(engine: Engine, number: int) -> int:
    with database.reading(engine) as session:
        return ledger.delivery_to(session, number, "r1@example.com").id or 0


@pytest.mark.parametrize(("stage", "said", "end"), SEQUENCES.values(), ids=SEQUENCES)
def test_a_sequence_of_replies_has_its_exact_times(sqlite: Engine, stage: str, said: list[str], end: str) -> None:
    number, now, tries = planned(sqlite, 1, now=NOW), NOW, 0

    def script(visit: Visit) -> str | None:
        return said[tries] if visit.stage == stage and tries < len(said) else None

    with serving(script) as server:
        while status(sqlite, number) != "finished":
            mark = len(server.record)
            send(sqlite, number, server, now=lambda at=now: at)
            again = next_due(sqlite, number, now)
            if again is None:
                break
            tries += 1
            assert again - now == expected_pause(delivery(sqlite, number), tries)
            if tries < 4:
                early = send(sqlite, number, server, now=lambda at=again - _MOMENT: at)
                assert (early.this_run, len(server.record)) == ({}, mark)
            now = again

    assert statuses(sqlite, number) == {"r1@example.com": end}
    assert len(server.record) == (end == "accepted")
    if end == "failed":
        assert timedelta(days=2) <= now - NOW < timedelta(days=2) + timedelta(hours=4) * 1.4
    else:
        assert tries == len([word for word in said if word != _NO])


def test_a_server_that_takes_no_lines_just_now_costs_no_try(sqlite: Engine) -> None:
    number = planned(sqlite, 1, now=NOW)

    with serving(lambda visit: "421 4.3.2 busy" if visit.stage == "connect" else None) as server:
        with pytest.raises(ServerUnavailable):
            send(sqlite, number, server)
        assert counts(sqlite, number) == {"planned": 1}


class Greylisting:
    """A server with a clock, to which 60 % of the recipients are strangers for five minutes; some for ever."""

    def __init__(self) -> None:
        self.now = NOW
        self.tries = Counter[str]()
        self._first: dict[str, datetime] = {}

    def __call__(self, visit: Visit) -> str | None:
        if visit.stage != "rcpt" or visit.recipient is None:
            return None
        number = int(visit.recipient.partition("@")[0][1:])
        self.tries[visit.recipient] += 1
        known = self.now - self._first.setdefault(visit.recipient, self.now) >= timedelta(minutes=5)
        if number % 50 == 1:
            return "451 4.7.1 greylisted for ever"
        return "451 4.7.1 greylisted, come back in 5 minutes" if number % 5 < 3 and not known else None


def greylisted(engine: Engine, *, people: int) -> None:
    """One mailing to so many: who is greylisted has it at the second try, and nobody after the deadline."""
    number, greylisting, deadline = planned(engine, people, now=NOW), Greylisting(), timedelta(hours=1)
    taken: dict[str, datetime] = {}
    with serving(greylisting) as server:
        until_finished(engine, number, server, greylisting, taken, deadline)
    stands = statuses(engine, number)
    late = {f"r{n}@example.com" for n in range(1, people + 1) if n % 50 == 1}
    assert {address for address, where in stands.items() if where == "failed"} == late
    assert counts(engine, number) == {"accepted": people - len(late), "failed": len(late)}
    assert max(greylisting.tries[address] for address in taken) == 2
    assert max(taken.values()) - NOW <= timedelta(minutes=8)
    assert greylisting.now - NOW >= deadline
    expect_agreement(engine, number, server)


def test_greylisted_readers_have_it_at_the_second_try_and_nobody_after_the_deadline(sqlite: Engine) -> None:
    greylisted(sqlite, people=60)


def until_finished(
    engine: Engine,
    number: int,
    server: SmtpServer,
    clock: Greylisting,
    taken: dict[str, datetime],
    deadline: timedelta,
) -> None:
    """Runs it again whenever the next is due, as cron would; notes when each was taken."""
    while True:
        send(engine, number, server, now=lambda: clock.now, give_up_after=deadline)
        for received in server.record:
            taken.setdefault(received.recipient, clock.now)
        again = next_due(engine, number, clock.now)
        if again is None:
            return
        # What is due in the same minute goes in the same run.
        clock.now = again + timedelta(seconds=45)


def test_who_comes_back_after_the_deadline_is_not_tried_once_more(engine: Engine) -> None:
    number, tries = planned(engine, 2, now=NOW), Counter[str | None]()

    def script(visit: Visit) -> str | None:
        tries[visit.recipient] += visit.stage == "rcpt"
        return _LATER if visit.stage == "rcpt" and tries[visit.recipient] == 1 else None

    with serving(script) as server:
        send(engine, number, server, give_up_after=timedelta(hours=1))
        outcome = send(engine, number, server, now=lambda: NOW + timedelta(hours=1), give_up_after=timedelta(hours=1))

    assert (outcome.status, outcome.this_run, outcome.undelivered) == ("finished", {"failed": 2}, 2)
    assert (server.record, max(tries.values())) == ([], 1)
    with database.reading(engine) as session:
        listed = mailings.show_with_deliveries(session, number)["deliveries"]
        assert mailings.prove(session, number, now=NOW).problems == []
    assert {each["reply"] for each in listed} == {f"given up after 1 attempts: {_LATER}"}
