"""How fast mail goes, measured where it arrives."""

import time
from datetime import UTC, datetime
from itertools import pairwise
from time import monotonic

from sqlalchemy import Engine

from outreach.services.mailings.pace import Gate, Pace
from outreach.store import database
from outreach.store import mailings as ledger
from tests.press_room import counts, plan, planned, recipient, send
from tests.services.sender_process import sending
from tests.smtp_server import SmtpServer, Visit, serving


def now() -> datetime:
    return datetime.now(UTC)


class Watched:
    """A script that notes when each message came, by domain."""

    def __init__(self) -> None:
        self.came: list[tuple[float, str]] = []

    def __call__(self, visit: Visit) -> None:
        if visit.stage == "data":
            assert visit.recipient is not None
            self.came.append((monotonic(), visit.recipient.rpartition("@")[2]))

    def gaps(self, domain: str | None = None) -> list[float]:
        """Seconds between one message and the next, in all or of one domain."""
        moments = sorted(moment for moment, to in self.came if domain in (None, to))
        return [later - earlier for earlier, later in pairwise(moments)]


def paced(engine: Engine, server: SmtpServer, pace: Pace, *addresses: str) -> None:
    made = plan(engine, recipients=[recipient(address) for address in addresses])
    send(engine, made.id, server, pace=pace)
    assert counts(engine, made.id) == {"accepted": len(addresses)}


def test_so_many_a_minute_in_all_and_no_more(engine: Engine) -> None:
    watched = Watched()

    with serving(watched) as server:
        paced(engine, server, Pace(rate=300), *(f"r{n}@example{n}.com" for n in range(8)))

    # The first may have been long on its way; the sum says the same as each gap.
    assert sum(watched.gaps()) >= 7 * 0.2 - 0.3


def test_a_domain_that_must_wait_keeps_no_other_waiting(engine: Engine) -> None:
    watched = Watched()
    slow = [f"r{n}@slow.example.com" for n in range(4)]
    others = [f"r{n}@d{n}.example.com" for n in range(12)]

    with serving(watched) as server:
        paced(engine, server, Pace(domain_rate=60), *slow, *others)

    first = min(moment for moment, _ in watched.came)
    last_of_others = max(moment for moment, domain in watched.came if domain != "slow.example.com")
    assert all(gap > 0.4 for gap in watched.gaps("slow.example.com"))
    assert sum(watched.gaps("slow.example.com")) >= 3 - 0.5
    assert last_of_others - first < sum(watched.gaps("slow.example.com"))


def test_a_domain_is_not_taken_for_one_that_ends_like_it(engine: Engine) -> None:
    watched = Watched()

    with serving(watched) as server:
        paced(engine, server, Pace(domain_rate=1), "a@example.com", "b@my-example.com", "c@sub.example.com")

    assert len(watched.came) == 3


def test_without_a_pace_nothing_waits(engine: Engine) -> None:
    gate = Gate(Pace())

    with database.writing(engine) as session:
        assert (gate.room(free=4, left=9), gate.admit(session, 4), gate.left_out) == (4, 4, [])
        assert ledger.taken(session, lately=60).in_all == 0.0


def test_two_senders_keep_one_pace_together(engine: Engine) -> None:
    number, watched, before = planned(engine, 10, now=now()), Watched(), time.monotonic()
    pace = Pace(rate=300)

    with serving(watched) as server:
        first = sending(engine, number, server.url, lines=2, pace=pace)
        second = sending(engine, number, server.url, lines=2, pace=pace)
        with first as one, second as other:
            one.join(30)
            other.join(30)

    assert counts(engine, number) == {"accepted": 10}
    assert sum(watched.gaps()) >= 9 * 0.2 - 0.3
    assert time.monotonic() - before < 15


def test_a_sender_that_is_started_anew_has_not_forgotten_the_pace(engine: Engine) -> None:
    number, watched = planned(engine, 6, now=now()), Watched()

    with serving(watched) as server:
        for _ in range(6):
            send(engine, number, server, limit=1, pace=Pace(rate=200))

    assert sum(watched.gaps()) >= 5 * 0.3 - 0.3


def test_a_clock_that_was_set_back_costs_one_step(engine: Engine) -> None:
    with database.writing(engine) as session:
        asked = ledger.taken(session, lately=60)
        ledger.take(session, ["example.com"], now=asked.now + 3600)
    gate = Gate(Pace(rate=600, domain_rate=600))

    with database.writing(engine) as session:
        assert gate.admit(session, 1) == 0
        assert gate.left_out == ["example.com"]
        assert 0.0 < (gate.pause(found=False, free=1, left=1) or 0.0) <= 0.1
    time.sleep(0.11)
    with database.writing(engine) as session:
        assert gate.admit(session, 1) == 1
        assert gate.left_out == []
        assert list(ledger.taken(session, lately=0.1).by_domain) == []
