# ruff: noqa: T201 - it prints its report
"""The whole numbers of the wire and the disk: `python -m tests.wire_bench` (some ten minutes). The suite runs a part.

deaths     a server of 25 that closes after message k, k = 0 to 24, by FIN, RST, 421 and silence: 100 runs (R-62)
states     a server that fails at each state in each way, ten times over (R-2)
journals   30 senders killed, their journals cut off at random (R-8)
clock      200 runs by a clock that is set at random (R-19)
greylisting  200 readers, 60 % of them strangers for five minutes, some for ever (R-63)
writers    eight writers, 10,000 writes, one SQLite file (R-6)
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from sqlalchemy import Engine

from outreach.store import database
from tests.dying import died
from tests.journal import torn
from tests.services.test_mailings_clock import mad_clock
from tests.services.test_mailings_fault_bench import (
    OF_A_LINE,
    OF_A_MESSAGE,
    test_a_fault_within_a_message_hits_that_message_alone,
    test_a_server_that_fails_before_the_first_message_has_got_nothing,
)
from tests.services.test_mailings_patience import greylisted
from tests.smtp_server import BREAK, HANG_UP
from tests.store.test_mailings_many_writers import written

_WAYS = {"FIN": HANG_UP, "RST": BREAK, "421": "421 4.3.2 closing", "silence": 1.5}


def _store(folder: Path, name: str) -> Engine:
    made = database.engine(f"sqlite:///{folder / name}.db")
    database.upgrade(made)
    return made


def deaths(folder: Path) -> str:
    """Every message of 25, in every way."""
    engine = _store(folder, "deaths")
    for (_, how), after in product(_WAYS.items(), range(25)):
        died(engine, how, after, people=25)
    return f"{25 * len(_WAYS)} deaths, 0 twice, 0 lost"


@contextmanager
def _copied(folder: Path) -> Iterator[Engine]:
    engine = database.engine(f"sqlite:///{shutil.copy(folder / 'made.db', folder / 'one.db')}")
    yield engine
    engine.dispose()


def states(folder: Path) -> str:
    """The fault bench, ten times."""
    _store(folder, "made").dispose()
    for _ in range(10):
        for stage, fault, expected in OF_A_MESSAGE:
            with _copied(folder) as engine:
                test_a_fault_within_a_message_hits_that_message_alone(engine, stage, fault, expected)
        for stage, fault in OF_A_LINE:
            with _copied(folder) as engine:
                test_a_server_that_fails_before_the_first_message_has_got_nothing(engine, stage, fault)
    return f"{10 * (len(OF_A_MESSAGE) + len(OF_A_LINE))} faults, 0 twice, 0 lost"


def journals(folder: Path) -> str:
    """Killed and cut off."""
    for seed in range(30):
        engine = _store(folder, f"journal{seed}")
        torn(engine, folder, seed)
        engine.dispose()
    return "30 killed, 120 journals opened, 0 muddled, nobody missing whom the sender had reported"


def greylisting(folder: Path) -> str:
    """A greylisting server."""
    greylisted(_store(folder, "greylisting"), people=200)
    return "200 readers, 196 accepted, 2 tries at most, 4 given up at the deadline"


def clock(folder: Path) -> str:
    """A clock that is set at random."""
    mad_clock(_store(folder, "clock"), runs=200)
    return "200 runs, 0 taken in hand before their time"


def writers(folder: Path) -> str:
    """Eight at once."""
    _store(folder, "writers").dispose()
    done = written(f"sqlite:///{folder / 'writers.db'}", writers=8, deliveries=5_000)
    return f"{done:,} writes, 0 heard of a lock"


PARTS: dict[str, Callable[[Path], str]] = {
    "deaths": deaths,
    "states": states,
    "journals": journals,
    "clock": clock,
    "greylisting": greylisting,
    "writers": writers,
}


def main() -> None:
    """Runs everything, or the parts that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="nothing for all")
    for name in parser.parse_args().parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="outreach-") as folder:
            begun = time.monotonic()
            print(f"{name}: {PARTS[name](Path(folder))} ({time.monotonic() - begun:.0f} s)")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
