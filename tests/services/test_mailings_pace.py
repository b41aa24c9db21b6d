"""How fast mail goes, measured where it arrives."""

from itertools import pairwise
from time import monotonic

from sqlalchemy import Engine

from outreach.services.mailings.pace import Pace
from tests.press_room import counts, plan, recipient, send
from tests.smtp_server import SmtpServer, Visit, serving


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


def test_without_a_pace_nothing_waits() -> None:
    pace = Pace()
    pace.spend("example.com")

    assert (pace.is_even, pace.wait(), pace.left_out()) == (False, 0.0, [])


def test_a_wall_clock_that_jumps_changes_nothing_and_steps_are_even() -> None:
    moments = iter([0.0] * 20)
    pace = Pace(rate=60, domain_rate=6, clock=lambda: next(moments))
    pace.spend("example.com")

    assert pace.wait() == 1.0
    assert pace.left_out() == ["example.com"]
    assert pace.wait_for_a_domain() == 10.0
