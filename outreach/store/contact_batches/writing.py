"""New people into the tables, a thousand at once: the very rows that `contacts.add` writes one by one."""

import json
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from outreach.model.entry import CONTACT, EMAIL, PHONE, Entry
from outreach.model.history import Act, Origin
from outreach.model.text import fold
from outreach.store import cities, gazetteer, outlets
from outreach.store.contact_batches.waiting import Waiting
from outreach.store.rows import ChangeRow, ContactRow, ContactTextRow, EmailRow, ExtraRow, PhoneRow

_CACHE = 16_000  # kB
_CONTACT = ("id", "outlet_id", "created_at", "changed_at", "confirmed_at", *CONTACT)
_CHANGE = ("contact_uid", "act", "at", "by", "source", "batch", "fields")
_EXTRA = ("contact_id", "photo", "photo_type", "related", "carried")
_TEXT = ("contact_id", "words", "parts")
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Writer:
    """Takes in new people one after the other and writes them together. Cities and outlets are found once.

    `origin` is where all of them come from; the row of each is told with them.
    """

    def __init__(self, session: Session, origin: Origin) -> None:
        self._session = session
        self._origin = origin
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            # Room for the upper pages of every index: names and addresses come in no order.
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
        self._contacts = Waiting(connection, ContactRow, _CONTACT)
        self._phones = Waiting(connection, PhoneRow, ("contact_id", "verified_at", *PHONE))
        self._emails = Waiting(connection, EmailRow, ("contact_id", "verified_at", *EMAIL))
        self._extras = Waiting(connection, ExtraRow, _EXTRA)
        self._texts = Waiting(connection, ContactTextRow, _TEXT)
        self._changes = Waiting(connection, ChangeRow, _CHANGE)
        self._at = self._contacts.bound("created_at", origin.at)
        self._reserved: list[int] = []
        self._waiting: set[int] = set()
        self._cities: set[int] = set()
        self._outlets: dict[str, int | None] = {}

    def is_waiting(self, id_: int) -> bool:
        """Whether the person of that id was taken in and is not yet written."""
        return id_ in self._waiting

    def add(self, entry: Entry, *, row: int) -> int:
        """Takes in a new person and gives the id of their row to be."""
        id_, at = self._new_id(), self._at
        if entry.city_id and entry.city_id not in self._cities:
            self._use_city(entry.city_id)
        outlet_id = self._outlet_id(entry.outlet) if entry.outlet else None
        self._contacts.rows.append((id_, outlet_id, at, at, at, *entry.contact))
        self._phones.rows += [(id_, at, *phone) for phone in entry.phones]
        self._emails.rows += [(id_, at, *email) for email in entry.emails]
        self._texts.rows.append((id_, entry.words, entry.pieces))
        if entry.extra:
            self._extras.rows.append(_extra(id_, *entry.extra))
        origin = self._origin
        uid, source = entry.contact[0], f"{origin.source}, row {row}"
        self._changes.rows.append((uid, Act.ADDED.value, at, origin.by, source, origin.batch, entry.fields))
        return id_

    def flush(self) -> None:
        """Writes everybody who was taken in since."""
        for table in (self._contacts, self._phones, self._emails, self._extras, self._changes):
            table.write()
        # After each statement, FTS5 writes out what it was given.
        self._texts.write_in_one()
        self._waiting.clear()

    def _new_id(self) -> int:
        if not self._reserved:
            self._reserved = _reserve(self._session, self._waiting)
        id_ = self._reserved.pop()
        self._waiting.add(id_)
        return id_

    def _use_city(self, city_id: int) -> None:
        cities.row(self._session, gazetteer.by_id(city_id))
        self._session.flush()
        self._cities.add(city_id)

    def _outlet_id(self, name: str) -> int | None:
        if name not in self._outlets:
            key = fold(name)
            found = self._outlets.get(key) or outlets.row(self._session, name).id
            self._outlets[name] = self._outlets[key] = found
        return self._outlets[name]


def _reserve(session: Session, waiting: set[int]) -> list[int]:
    """Ids for people to come, the next one last: what the database itself would have given them."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        sql = "SELECT nextval(pg_get_serial_sequence('contact', 'id')) FROM generate_series(1, 500)"
        return sorted((int(id_) for (id_,) in connection.execute(text(sql))), reverse=True)
    highest = connection.execute(text("SELECT COALESCE(MAX(id), 0) FROM contact")).scalar_one()
    first = max([int(highest), *waiting]) + 1
    return list(range(first + 499, first - 1, -1))


def _extra(
    owner: int, photo: tuple[bytes, str] | None, related: tuple[Any, ...], carried: tuple[Any, ...]
) -> tuple[Any, ...]:
    content, type_ = photo or (None, None)
    return owner, content, type_, _AS_JSON(related), _AS_JSON(carried)
