"""vCards out of the store by as many processes as there are cores: one is busy with reading and writing cards alone."""

import gc
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path

from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.model.values import Visibility
from outreach.store import cards, glance

# People in one stretch. Fewer than some stretches of them are written before another process has started.
_STRETCH = 5_000
_WORTH_IT = 4

# From one sort key to before another; None at either end of the alphabet.
Stretch = tuple[str | None, str | None]


def stretches(store: Path, kind: ContactKind) -> list[Stretch]:
    """The alphabet in pieces of some thousand people; empty where one process is quicker."""
    with glance.glancing(store) as rows:
        keys = cards.every_nth_key(rows, kind, n=_STRETCH)
    enough = len(keys) >= _WORTH_IT and (os.cpu_count() or 1) > 1
    return list(pairwise([None, *keys, None])) if enough else []


def vcards(
    store: Path, kind: ContactKind, pieces: list[Stretch], *, reader: Visibility, version: vcard.Version
) -> Iterator[tuple[int, bytes]]:
    """The vCards of each of `pieces`, in their order: how many, and all of them in one."""
    write = partial(_written, store, kind, reader, version)
    # Forking a process that draws a progress bar in a thread of its own could leave the child waiting for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        yield from pool.map(write, pieces)


def _written(
    store: Path, kind: ContactKind, reader: Visibility, version: vcard.Version, piece: Stretch
) -> tuple[int, bytes]:
    # Cards come and go by the thousand and never refer to one another: there is nothing for a collector to find.
    gc.disable()
    with glance.glancing(store) as rows:
        people = cards.completed(rows, cards.between(rows, kind, *piece))
        content = [vcard.one(card.seen_by(reader), version=version) for card in people]
    return len(content), b"".join(content)
