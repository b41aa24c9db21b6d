"""Many people on a mailing list at once, by the rules of `mailing_lists.put_on`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, text
from sqlmodel import Session

from outreach.store.rows import MembershipRow

_AT_ONCE = 500
_ADDRESSES = "SELECT contact_id, key, address FROM email WHERE contact_id IN :values"
_PEOPLE = "SELECT contact_id FROM membership WHERE list_id = :list_id AND contact_id IN :values"
_MAILBOXES = "SELECT email_key FROM membership WHERE list_id = :list_id AND email_key IN :values"


def put_on(session: Session, list_id: int, people: Sequence[tuple[int, Sequence[str]]], *, now: datetime) -> None:
    """Puts each of `people` (id, keys of the mailboxes to be reached at, the best first) on the list.

    Who is on it already stays as they are; so does a mailbox that somebody else is reached at.
    """
    addresses = {(owner, key): address for owner, key, address in _ask(session, _ADDRESSES, {id_ for id_, _ in people})}
    there = {row[0] for row in _ask(session, _PEOPLE, {id_ for id_, _ in people}, list_id=list_id)}
    taken = {row[0] for row in _ask(session, _MAILBOXES, {key for _, keys in people for key in keys}, list_id=list_id)}
    new: list[dict[str, Any]] = []
    for id_, keys in people:
        key = next((key for key in keys if (id_, key) in addresses), None)
        if key is None or key in taken or id_ in there:
            continue
        there.add(id_)
        taken.add(key)
        address = addresses[id_, key]
        new.append({"list_id": list_id, "contact_id": id_, "address": address, "email_key": key, "added_at": now})
    if new:
        session.connection().execute(insert(MembershipRow), new)


def _ask(session: Session, sql: str, values: Iterable[Any], **named: Any) -> Iterator[Any]:
    question, asked = text(sql).bindparams(bindparam("values", expanding=True)), sorted(values)
    for start in range(0, len(asked), _AT_ONCE):
        yield from session.connection().execute(question, {**named, "values": asked[start : start + _AT_ONCE]})
