"""New people into the tables, a thousand at once: the very rows that `contacts.add` writes one by one."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from outreach.model.entry import CONTACT, EMAIL, PHONE, Entry
from outreach.model.history import Act, Origin
from outreach.model.intake import Arrival
from outreach.store import cities, gazetteer, outlets
from outreach.store.contact_batches.into import Into
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
        self._contacts = Into(connection, ContactRow, _CONTACT)
        self._phones = Into(connection, PhoneRow, ("contact_id", "verified_at", *PHONE))
        self._emails = Into(connection, EmailRow, ("contact_id", "verified_at", *EMAIL))
        self._extras = Into(connection, ExtraRow, _EXTRA)
        self._texts = Into(connection, ContactTextRow, _TEXT)
        self._changes = Into(connection, ChangeRow, _CHANGE)
        self._at = self._contacts.bound("created_at", origin.at)
        self._reserved: list[int] = []
        self._waiting: dict[int, Arrival] = {}
        self._cities: set[int] = set()
        self._outlets: dict[str, int] = {}

    def is_waiting(self, id_: int) -> bool:
        """Whether the person of that id was taken in and is not yet written."""
        return id_ in self._waiting

    def add(self, arrival: Arrival) -> int:
        """Takes in a new person and gives the id of their row to be."""
        if not self._reserved:
            self._reserved = _reserve(self._session, self._waiting)
        id_ = self._reserved.pop()
        self._waiting[id_] = arrival
        return id_

    def flush(self) -> None:
        """Writes everybody who was taken in since."""
        people = [(id_, arrival.entry) for id_, arrival in self._waiting.items()]
        self._find_places([entry for _, entry in people])
        at, outlet = self._at, self._outlets.get
        self._contacts.write([(id_, outlet(e.outlet or ""), at, at, at, *e.contact) for id_, e in people])
        self._phones.write([(id_, at, *phone) for id_, e in people for phone in e.phones])
        self._emails.write([(id_, at, *email) for id_, e in people for email in e.emails])
        self._extras.write([_extra(id_, *e.extra) for id_, e in people if e.extra])
        self._changes.write(self._added())
        # After each statement, FTS5 writes out what it was given.
        self._texts.write_in_one([(id_, e.words, e.pieces) for id_, e in people])
        self._waiting.clear()

    def _added(self) -> list[tuple[Any, ...]]:
        """The first line of everybody's history."""
        act, at, by, batch = Act.ADDED.value, self._at, self._origin.by, self._origin.batch
        source = f"{self._origin.source}, row "
        return [(e.contact[0], act, at, by, f"{source}{row}", batch, e.fields) for row, e in self._waiting.values()]

    def _find_places(self, entries: Iterable[Entry]) -> None:
        """Makes sure that the cities and outlets of these people are there."""
        for city_id in {entry.city_id for entry in entries if entry.city_id} - self._cities:
            cities.row(self._session, gazetteer.by_id(city_id))
            self._cities.add(city_id)
        self._session.flush()
        named = dict.fromkeys([entry.outlet for entry in entries if entry.outlet])
        if new := [name for name in named if name not in self._outlets]:
            self._outlets |= outlets.ids(self._session, new)


def _reserve(session: Session, waiting: Iterable[int]) -> list[int]:
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
