"""`outreach journalists export` of 100,000 people, two numbers each, against vobject serialising the same people."""

import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks import stores, timing
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.store import cards, glance

_PEOPLE = 100_000
# vobject is asked for a part of them, and its time is taken as many times.
_ASKED = 5_000


def run(folder: Path) -> Iterator[str]:
    """One row: the whole command, with its peak memory, against vobject's serialising alone."""
    file = folder / "outreach.db"
    stores.fill(file, 0, _PEOPLE, 0)
    ours, theirs = f"journalists export, {_PEOPLE:,} people", f"vobject serialising (from {_ASKED:,})"
    command = [sys.executable, "-m", "outreach", "journalists", "export", "-o", str(folder / "people.vcf")]
    measures = timing.in_turn({ours: command}, environment={"OUTREACH_DATABASE_URL": f"sqlite:///{file}"}, rounds=3)
    seconds = _by_vobject(file) * _PEOPLE / _ASKED
    yield timing.row(ours, theirs, {**measures, theirs: timing.Measure(seconds, 0)})


def _by_vobject(file: Path) -> float:
    """Seconds that vobject takes to serialise some of the same cards, which it has read before; that is not counted."""
    import vobject

    with glance.glancing(file) as rows:
        people = islice(cards.everybody(rows, ContactKind.JOURNALIST), _ASKED)
        made = [vobject.readOne(vcard.one(card).decode()) for card in people]
    begun = time.perf_counter()
    for card in made:
        card.serialize()
    return time.perf_counter() - begun
