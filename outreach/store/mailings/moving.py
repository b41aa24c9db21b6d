"""The way from a status to another: a guarded UPDATE, and a row, never changed again, that says it happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Row,
    Table,
    Update,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus, may_follow
from outreach.store.rows import DeliveryRow, MoveRow, SuppressionRow

DELIVERY: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
MOVE: Table = MoveRow.__table__  # type: ignore[attr-defined]
_SUPPRESSED: Table = SuppressionRow.__table__  # type: ignore[attr-defined]
_AT_ONCE = 500  # of so many a statement may name each
# What many deliveries have gone through together is written down by one statement: the row of each says the reply.
_NEW_MOVES = insert(MOVE).from_select(
    ["delivery_id", "at", "before", "after", "reply"],
    select(
        DELIVERY.c.id,
        bindparam("moved_at", type_=MOVE.c.at.type),
        bindparam("stood", type_=MOVE.c.before.type),
        bindparam("stands", type_=MOVE.c.after.type),
        case((bindparam("is_said", type_=Boolean()), DELIVERY.c.reply)),
    )
    .where(DELIVERY.c.id.in_(bindparam("numbers", expanding=True)))
    .order_by(DELIVERY.c.id),
)


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
    _write_down(session, [row[0] for row in rows], before, after, now=now, is_said=reply is not None)
    return rows


def _write_down(
    session: Session,
    numbers: Sequence[int],
    before: DeliveryStatus,
    after: DeliveryStatus,
    *,
    now: datetime,
    is_said: bool,
) -> None:
    """A row for the step of each, with the reply that stands at the delivery, if one was said with this step."""
    step = {"moved_at": now, "stood": before, "stands": after, "is_said": is_said}
    for start in range(0, len(numbers), _AT_ONCE):
        some = {"numbers": numbers[start : start + _AT_ONCE]}
        session.connection().execute(_NEW_MOVES, step | some)


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
    _write_down(session, [row["number"] for row in rows], before, after, now=now, is_said=True)
