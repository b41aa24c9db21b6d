"""Addresses that get nothing. What somebody asked for here outlives every import and every deletion."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from outreach.errors import AlreadyThere, NotFound
from outreach.model import mailbox
from outreach.model.values import EmailAddress
from outreach.store.rows import SuppressionRow

# How many keys stand in one query, each in three forms: below every database's limit of bound values.
_AT_ONCE = 250


def everyone(session: Session) -> list[SuppressionRow]:
    """Every suppressed address, in order."""
    return list(session.exec(select(SuppressionRow).order_by(SuppressionRow.key)))


def suppressed(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Of these address keys, those whose mailbox gets nothing, each with the reason."""
    asked, found = list(keys), dict[str, str]()
    for start in range(0, len(asked), _AT_ONCE):
        some = defaultdict[str, list[str]](list)
        for key in asked[start : start + _AT_ONCE]:
            for form in _forms(key):
                some[form].append(key)
        for row in session.exec(select(SuppressionRow).where(_is_one_of(some))):
            found |= dict.fromkeys((*some[row.key], *some[row.mailbox or ""]), row.reason)
    return found


def _forms(key: str) -> set[str]:
    """What a suppression of the mailbox of `key` may be known by; the last is how an older program sealed one."""
    return {key, mailbox.sealed(key), mailbox.seal(key)}


def _is_one_of(forms: Iterable[str]) -> ColumnElement[bool]:
    listed = list(forms)
    return or_(col(SuppressionRow.key).in_(listed), col(SuppressionRow.mailbox).in_(listed))


def of_mailboxes(session: Session, keys: Iterable[str]) -> list[SuppressionRow]:
    """Every suppression of the mailboxes of these keys."""
    forms = {form for key in keys for form in _forms(key)}
    return list(session.exec(select(SuppressionRow).where(_is_one_of(forms))))


def seal(session: Session, key: str, *, now: datetime) -> None:
    """Whoever that address belonged to gets nothing, whatever is imported; the address itself is forgotten."""
    kept, *others = [
        *of_mailboxes(session, [key]),
        SuppressionRow(address="", key="", reason="", created_at=now),
    ]
    for row in others:
        if row.id is not None:
            session.delete(row)
    session.flush()
    digest = mailbox.sealed(key)
    kept.address, kept.key, kept.mailbox = f"(erased {digest[7:19]})", digest, digest
    kept.reason = "erased, and wanted no mail"
    session.add(kept)
    session.flush()


def add(session: Session, address: EmailAddress, *, reason: str, now: datetime) -> SuppressionRow:
    """From now on the mailbox of `address` gets nothing. Raises AlreadyThere."""
    if suppressed(session, [address.key]):
        raise AlreadyThere(f"{address.address} is suppressed already")
    row = SuppressionRow(
        address=address.address,
        key=address.key,
        mailbox=mailbox.sealed(address.key),
        reason=reason,
        created_at=now,
    )
    session.add(row)
    return row


def remove(session: Session, address: EmailAddress) -> None:
    """The mailbox of `address` may get mail again. Raises NotFound."""
    rows = of_mailboxes(session, [address.key])
    if not rows:
        raise NotFound("suppressed address", address.address)
    for row in rows:
        session.delete(row)
