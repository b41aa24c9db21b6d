"""Everything that the store holds of one person, found, and taken out. Nobody else's rows are touched."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Table, and_, cast, delete, func, or_, select, update
from sqlmodel import Session

from outreach.model import mailbox
from outreach.model.erasure import without
from outreach.store import suppressions
from outreach.store.rows import (
    ChangeRow,
    ContactRow,
    ContactTextRow,
    DeliveryRow,
    DistinctRow,
    EmailRow,
    MailingListRow,
    MailingRow,
    MembershipRow,
    MergeRow,
    MoveRow,
    PhoneRow,
    metadata,
)

_CONTACT: Table = ContactRow.__table__  # type: ignore[attr-defined]
_EMAIL: Table = EmailRow.__table__  # type: ignore[attr-defined]
_PHONE: Table = PhoneRow.__table__  # type: ignore[attr-defined]
_DELIVERY: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_MOVE: Table = MoveRow.__table__  # type: ignore[attr-defined]
_MAILING: Table = MailingRow.__table__  # type: ignore[attr-defined]
_CHANGE: Table = ChangeRow.__table__  # type: ignore[attr-defined]
_MERGE: Table = MergeRow.__table__  # type: ignore[attr-defined]
_DISTINCT: Table = DistinctRow.__table__  # type: ignore[attr-defined]
# What others' texts are found by is made of what is looked through anyway.
_NOT_LOOKED_AT = {str(ContactTextRow.__tablename__), "alembic_version"}


@dataclass(frozen=True, slots=True)
class Person:
    """One person: every UID they had, their row if they are in the directory, and what they are, or were, known by.

    `keys` are their addresses (casefolded), `numbers` in E.164; `shared` are the addresses that others have too.
    """

    name: str
    uids: tuple[str, ...]
    contact_id: int | None
    names: tuple[str, ...]
    keys: tuple[str, ...]
    numbers: tuple[str, ...]
    shared: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The addresses that are theirs alone."""
        return tuple(key for key in self.keys if key not in self.shared)


def person(session: Session, name: str, uids: Collection[str]) -> Person:
    """The person with these UIDs, and all that they ever went by."""
    connection = session.connection()
    found = connection.execute(select(_CONTACT.c.id, _CONTACT.c.name).where(_CONTACT.c.uid.in_(uids))).first()
    contact_id = found[0] if found else None
    said = _once_said(session, uids)
    keys = list(connection.execute(select(_EMAIL.c.key).where(_EMAIL.c.contact_id == contact_id)).scalars())
    numbers = list(connection.execute(select(_PHONE.c.e164).where(_PHONE.c.contact_id == contact_id)).scalars())
    keys += [field.removeprefix("email ") for field, _ in said if field.startswith("email ")]
    numbers += [field.removeprefix("phone ").split()[0] for field, _ in said if field.startswith("phone ")]
    names = [name, *([found[1]] if found else []), *(value for field, value in said if field == "name")]
    others = select(_EMAIL.c.key).where(_EMAIL.c.key.in_(keys), _EMAIL.c.contact_id.is_distinct_from(contact_id))
    return Person(
        name,
        tuple(uids),
        contact_id,
        tuple(dict.fromkeys(names)),
        tuple(dict.fromkeys(keys)),
        tuple(dict.fromkeys(numbers)),
        tuple(connection.execute(others.distinct()).scalars()),
    )


def _once_said(session: Session, uids: Collection[str]) -> list[tuple[str, str]]:
    """Every field and value that the history speaks of."""
    written = session.connection().execute(select(_CHANGE.c.fields).where(_CHANGE.c.contact_uid.in_(uids))).scalars()
    return [(name, value) for fields in written for name, values in fields.items() for value in values if value]


def is_theirs(person: Person) -> ColumnElement[bool]:
    """Which deliveries are to this person: those of their row, and of nobody's any more at an address of their own."""
    nobody = and_(_DELIVERY.c.contact_id.is_(None), _DELIVERY.c.key.in_(person.own))
    return or_(_DELIVERY.c.contact_id == person.contact_id, nobody) if person.contact_id else nobody


def deliveries(session: Session, person: Person) -> list[dict[str, Any]]:
    """Every message to the person: its mailing, what became of it, and each step with the server's reply."""
    connection = session.connection()
    query = select(_DELIVERY, _MAILING.c.title).join(_MAILING, _MAILING.c.id == _DELIVERY.c.mailing_id)
    found = connection.execute(query.where(is_theirs(person)).order_by(_DELIVERY.c.id)).mappings().all()
    steps: dict[int, list[Mapping[str, Any]]] = {}
    for move in connection.execute(
        select(_MOVE).where(_MOVE.c.delivery_id.in_([row["id"] for row in found])).order_by(_MOVE.c.id)
    ).mappings():
        steps.setdefault(move["delivery_id"], []).append(dict(move))
    return [{**row, "moves": steps.get(row["id"], [])} for row in found]


def lists(session: Session, person: Person) -> list[str]:
    """The lists on which the person stands by hand."""
    memberships, names = MembershipRow.__table__, MailingListRow.__table__  # type: ignore[attr-defined]
    query = select(names.c.name).join(memberships, memberships.c.list_id == names.c.id)
    return list(session.connection().execute(query.where(memberships.c.contact_id == person.contact_id)).scalars())


