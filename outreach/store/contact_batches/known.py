"""Who of a batch is in the directory: the same rules as `contacts.matching`, asked for a thousand people at once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from outreach.model.contact import ContactDraft
from outreach.model.entry import Entry
from outreach.model.text import fold
from outreach.store.rows import ContactRow

_AT_ONCE = 500  # people in one query; SQLite takes 999 values at the least
# The kind is sorted out here: with it in the question, SQLite would walk through everybody of that kind.
_BY_UID = "SELECT c.kind, c.id, c.uid FROM contact c WHERE c.uid {among}"
_BY_KEY = "SELECT c.kind, c.id, e.key FROM email e JOIN contact c ON c.id = e.contact_id WHERE e.key {among}"
_BY_NAME = """
    SELECT c.kind, c.id, c.name_key, c.city_id, EXISTS (SELECT 1 FROM email e WHERE e.contact_id = c.id)
    FROM contact c WHERE c.name_key {among}"""
# A thousand values as one: a question with as many marks takes longer to put together than to answer.
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": "= ANY(%s)"}
_MERGED = "SELECT gone_uid, kept_uid FROM merge WHERE undone_at IS NULL ORDER BY id"

Place = tuple[str, int | None]  # a folded name and a city


@dataclass(slots=True)
class Known:
    """Whom the store knows of those asked for, by what they are known by. Who is added is known from then on."""

    by_uid: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    by_place: dict[Place, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    merged: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self.by_uid or self.by_key or self.by_place)

    def matching(self, entry: Entry) -> int | None:
        """The id of the person whom `entry` is about, by the rules of `contacts.matching`."""
        if entry.uid and (found := self.by_uid.get(self._living(entry.uid))):
            return found
        keys = entry.keys
        if owners := [self.by_key[key] for key in keys if key in self.by_key]:
            return min(owners)
        namesakes = self.by_place.get((entry.name_key, entry.city_id))
        if not namesakes:
            return None
        return min((id_ for id_, has_address in namesakes.items() if not keys or not has_address), default=None)

    def _living(self, uid: str) -> str:
        seen = {uid}
        while uid not in self.by_uid and uid in self.merged and self.merged[uid] not in seen:
            uid = self.merged[uid]
            seen.add(uid)
        return uid

    def owned(self, key: str, id_: int) -> None:
        """From now on, the mailbox `key` is that person's, unless somebody had it before."""
        self.by_key[key] = min(id_, self.by_key.get(key, id_))

    def add(self, id_: int, entry: Entry) -> None:
        """From now on, the person of that id is the one in `entry`."""
        if entry.uid:
            self.by_uid[entry.uid] = id_
        for key in entry.keys:
            self.owned(key, id_)
        self.by_place[entry.name_key, entry.city_id][id_] = bool(entry.emails)

    def change(self, id_: int, draft: ContactDraft) -> None:
        """The person of that id is from now on the one in `draft`."""
        for namesakes in self.by_place.values():
            namesakes.pop(id_, None)
        for email in draft.emails:
            self.owned(email.key, id_)
        self.by_place[fold(draft.name), draft.city.id if draft.city else None][id_] = bool(draft.emails)


def are_strangers(entries: Sequence[Entry]) -> bool:
    """Whether none of these people can be another of them, by the rules of `Known.matching`."""
    if any(entry.uid for entry in entries):
        return False
    keys = [key for entry in entries for key in entry.keys]
    places = {(entry.name_key, entry.city_id) for entry in entries}
    return len(set(keys)) == len(keys) and len(places) == len(entries)


def known(session: Session, entries: Sequence[Entry]) -> Known:
    """Whom the store knows of `entries`, which are of one kind."""
    found = Known()
    kind = entries[0].kind
    uids = {entry.uid for entry in entries if entry.uid}
    if uids:
        found.merged = {row[0]: row[1] for row in session.connection().execute(text(_MERGED))}
        uids |= set(found.merged.values())
    for id_, uid in _ask(session, _BY_UID, kind, uids):
        found.by_uid[uid] = id_
    for id_, key in _ask(session, _BY_KEY, kind, {key for entry in entries for key in entry.keys}):
        found.owned(key, id_)
    for id_, name_key, city_id, has_address in _ask(session, _BY_NAME, kind, {entry.name_key for entry in entries}):
        found.by_place[name_key, city_id][id_] = bool(has_address)
    return found


def _ask(session: Session, sql: str, kind: str, values: Iterable[str | None]) -> list[Any]:
    connection = session.connection()
    dialect = connection.dialect.name
    # In order, so that a walk through an index goes one way.
    asked: Any = sorted(filter(None, values))
    if not asked:
        return []
    given = json.dumps(asked) if dialect == "sqlite" else asked
    found = connection.exec_driver_sql(sql.format(among=_AMONG[dialect]), (given,))
    return [row[1:] for row in found if row[0] == kind]


def rows(session: Session, ids: Iterable[int]) -> dict[int, ContactRow]:
    """The rows of these people, by their ids, with all that belongs to them, in a few queries."""
    return {row.id or 0: row for row in _complete(session, col(ContactRow.id), sorted(ids))}


def rows_of(session: Session, uids: Iterable[str]) -> dict[str, ContactRow]:
    """The same by UIDs; who is not there is left out."""
    return {row.uid: row for row in _complete(session, col(ContactRow.uid), sorted(uids))}


def _complete(session: Session, column: Any, asked: Sequence[Any]) -> Iterator[ContactRow]:
    everything = [
        selectinload(getattr(ContactRow, name)) for name in ("phones", "emails", "extra", "text", "outlet", "city")
    ]
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        yield from session.exec(select(ContactRow).where(column.in_(some)).options(*everything))
