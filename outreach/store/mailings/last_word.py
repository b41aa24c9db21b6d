"""The last look at the store before a letter is begun: whether it is still wanted, asked while the server listens.

Between a claim and the first octet of a message there is time for somebody to unsubscribe, or to pause the mailing. A
line of its own is kept open for the question, in plain SQL, and lines that ask at the same time share one answer: so it
costs some microseconds a letter (SQLite), or a way to the server and back for all of them (PostgreSQL).
"""

import threading
from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

_WANTED = """
    SELECT d.id FROM delivery d JOIN mailing g ON g.id = d.mailing_id
    WHERE d.id IN ({}) AND d.status = 'sending' AND g.status NOT IN ('paused', 'cancelled') AND g.restored_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.mailbox = d.mailbox OR x.key = d.key)"""


class LastWord:
    """Asks whether deliveries in hand are still wanted. It may be asked from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: Any = None
        self._mark = "?" if engine.dialect.name == "sqlite" else "%s"
        self._noting, self._asking = threading.Lock(), threading.Lock()
        self._waiting: set[int] = set()
        self._answers: dict[int, bool] = {}

    def is_wanted(self, delivery_id: int) -> bool:
        """Whether nothing was said against it up to now. Where the store cannot be asked, it is not begun."""
        with self._noting:
            self._waiting.add(delivery_id)
        with self._asking:
            with self._noting:
                asked, self._waiting = self._waiting, set()
            # Whoever was noted before a question began has its answer; for the others this one is asked.
            if asked:
                wanted = self._wanted(asked)
                self._answers |= {number: number in wanted for number in asked}
            return self._answers.pop(delivery_id, False)

    def open(self) -> None:
        """Opens the line now, so that the first letter need not wait for it."""
        self.is_wanted(0)

    def close(self) -> None:
        """Gives the line back. Never raises."""
        with self._asking:
            self._hang_up()

    def _wanted(self, asked: Collection[int]) -> set[int]:
        try:
            cursor = self._opened().cursor()
            try:
                # The same words for as many, so that the driver knows the statement again.
                cursor.execute(_WANTED.format(", ".join([self._mark] * len(asked))), list(asked))
                return {row[0] for row in cursor.fetchall()}
            finally:
                cursor.close()
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error):
            self._hang_up()
            return set()

    def _opened(self) -> Any:
        """A line of our own on which each question sees what is committed by then."""
        if self._line is None:
            pooled = self._engine.raw_connection()
            self._line = pooled.driver_connection
            pooled.detach()
            if self._engine.dialect.name != "sqlite":
                self._line.autocommit = True
        return self._line

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()
