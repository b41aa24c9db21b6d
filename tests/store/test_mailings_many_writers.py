"""Eight writers on one SQLite file: they wait for one another, and nobody hears that it is locked (R-6)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from outreach.model.mailing import DeliveryStatus as S
from outreach.store import database
from tests.ledger import claim, counts, kept, settle


def written(url: str, *, writers: int, deliveries: int) -> int:
    """So many writers claim and settle until nothing is left, each through an engine of its own; gives the writes."""
    number = kept(made := database.engine(url), deliveries)

    def work(name: str) -> int:
        engine, writes = database.engine(url), 0
        while taken := claim(engine, number, 1, sender=name):
            assert settle(engine, taken[0], S.ACCEPTED, sender=name) is S.ACCEPTED
            assert sum(counts(engine, number).values()) == deliveries  # a reader in between
            writes += 2
        engine.dispose()
        return writes

    with ThreadPoolExecutor(writers) as pool:
        writes = sum(pool.map(work, [f"writer {n}" for n in range(writers)]))
    assert counts(made, number) == {"accepted": deliveries}
    assert database.problems(made) == []
    made.dispose()
    return writes


def test_eight_writers_wait_for_one_another(made_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "outreach.db"
    file.write_bytes(made_store.read_bytes())

    assert written(f"sqlite:///{file}", writers=8, deliveries=60) == 120
