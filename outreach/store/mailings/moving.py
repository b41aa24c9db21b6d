"""The way from a status to another: a guarded UPDATE, and a row, never changed again, that says it happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Update, bindparam, exists, func, insert, or_, update
from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus, may_follow
from outreach.store.rows import DeliveryRow, MoveRow, SuppressionRow

DELIVERY: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
MOVE: Table = MoveRow.__table__  # type: ignore[attr-defined]
_SUPPRESSED: Table = SuppressionRow.__table__  # type: ignore[attr-defined]
_NEW_MOVE = insert(MOVE)


def _or_as_it_is(name: str, column: str) -> ColumnElement[Any]:
    """The value called `name`, or what stands in the column where there is none."""
    kept = DELIVERY.c[column]
    return func.coalesce(bindparam(name, type_=kept.type), kept)


# Made once: to make it costs more than to run it.
_SETTLE_EACH = (
    update(DELIVERY)
    .where(DELIVERY.c.id == bindparam("number"), DELIVERY.c.status == bindparam("stood"))
    .where(DELIVERY.c.sender == bindparam("by"), DELIVERY.c.attempts == bindparam("attempt"))
    .values(
        status=bindparam("stands"),
        changed_at=bindparam("at"),
        reply=bindparam("said"),
        signature=_or_as_it_is("signed", "signature"),
        next_try_at=_or_as_it_is("again", "next_try_at"),
        deferred_since=_or_as_it_is("since", "deferred_since"),
        sender=None,
        lease_until=None,
    )
)


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
    kept = {} if reply is None else {"reply": reply}
    statement = moving(before, after, *criteria, values={**kept, **values}, returning=returning)
    return moved(session, statement, {}, before, after, now=now, reply=reply)


def moving(
    before: DeliveryStatus,
    after: DeliveryStatus,
    *criteria: ColumnElement[bool],
    values: dict[str, Any],
    returning: Sequence[ColumnElement[Any]],
) -> Update:
    """The statement that `moved` runs, perhaps many times: to make it costs more than to run it."""
    if not may_follow(before, after):
        raise AssertionError(f"no delivery may move from {before} to {after}")
    guarded = update(DELIVERY).where(DELIVERY.c.status == before, *criteria)
    return guarded.values(status=after, changed_at=bindparam("moved_at"), **values).returning(*returning)


def moved(
    session: Session,
    statement: Update,
    known: Mapping[str, Any],
    before: DeliveryStatus,
    after: DeliveryStatus,
    *,
    now: datetime,
    reply: str | None = None,
) -> Sequence[Row[Any]]:
    """Runs what `moving` made, with the values that are `known` now, and writes down each step."""
    rows = session.connection().execute(statement, {**known, "moved_at": now}).all()
    if rows:
        step = {"at": now, "before": before, "after": after, "reply": reply}
        session.connection().execute(_NEW_MOVE, [{"delivery_id": row[0], **step} for row in rows])
    return rows


def move_each(
    session: Session,
    before: DeliveryStatus,
    after: DeliveryStatus,
    rows: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
) -> None:
    """The same for many at once that a sender had in hand, each with values of its own.

    Each of `rows` has `number`, `by` whom and in which `attempt` it was held, what was `said`, and, or None, how it was
    `signed`, when it is tried `again`, `since` when it is put off. The caller has locked them: one that does not stand
    so is a mistake in this program.
    """
    if not may_follow(before, after):
        raise AssertionError(f"no delivery may move from {before} to {after}")
    if not rows:
        return
    step = {"at": now, "stood": before, "stands": after}
    done = session.connection().execute(_SETTLE_EACH, [{**row, **step} for row in rows])
    if done.rowcount != len(rows):
        raise AssertionError(f"{done.rowcount} of {len(rows)} deliveries were moved from {before} to {after}")
    said = {"at": now, "before": before, "after": after}
    session.connection().execute(
        _NEW_MOVE, [{**said, "delivery_id": row["number"], "reply": row["said"]} for row in rows]
    )
