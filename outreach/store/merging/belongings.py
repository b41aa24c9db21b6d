"""Everything that belongs to an entry, in every table, as it is put aside in a merge (JSON) and brought back.

Which tables these are is read off the schema: those whose rows go when their contact goes. A table that is made
tomorrow belongs as well.
"""

import base64
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select
from sqlmodel import Session

from outreach.store.rows import ContactRow, ContactTextRow, metadata
from outreach.store.rows.columns import UtcDateTime

CONTACT: Table = ContactRow.__table__  # type: ignore[attr-defined]
# What somebody is found by is made anew from the entry, each time.
_MADE_ANEW = {ContactTextRow.__tablename__}

Row = dict[str, Any]
Kept = dict[str, list[Row]]
Key = tuple[Any, ...]


def owned() -> list[Table]:
    """The tables whose rows belong to one contact."""
    return [table for table in metadata.sorted_tables if _owner(table) is not None and table.name not in _MADE_ANEW]


def _owner(table: Table) -> Column[Any] | None:
    """The column that says to whom a row belongs."""
    for key in table.foreign_keys:
        if key.column.table is CONTACT and key.ondelete == "CASCADE":
            return key.parent
    return None


def owner(table: Table) -> Column[Any]:
    """The same, of a table that has one."""
    found = CONTACT.c.id if table is CONTACT else _owner(table)
    if found is None:
        raise AssertionError(f"{table.name} belongs to nobody")
    return found


def put_aside(session: Session, contact_ids: Collection[int]) -> Kept:
    """Every row of these contacts: table -> rows, with values that JSON can hold."""
    session.flush()
    found: Kept = {}
    for table in (CONTACT, *owned()):
        query = select(table).where(owner(table).in_(contact_ids)).order_by(*table.primary_key.columns)
        rows = session.connection().execute(query).mappings()
        found[table.name] = [{c.name: _plain(row[c.name]) for c in table.columns} for row in rows]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def values(table: Table, row: Mapping[str, Any]) -> Row:
    """The row as the database takes it."""
    return {name: _value(table.c[name], value) for name, value in row.items() if name in table.c}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value


def key(table: Table, row: Mapping[str, Any]) -> Key:
    """What tells a row from the others of its table."""
    return tuple(row[column.name] for column in table.primary_key.columns)


def by_key(table: Table, kept: Kept) -> dict[Key, Row]:
    """The rows of one table, by their keys."""
    return {key(table, row): row for row in kept.get(table.name, ())}
