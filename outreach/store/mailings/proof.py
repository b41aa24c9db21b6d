"""Every move of a mailing in the order in which they were written down, for whoever checks them."""

from collections.abc import Iterator

from sqlalchemy import Table, select
from sqlmodel import Session

from outreach.model.chain import Move
from outreach.store.rows import DeliveryRow, MoveRow

_D: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_M: Table = MoveRow.__table__  # type: ignore[attr-defined]


def moves(session: Session, mailing_id: int) -> Iterator[tuple[int, Move]]:
    """The number of its delivery, and each move."""
    query = (
        select(_D.c.id, _M.c.id, _D.c.address, _M.c.at, _M.c.before, _M.c.after, _M.c.reply)
        .join_from(_M, _D, _M.c.delivery_id == _D.c.id)
        .where(_D.c.mailing_id == mailing_id)
        .order_by(_M.c.id)
    )
    for row in session.connection().execute(query).yield_per(1000):
        yield row[0], Move(*row[1:])
