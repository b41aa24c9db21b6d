"""A sender that is killed, and a journal whose last octets the power took with it (R-8)."""

import random
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from outreach.services import mailings
from outreach.store import database
from tests.press_room import counts, planned, statuses
from tests.services.sender_process import sending
from tests.smtp_server import Visit, serving

_PEOPLE = 200
_LINES = 4


def torn(engine: Engine, folder: Path, seed: int) -> None:
    """One run on a SQLite store: kill -9 at a random instant, then the journal loses ever more of its tail.

    Each time the store is one that was, with every sum right. Whole, it has everybody whom the sender had reported.
    """
    chance, begun, told = random.Random(seed), threading.Event(), folder / f"{seed}.told"

    def notice(visit: Visit) -> None:
        if visit.message > 5:
            begun.set()

    number = planned(engine, _PEOPLE, now=datetime.now(UTC))
    engine.dispose()
    with serving(notice) as server, sending(engine, number, server.url, lines=_LINES, told=told):
        assert begun.wait(30)
        time.sleep(chance.uniform(0, 0.1))
    lengths = (0, chance.randint(1, 100), chance.randint(100, 4096), chance.randint(4096, 40_000))
    copies = [_copy(Path(str(engine.url.database)), folder / f"{seed}-{lost}.db", lost=lost) for lost in lengths]

    accepted = [_expect_whole(copy, number) for copy in copies]
    assert accepted == sorted(accepted, reverse=True)
    assert accepted[0] <= len(server.record)
    reported = [line.split()[0] for line in told.read_text().splitlines() if line.endswith(" accepted")]
    stands = statuses(copies[0], number)
    assert [address for address in reported if stands[address] != "accepted"] == []
    for copy in copies:
        copy.dispose()


def _copy(written: Path, copy: Path, *, lost: int) -> Engine:
    """The store as it is when the last `lost` octets of its journal are not there."""
    copy.write_bytes(written.read_bytes())
    journal = written.with_name(written.name + "-wal").read_bytes()
    copy.with_name(copy.name + "-wal").write_bytes(journal[: len(journal) - lost])
    return database.engine(f"sqlite:///{copy}")


def _expect_whole(found: Engine, number: int) -> int:
    """Nothing is muddled; gives how many were accepted."""
    assert database.problems(found) == []
    with database.reading(found) as session:
        assert mailings.prove(session, number, now=datetime.now(UTC)).problems == []
    return counts(found, number).get("accepted", 0)
