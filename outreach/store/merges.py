"""Who was made one with whom, as it is read. Making them one, and parting them again, is in merging."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from outreach.model.card import ContactKind
from outreach.store.glance import Rows, instant

_COLUMNS = "SELECT m.id, m.kept_uid, m.gone_uid, m.gone_name, m.at, m.by, m.undone_at FROM merge m"
_KEPT_FOR = "SELECT m.kept_uid FROM merge m WHERE m.gone_uid = :uid AND m.undone_at IS NULL ORDER BY m.id DESC"
_GONE = "SELECT m.gone_uid, m.kept_uid FROM merge m WHERE m.undone_at IS NULL ORDER BY m.id"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entries that were made one at `at`: the one that was kept, and the one that went into it."""

    id: int
    kept_uid: str
    gone_uid: str
    gone_name: str
    at: datetime
    by: str
    undone_at: datetime | None


def living(rows: Rows, uid: str) -> str:
    """The UID under which the person with that UID stands today: their own, or the one they were made one with."""
    seen = {uid}
    while (found := next(rows(_KEPT_FOR, uid=uid), None)) and found[0] not in seen:
        uid = found[0]
        seen.add(uid)
    return uid


def all_living(rows: Rows) -> dict[str, str]:
    """Every UID that was given up -> the one under which that person stands today."""
    kept_for = dict(rows(_GONE))
    return {gone: _end(gone, kept_for) for gone in kept_for}


def _end(uid: str, kept_for: dict[str, str]) -> str:
    seen = {uid}
    while uid in kept_for and kept_for[uid] not in seen:
        uid = kept_for[uid]
        seen.add(uid)
    return uid


def into(rows: Rows, uid: str) -> Iterator[Merge]:
    """What was ever made one with the entry of that UID, the oldest first, parted again or not."""
    return (_merge(row) for row in rows(f"{_COLUMNS} WHERE m.kept_uid = :uid ORDER BY m.id", uid=uid))


def away(rows: Rows, uid: str) -> Iterator[Merge]:
    """The merges in which the entry of that UID was the one that went, the oldest first."""
    return (_merge(row) for row in rows(f"{_COLUMNS} WHERE m.gone_uid = :uid ORDER BY m.id", uid=uid))


def standing(rows: Rows, kind: ContactKind) -> Iterator[Merge]:
    """Every merge of that kind of contact that was not undone, the newest first."""
    where = "WHERE m.kind = :kind AND m.undone_at IS NULL ORDER BY m.id DESC"
    return (_merge(row) for row in rows(f"{_COLUMNS} {where}", kind=kind.value))


def family(rows: Rows, uid: str) -> list[str]:
    """That UID, and all that stand under it today."""
    found = [uid]
    for one in found:
        found += [m.gone_uid for m in into(rows, one) if m.undone_at is None and m.gone_uid not in found]
    return found


def _merge(row: tuple[object, ...]) -> Merge:
    number, kept_uid, gone_uid, gone_name, at, by, undone_at = row
    return Merge(number, kept_uid, gone_uid, gone_name, instant(at), by, instant(undone_at) if undone_at else None)  # type: ignore[arg-type]
