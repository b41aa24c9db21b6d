"""What happened to people in the directory, written line by line and never changed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from outreach.model.history import Act, Change, Fields, Origin
from outreach.store import merges
from outreach.store.glance import Rows, instant

if TYPE_CHECKING:
    from sqlmodel import Session

_OF = """
    SELECT h.contact_uid, h.act, h.at, h.by, h.source, h.batch, h.fields, h.id FROM change h
    WHERE h.contact_uid = :uid ORDER BY h.id"""
_WROTE = """
    SELECT h.contact_uid, h.act, h.at, h.by, h.source, h.batch, h.fields FROM change h
    WHERE h.act <> 'confirmed' AND h.contact_uid IN ({names}) ORDER BY h.id"""
_OF_BATCH = "SELECT h.contact_uid FROM change h WHERE h.batch = :batch GROUP BY h.contact_uid ORDER BY MIN(h.id)"
_OF_MANY = """
    SELECT h.contact_uid, h.act, h.at, h.by, h.source, h.batch, h.fields FROM change h
    WHERE h.contact_uid IN ({names}) ORDER BY h.id"""
_BATCHES = """
    SELECT h.at, h.by, h.source, h.batch FROM change h
    WHERE h.id IN (SELECT MAX(b.id) FROM change b WHERE b.batch IS NOT NULL GROUP BY b.batch)
    ORDER BY h.id DESC LIMIT 3"""
_AT_ONCE = 500  # names in one query; SQLite takes 999 at the least


def record(session: "Session", uid: str, act: Act, *, origin: Origin, fields: Fields) -> None:
    """Writes down one change to the person with that UID."""
    from outreach.store.rows import ChangeRow

    session.add(
        ChangeRow(
            contact_uid=uid,
            act=act.value,
            at=origin.at,
            by=origin.by,
            source=origin.source,
            batch=origin.batch,
            fields={name: list(values) for name, values in fields.items()},
        )
    )


def of(rows: Rows, uid: str) -> Iterator[Change]:
    """Everything that happened to the entry with that UID, the oldest first."""
    return (_change(row[:-1]) for row in rows(_OF, uid=uid))


def of_family(rows: Rows, uid: str) -> list[Change]:
    """The same, with what happened to whoever was made one with it."""
    found = [row for one in merges.family(rows, uid) for row in rows(_OF, uid=one)]
    return [_change(row[:-1]) for row in sorted(found, key=itemgetter(-1))]


def latest(rows: Rows, uids: Iterable[str]) -> dict[str, dict[str, Origin]]:
    """Who last wrote each field of these people: UID -> field (as in model/history.fields) -> where it came from.

    A field that was emptied is among them; a confirmation writes nothing. Who has no history has no entry.
    """
    found: dict[str, dict[str, Origin]] = {}
    asked = list(dict.fromkeys(uids))
    for start in range(0, len(asked), _AT_ONCE):
        values = {f"uid_{number}": uid for number, uid in enumerate(asked[start : start + _AT_ONCE])}
        for row in rows(_WROTE.format(names=", ".join(f":{name}" for name in values)), **values):
            change = _change(row)
            found.setdefault(change.uid, {}).update(dict.fromkeys(change.fields, change.origin))
    return found


def of_batch(rows: Rows, batch: str) -> list[str]:
    """The UIDs of everybody whom that import wrote, in its order."""
    return [uid for (uid,) in rows(_OF_BATCH, batch=batch)]


def batches(rows: Rows) -> list[Origin]:
    """Where the last things that the last three imports wrote came from."""
    return [Origin(instant(at), by, source, batch) for at, by, source, batch in rows(_BATCHES)]


def of_many(rows: Rows, uids: Sequence[str]) -> dict[str, list[Change]]:
    """Everything that happened to each of these people (no more than some hundred), the oldest first."""
    found: dict[str, list[Change]] = {uid: [] for uid in uids}
    values = {f"uid_{number}": uid for number, uid in enumerate(uids)}
    for row in rows(_OF_MANY.format(names=", ".join(f":{name}" for name in values)), **values):
        found[row[0]].append(_change(row))
    return found


def _change(row: tuple[Any, ...]) -> Change:
    uid, act, at, by, source, batch, written = row
    fields: Mapping[str, list[str | None]] = json.loads(written)
    origin = Origin(instant(at), by, source, batch)
    return Change(uid, Act(act), origin, {name: (before, after) for name, (before, after) in fields.items()})
