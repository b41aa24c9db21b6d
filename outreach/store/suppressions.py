"""Addresses that get nothing. What somebody asked for here outlives every import and every deletion."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from outreach.errors import AlreadyThere, NotFound
from outreach.model.values import EmailAddress
from outreach.store.rows import SuppressionRow

# How many keys stand in one query, each in two forms: below every database's limit of bound values.
_AT_ONCE = 250


def everyone(session: Session) -> list[SuppressionRow]:
    """Every suppressed address, in order."""
    return list(session.exec(select(SuppressionRow).order_by(SuppressionRow.key)))


def suppressed(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Of these address keys, those that get nothing, each with the reason."""
    asked, found = list(keys), dict[str, str]()
    for start in range(0, len(asked), _AT_ONCE):
        some = {form: key for key in asked[start : start + _AT_ONCE] for form in (key, sealed(key))}
        rows = session.exec(select(SuppressionRow).where(col(SuppressionRow.key).in_(some)))
        found |= {some[row.key]: row.reason for row in rows}
    return found


def sealed(key: str) -> str:
    """What stands for the address key of somebody who was erased: it can be compared, and not read."""
    return "sha256:" + sha256(f"outreach suppression {key}".encode()).hexdigest()


def seal(session: Session, key: str, *, now: datetime) -> None:
    """Whoever that address belonged to gets nothing, whatever is imported; the address itself is forgotten."""
    row = session.exec(select(SuppressionRow).where(SuppressionRow.key == key)).first()
    digest = sealed(key)
    if session.exec(select(SuppressionRow).where(SuppressionRow.key == digest)).first():
        if row:
            session.delete(row)
        return
    kept = row or SuppressionRow(address="", key="", reason="", created_at=now)
    kept.address, kept.key, kept.reason = f"(erased {digest[7:19]})", digest, "erased, and wanted no mail"
    session.add(kept)
    session.flush()


def add(session: Session, address: EmailAddress, *, reason: str, now: datetime) -> SuppressionRow:
    """From now on `address` gets nothing. Raises AlreadyThere."""
    if suppressed(session, [address.key]):
        raise AlreadyThere(f"{address.address} is suppressed already")
    row = SuppressionRow(address=address.address, key=address.key, reason=reason, created_at=now)
    session.add(row)
    return row


def remove(session: Session, address: EmailAddress) -> None:
    """`address` may get mail again. Raises NotFound."""
    keys = [address.key, sealed(address.key)]
    row = session.exec(select(SuppressionRow).where(col(SuppressionRow.key).in_(keys))).first()
    if row is None:
        raise NotFound("suppressed address", address.address)
    session.delete(row)
