"""New people into the tables, a thousand at once: the very rows that `contacts.add` writes one by one."""

import uuid
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from outreach.model.city import City
from outreach.model.entry import SAID, Entry
from outreach.model.history import Act, Origin
from outreach.model.text import fold
from outreach.model.values import PhoneNumber
from outreach.store import cities, outlets
from outreach.store.contact_batches.inserting import insert_all, insert_in_one
from outreach.store.rows import ChangeRow, ContactRow, ContactTextRow, EmailRow, ExtraRow, PhoneRow

_TABLES = (ContactRow, PhoneRow, EmailRow, ExtraRow, ChangeRow)
_AT = {name: SAID.index(name) for name in SAID}
_CACHE = 32_000  # kB
_TEXT = ("contact_id", "words", "parts")
_TEXTS_AT_ONCE = 2_000  # with three values each, below what SQLite and PostgreSQL take in one statement
_PARTS = ("prefix", "given_name", "additional_name", "family_name", "suffix")


class Writer:
    """Takes in new people one after the other and writes them together. Cities and outlets are found once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[Any, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        self._texts: list[tuple[int, str, str]] = []
        self._ids: set[int] = set()
        self._reserved: list[int] = []
        self._cities: set[int] = set()
        self._outlets: dict[str, int] = {}
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            # Room for the upper pages of every index: UIDs and addresses come in no order.
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")

    def is_waiting(self, id_: int) -> bool:
        """Whether the person of that id was taken in and is not yet written."""
        return id_ in self._ids

    def add(self, entry: Entry, *, origin: Origin) -> int:
        """Takes in a new person and gives the id of their row to be."""
        id_, uid = self._new_id(), entry.uid or str(uuid.uuid4())
        self._ids.add(id_)
        waiting = self._waiting
        waiting[ContactRow].append(self._contact(id_, uid, entry, origin))
        waiting[PhoneRow] += [_phone(id_, position, phone, origin) for position, phone in enumerate(entry.phones)]
        waiting[EmailRow] += [_email(id_, position, email, origin) for position, email in enumerate(entry.emails)]
        if extra := _extra(id_, entry):
            waiting[ExtraRow].append(extra)
        self._texts.append((id_, entry.words, entry.pieces))
        waiting[ChangeRow].append(_change(uid, entry, origin))
        return id_

    def flush(self) -> None:
        """Writes everybody who was taken in since."""
        connection = self._session.connection()
        for table, rows in self._waiting.items():
            if rows:
                insert_all(connection, table.__table__, rows)
                rows.clear()
        for start in range(0, len(self._texts), _TEXTS_AT_ONCE):
            some = self._texts[start : start + _TEXTS_AT_ONCE]
            insert_in_one(connection, ContactTextRow.__table__, _TEXT, some)  # type: ignore[attr-defined]
        self._texts.clear()
        self._ids.clear()

    def _new_id(self) -> int:
        if not self._reserved:
            self._reserved = _reserve(self._session, self._ids)
        return self._reserved.pop()

    def _contact(self, id_: int, uid: str, entry: Entry, origin: Origin) -> dict[str, Any]:
        said = entry.said
        return {
            "id": id_,
            "uid": uid,
            "kind": entry.kind,
            "name": entry.name,
            "name_key": entry.name_key,
            "sort_key": entry.sort_key,
            **dict(zip(_PARTS, entry.parts, strict=True)),
            "title": said[_AT["title"]],
            "organisation": said[_AT["organisation"]],
            "country": None if entry.city else said[_AT["country"]],
            "notes": said[_AT["notes"]],
            "active": said[_AT["active"]],
            "city_id": self._city_id(entry.city) if entry.city else None,
            "outlet_id": self._outlet_id(entry.outlet) if entry.outlet else None,
            "languages": said[_AT["languages"]],
            "beats": said[_AT["beats"]],
            "created_at": origin.at,
            "changed_at": origin.at,
            "confirmed_at": origin.at,
        }

    def _city_id(self, city: City) -> int:
        if city.id not in self._cities:
            cities.row(self._session, city)
            self._session.flush()
            self._cities.add(city.id)
        return city.id

    def _outlet_id(self, name: str) -> int:
        found = self._outlets.get(name)
        if found is None:
            key = fold(name)
            found = self._outlets.get(key) or outlets.row(self._session, name).id or 0
            self._outlets[name] = self._outlets[key] = found
        return found


def _reserve(session: Session, waiting: set[int]) -> list[int]:
    """Ids for people to come, the next one last: what the database itself would have given them."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        sql = "SELECT nextval(pg_get_serial_sequence('contact', 'id')) FROM generate_series(1, 500)"
        return sorted((int(id_) for (id_,) in connection.execute(text(sql))), reverse=True)
    highest = connection.execute(text("SELECT COALESCE(MAX(id), 0) FROM contact")).scalar_one()
    first = max([int(highest), *waiting]) + 1
    return list(range(first + 499, first - 1, -1))


def _phone(owner: int, position: int, phone: tuple[Any, ...], origin: Origin) -> dict[str, Any]:
    e164, written, extension, kind, visibility, valid, printed, usage, verified_at = phone
    return {
        "contact_id": owner,
        "position": position,
        "written": written or e164,
        "e164": e164,
        "international": printed or PhoneNumber.parse(e164).printed,
        "extension": extension,
        "kind": kind,
        "visibility": visibility,
        "usage": usage,
        "valid": valid,
        "verified_at": verified_at or origin.at,
    }


def _email(owner: int, position: int, email: tuple[Any, ...], origin: Origin) -> dict[str, Any]:
    address, key, written, kind, visibility, usage, verified_at = email
    return {
        "contact_id": owner,
        "position": position,
        "written": written or address,
        "address": address,
        "key": key,
        "kind": kind,
        "visibility": visibility,
        "usage": usage,
        "verified_at": verified_at or origin.at,
    }


def _extra(owner: int, entry: Entry) -> dict[str, Any] | None:
    photo, related, carried = (entry.said[_AT[name]] for name in ("photo", "related", "carried"))
    if not (photo or related or carried):
        return None
    return {
        "contact_id": owner,
        "photo": photo.content if photo else None,
        "photo_type": photo.media_type if photo else None,
        "related": [[r.kind, r.value] for r in related],
        "carried": [[c.name, c.value, c.parameters, c.group] for c in carried],
    }


def _change(uid: str, entry: Entry, origin: Origin) -> dict[str, Any]:
    return {
        "contact_uid": uid,
        "act": Act.ADDED.value,
        "at": origin.at,
        "by": origin.by,
        "source": origin.source,
        "batch": origin.batch,
        "fields": {name: [None, value] for name, value in entry.fields.items()},
    }
