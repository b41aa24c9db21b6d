"""The last look at the store before a letter is begun: whether it is still wanted, asked while the server listens.

Between a claim and the first octet of a message there is time for somebody to unsubscribe, or to pause the mailing. A
line of its own is kept open for the question, in plain SQL: so it costs some microseconds a letter (SQLite), or a way
to the server and back (PostgreSQL).
"""

from typing import Any

from sqlalchemy import Engine, literal_column, select
from sqlalchemy.exc import DBAPIError

from outreach.model.mailing import DeliveryStatus
from outreach.store.mailings.claiming import is_going
from outreach.store.mailings.moving import DELIVERY as _D
from outreach.store.mailings.moving import is_suppressed

_WHICH = "the_delivery"
_WANTED = select(_D.c.id).where(
    _D.c.id == literal_column(_WHICH), _D.c.status == DeliveryStatus.SENDING, is_going(), ~is_suppressed()
)


class LastWord:
    """Asks whether a delivery in hand is still wanted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: Any = None
        asked = str(_WANTED.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True}))
        self._question = asked.replace(_WHICH, "?" if engine.dialect.name == "sqlite" else "%s")

    def is_wanted(self, delivery_id: int) -> bool:
        """Whether nothing was said against it up to now. Where the store cannot be asked, it is not begun."""
        try:
            cursor = self._opened().cursor()
            try:
                cursor.execute(self._question, (delivery_id,))
                return cursor.fetchone() is not None
            finally:
                cursor.close()
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error):
            self.close()
            return False

    def open(self) -> None:
        """Opens the line now, so that the first letter need not wait for it."""
        self.is_wanted(0)

    def close(self) -> None:
        """Gives the line back."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _opened(self) -> Any:
        """A line of our own on which each question sees what is committed by then."""
        if self._line is None:
            pooled = self._engine.raw_connection()
            self._line = pooled.driver_connection
            pooled.detach()
            if self._engine.dialect.name != "sqlite":
                self._line.autocommit = True
        return self._line
