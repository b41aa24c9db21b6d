"""Waiting for a store that comes back: a database server that is started anew costs a mailing seconds, not doubts."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine

from outreach.errors import StoreUnavailable
from outreach.services.mailings.hold import ticks

T = TypeVar("T")
_SECONDS = 60.0  # shorter than a lease, so that what is in hand is not lost meanwhile
_PAUSE = 0.5


def until_back(engine: Engine, work: Callable[[], T], *, seconds: float = _SECONDS) -> T:
    """What `work` gives, tried again for `seconds` while the database server is away. Raises StoreUnavailable.

    A file is not waited for: SQLite has waited for its lock by then, and a full disk stays full. `work` must be one
    that can be done twice, for the server may go between taking it and saying so.
    """
    end = ticks() + (0 if engine.dialect.name == "sqlite" else seconds)
    while True:
        try:
            return work()
        except StoreUnavailable:
            if ticks() >= end:
                raise
            engine.dispose()
            time.sleep(_PAUSE)
