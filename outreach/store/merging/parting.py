"""Two entries parted again: everything as it was before the merge, but for what was changed since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, UniqueConstraint, and_, delete, insert, select, update
from sqlmodel import Session, col

from outreach.errors import AlreadyThere, NotFound, WrongUsage
from outreach.model.history import Act, Origin, difference, fields
from outreach.store import contacts, history
from outreach.store.merging.belongings import CONTACT, Kept, Key, Row, by_key, owned, owner, put_aside, values
from outreach.store.rows import ContactRow, DeliveryRow, MergeRow

_D: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
# A day or an order that changed is no change of what is said.
_QUIET = frozenset({"verified_at", "confirmed_at", "changed_at", "position", "name_key", "sort_key"})


@dataclass(slots=True)
class Parted:
    """Whom it was about, and what stays where it is because it was changed after the merge, a phrase each."""

    kept_name: str
    gone_name: str
    stayed: list[str] = field(default_factory=list)


def part(session: Session, number: int, *, origin: Origin) -> Parted:
    """Undoes the merge of that number. Raises NotFound, WrongUsage and AlreadyThere where it cannot be."""
    merge = session.get(MergeRow, number)
    if merge is None or merge.undone_at is not None:
        raise NotFound("merge", str(number))
    kept = _entry(session, merge.kept_uid)
    if kept is None:
        sentence = (
            f"the entry that {merge.gone_name} went into is not there any more: it was removed, or is itself part"
        )
        raise WrongUsage(f"{sentence} of another; part that one first")
    if _entry(session, merge.gone_uid) is not None:
        raise AlreadyThere(f"{merge.gone_name} is an entry of its own already")
    known, parted = fields(contacts.draft_of(kept)), Parted(kept.name, merge.gone_name)
    kept_id = kept.id or 0
    gone_id = _Undoing(session, merge.before, put_aside(session, (kept_id,)), parted.stayed).all(kept_id)
    mine = (col(_D.c.id).in_(merge.before["deliveries"]), _D.c.contact_id == kept_id)
    session.connection().execute(update(_D).where(*mine).values(contact_id=gone_id))
    merge.undone_at = origin.at
    session.flush()
    session.expire_all()
    for uid in (merge.kept_uid, merge.gone_uid):
        contacts.make_findable(contacts.by_uid(session, uid))
    now = fields(contacts.draft_of(contacts.by_uid(session, merge.kept_uid)))
    history.record(session, merge.kept_uid, Act.PARTED, origin=origin, fields=difference(known, now))
    return parted


def _entry(session: Session, uid: str) -> ContactRow | None:
    from sqlmodel import select as select_rows

    return session.exec(select_rows(ContactRow).where(ContactRow.uid == uid)).first()


class _Undoing:
    """One merge taken back. Of every row: if it is as the merge left it, it becomes what it was before."""

    def __init__(self, session: Session, aside: dict[str, Any], now: Kept, stayed: list[str]) -> None:
        self.connection = session.connection()
        self.before: Kept = aside["before"]
        self.after: Kept = aside["after"]
        self.now, self.stayed, self.gone_id = now, stayed, int(aside["gone_id"])

    def all(self, kept_id: int) -> int:
        """Takes back everything; gives the number of the entry that is there again."""
        again = next(row for row in self.before[CONTACT.name] if row["id"] == self.gone_id)
        self._columns(kept_id)
        new_id = self._insert(CONTACT, again)
        if new_id is None:
            raise AssertionError("an entry that is not there can be put there")
        for table in owned():
            for before, after, now in self._three(table):
                self._row(table, before, after, now, new_id=new_id)
        return int(new_id)

    def _three(self, table: Table) -> Iterator[tuple[Row | None, Row | None, Row | None]]:
        """Each row before the merge, after it, and now. What must go goes first: it may stand in another's place."""
        before, after, now = (by_key(table, kept) for kept in (self.before, self.after, self.now))
        keys: dict[Key, None] = dict.fromkeys([*after, *before])
        ordered = sorted(keys, key=lambda key: key in before)
        return ((before.get(key), after.get(key), now.get(key)) for key in ordered)

    def _columns(self, kept_id: int) -> None:
        """The entry that was kept, field by field."""
        before, after, now = (by_key(CONTACT, kept).get((kept_id,)) for kept in (self.before, self.after, self.now))
        if not (before and after and now):
            return
        touched = [name for name in before if before[name] != after.get(name)]
        back = {name: before[name] for name in touched if now.get(name) == after[name]}
        self.stayed += [name.removesuffix("_id").replace("_", " ") for name in touched if name not in back | _NAMELESS]
        if back:
            self.connection.execute(update(CONTACT).where(CONTACT.c.id == kept_id).values(values(CONTACT, back)))

    def _row(self, table: Table, before: Row | None, after: Row | None, now: Row | None, *, new_id: int) -> None:
        if before == after:
            return
        if not _says_the_same(now, after):
            self.stayed.append(_named(table, now or after or {}))
            return
        if before is None:
            self.connection.execute(delete(table).where(_is(table, after or {})))
        elif now is None or after is None:
            if self._insert(table, self._whose(table, before, new_id)) is None:
                self.stayed.append(f"{_named(table, before)} (its place is taken or gone)")
        else:
            quiet = {name: now[name] for name in _QUIET & now.keys() if now[name] != after[name]}
            said = values(table, self._whose(table, before, new_id) | quiet)
            self.connection.execute(update(table).where(_is(table, before)).values(said))

    def _whose(self, table: Table, row: Row, new_id: int) -> Row:
        whose = owner(table).name
        return row | {whose: new_id} if row[whose] == self.gone_id else row

    def _insert(self, table: Table, row: Row) -> Any:
        """Puts a row back and gives its key; None where something else has its place, or what it refers to is gone."""
        said = values(table, row)
        for key in table.foreign_keys:
            there = said[key.parent.name]
            if there is not None and not self._exists(key.column.table, key.column == there):
                if not key.parent.nullable:
                    return None
                said[key.parent.name] = None
        unique = [constraint.columns for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
        if any(self._exists(table, and_(*(column == said[column.name] for column in columns))) for columns in unique):
            return None
        # SQLite gives the number of the last row to the next one, once the last is deleted.
        if self._exists(table, _is(table, row)):
            said = {name: value for name, value in said.items() if name not in table.primary_key.columns}
        return self.connection.execute(insert(table).values(said)).inserted_primary_key[0]  # type: ignore[index]

    def _exists(self, table: Table, criterion: Any) -> bool:
        return self.connection.execute(select(1).select_from(table).where(criterion)).first() is not None


_NAMELESS = dict.fromkeys(_QUIET)


def _is(table: Table, row: Row) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key.columns))


def _says_the_same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one.get(name) == other[name] for name in other.keys() - _QUIET)


def _named(table: Table, row: Row) -> str:
    """What a row is called when one talks of it."""
    said = row.get("international") or row.get("address") or ""
    noun = {"phone": "number", "email": "address", "membership": "place on a list, at", "card_extra": "picture"}
    return f"{noun.get(table.name, table.name)} {said}".strip()
