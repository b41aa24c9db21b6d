"""The one way from a status to another: a guarded UPDATE, and a row, never changed again, that says it happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, exists, insert, or_, update
from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus, may_follow
from outreach.store.rows import DeliveryRow, MoveRow, SuppressionRow

DELIVERY: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
MOVE: Table = MoveRow.__table__  # type: ignore[attr-defined]
_SUPPRESSED: Table = SuppressionRow.__table__  # type: ignore[attr-defined]


def is_suppressed() -> ColumnElement[bool]:
    """Whether the address of a delivery, or another that leads to the same mailbox, gets nothing any more.

    It finds those of people who were erased as well: of them a suppression keeps what stands for the mailbox alone.
    """
    return exists().where(
        or_(_SUPPRESSED.c.mailbox == DELIVERY.c.mailbox, _SUPPRESSED.c.key == DELIVERY.c.key),
    )


def move(
    session: Session,
    before: DeliveryStatus,
    after: DeliveryStatus,
    *criteria: ColumnElement[bool],
    now: datetime,
    values: dict[str, Any],
    reply: str | None = None,
    returning: Sequence[ColumnElement[Any]] = (DELIVERY.c.id,),
) -> Sequence[Row[Any]]:
    """The one way from a status to another: those that stand `before` and meet `criteria`; gives their columns.

    The id is the first of `returning`. A step that no delivery may take is a mistake in this program.
    """
    if not may_follow(before, after):
        raise AssertionError(f"no delivery may move from {before} to {after}")
    kept = {} if reply is None else {"reply": reply}
    statement = (
        update(DELIVERY)
        .where(DELIVERY.c.status == before, *criteria)
        .values(status=after, changed_at=now, **kept, **values)
        .returning(*returning)
    )
    moved = session.connection().execute(statement).all()
    if moved:
        step = {"at": now, "before": before, "after": after, "reply": reply}
        session.connection().execute(insert(MOVE), [{"delivery_id": row[0], **step} for row in moved])
    return moved