def merges(session: Session, person: Person) -> list[dict[str, Any]]:
    """What was put aside when entries were made one with the person's, and who they were."""
    mine = or_(_MERGE.c.kept_uid.in_(person.uids), _MERGE.c.gone_uid.in_(person.uids))
    return [dict(row) for row in session.connection().execute(select(_MERGE).where(mine)).mappings()]


def silences(session: Session, person: Person) -> list[dict[str, Any]]:
    """The suppressions of the person's addresses."""
    rows = suppressions.of_mailboxes(session, person.keys)
    return [{"address": row.address, "reason": row.reason, "created_at": row.created_at} for row in rows]


def forget_in_directory(session: Session, person: Person) -> None:
    """Takes out the entry, its history, its merges and what was said of pairs; what hangs on the entry goes with it."""
    connection = session.connection()
    connection.execute(delete(_CHANGE).where(_CHANGE.c.contact_uid.in_(person.uids)))
    connection.execute(
        delete(_MERGE).where(or_(_MERGE.c.kept_uid.in_(person.uids), _MERGE.c.gone_uid.in_(person.uids)))
    )
    pair = or_(_DISTINCT.c.one_uid.in_(person.uids), _DISTINCT.c.other_uid.in_(person.uids))
    connection.execute(delete(_DISTINCT).where(pair))
    if person.contact_id is not None:
        row = session.get(ContactRow, person.contact_id)
        session.delete(row)
    session.flush()


def hide_in_ledger(session: Session, person: Person, called: Mapping[str, str]) -> int:
    """Puts a pseudonym (key -> what it is called) in the place of each address in the ledger; gives how many messages.

    Counts, times, statuses and digests stay. What filled the message's slots goes, so it cannot be rebuilt.
    """
    connection, names = session.connection(), (*person.keys, *person.names, *person.numbers)
    mine = connection.execute(select(_DELIVERY).where(is_theirs(person))).mappings().all()
    for row in mine:
        alias = called[row["key"]]
        hidden: dict[str, Any] = {
            "address": alias,
            "key": alias,
            "mailbox": mailbox.sealed(alias),
            "contact_id": None,
            "merge": {},
            "message_id": f"<{alias}>",
        }
        reply = without(row["reply"], names) if row["reply"] else row["reply"]
        connection.execute(update(_DELIVERY).where(_DELIVERY.c.id == row["id"]).values(**hidden, reply=reply))
        _hide_in_moves(session, row["id"], names)
    for mailing_id, excluded in connection.execute(select(_MAILING.c.id, _MAILING.c.excluded)).all():
        said = [
            {**one, "address": called.get(str(one["address"]).casefold(), one["address"])} for one in excluded or []
        ]
        if said != (excluded or []):
            connection.execute(update(_MAILING).where(_MAILING.c.id == mailing_id).values(excluded=said))
    return len(mine)


def _hide_in_moves(session: Session, delivery_id: int, names: Collection[str]) -> None:
    connection = session.connection()
    moves = connection.execute(select(_MOVE.c.id, _MOVE.c.reply).where(_MOVE.c.delivery_id == delivery_id)).all()
    for move_id, reply in moves:
        if reply and (hidden := without(reply, names)) != reply:
            connection.execute(update(_MOVE).where(_MOVE.c.id == move_id).values(reply=hidden))


def seal_silences(session: Session, person: Person, *, all_of_them: bool, now: datetime) -> int:
    """Keeps the suppressions of the person's own addresses by a digest alone; with `all_of_them` each is suppressed."""
    sealed = 0
    for key in person.own:
        reason = suppressions.suppressed(session, [key]).get(key)
        if reason is None and not all_of_them:
            continue
        suppressions.seal(session, key, now=now)
        sealed += 1
    return sealed


def traces(session: Session, person: Person) -> dict[str, int]:
    """Where a name, address or number of the person still stands: "table.column" -> in how many rows."""
    wanted = [*person.names, *person.own, *person.numbers]
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table.name in _NOT_LOOKED_AT:
            continue
        for column in table.columns:
            if _is_text(column) and (number := _rows_with(session, table, column, wanted)):
                found[f"{table.name}.{column.name}"] = number
    return found


def _is_text(column: ColumnElement[Any]) -> bool:
    return isinstance(getattr(column.type, "impl_instance", column.type), String)


def _rows_with(session: Session, table: Table, column: ColumnElement[Any], wanted: Collection[str]) -> int:
    text = cast(column, String)
    # As it is and in JSON; in lower case as well, though SQLite lowers nothing outside ASCII.
    forms = {form for one in wanted for form in (one, json.dumps(one, ensure_ascii=False)[1:-1])}
    asked = [text.contains(form, autoescape=True) for form in forms if form]
    asked += [func.lower(text).contains(form.lower(), autoescape=True) for form in forms if form]
    holds = or_(*asked)
    return int(session.connection().execute(select(func.count()).select_from(table).where(holds)).scalar_one())
