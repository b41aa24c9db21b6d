"""Addresses that get nothing. What somebody asked for here outlives every import and every deletion."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from outreach.errors import AlreadyThere, NotFound
from outreach.model.values import EmailAddress
from outreach.store.rows import SuppressionRow

# How many keys stand in one query: below every database's limit of bound values.
_AT_ONCE = 500


def everyone(session: Session) -> list[SuppressionRow]:
    """Every suppressed address, in order."""
    return list(session.exec(select(SuppressionRow).order_by(SuppressionRow.key)))


def suppressed(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Of these address keys, those that get nothing, each with the reason."""
    asked, found = list(keys), dict[str, str]()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        rows = session.exec(select(SuppressionRow).where(col(SuppressionRow.key).in_(some)))
        found |= {row.key: row.reason for row in rows}
    return found


def add(session: Session, address: EmailAddress, *, reason: str, now: datetime) -> SuppressionRow:
    """From now on `address` gets nothing. Raises AlreadyThere."""
    if suppressed(session, [address.key]):
        raise AlreadyThere(f"{address.address} is suppressed already")
    row = SuppressionRow(address=address.address, key=address.key, reason=reason, created_at=now)
    session.add(row)
    return row


def remove(session: Session, address: EmailAddress) -> None:
    """`address` may get mail again. Raises NotFound."""
    row = session.exec(select(SuppressionRow).where(SuppressionRow.key == address.key)).first()
    if row is None:
        raise NotFound("suppressed address", address.address)
    session.delete(row)
