"""The life of one entry, told from the changes, the merges and the ledger, the oldest first; and who was once there."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from outreach.model.card import ContactKind
from outreach.model.history import Act, Change, Event
from outreach.model.text import fold
from outreach.store import history, merges
from outreach.store.glance import Rows, instant
from outreach.store.merges import Merge

# What is worth telling of a delivery: that it was planned or in hand is not.
_TOLD = "('accepted', 'refused', 'deferred', 'failed', 'unknown', 'bounced', 'complained', 'cancelled', 'suppressed')"
_STEPS = f"""
    SELECT s.at, s.after, s.reply, d.address, g.id, g.title, d.merge
    FROM move s JOIN delivery d ON d.id = s.delivery_id JOIN mailing g ON g.id = d.mailing_id
    WHERE {{whose}} AND s.after IN {_TOLD} ORDER BY s.id"""  # noqa: S608 - our own words
_OF_LIVING = "d.contact_id = (SELECT c.id FROM contact c WHERE c.uid = :uid)"
_OF_NOBODY = "d.contact_id IS NULL AND d.key = :key"
_IS_THERE = "SELECT 1 FROM contact WHERE uid = :uid"
_REMOVED = "SELECT h.contact_uid, h.fields FROM change h WHERE h.act = 'removed' ORDER BY h.id"


def events(rows: Rows, uid: str) -> list[Event]:
    """Everything that happened to the person with that UID, and to whoever was made one with them."""
    changes = history.of_family(rows, uid)
    known = {(m.kept_uid, at): m for one in merges.family(rows, uid) for m in merges.into(rows, one) for at in _days(m)}
    told = [_changed(change, known.get((change.uid, change.origin.at))) for change in changes]
    told += [event for merge in merges.away(rows, uid) for event in _away(merge)]
    told += _steps(rows, uid, changes)
    return sorted(told, key=lambda event: event.at)


def _days(merge: Merge) -> list[datetime]:
    return [merge.at, *([merge.undone_at] if merge.undone_at else [])]


def _changed(change: Change, merge: Merge | None) -> Event:
    about = ""
    if merge and change.act is Act.MERGED:
        about = f"{merge.gone_name} ({merge.gone_uid}) was made one with this entry"
    elif merge and change.act is Act.PARTED:
        about = f"{merge.gone_name} ({merge.gone_uid}) is an entry of its own again"
    elif change.act is Act.CONFIRMED and not change.fields:
        about = "all of it"
    origin = change.origin
    return Event(origin.at, change.act.value, origin.by, origin.source, change.fields, about)


def _away(merge: Merge) -> Iterator[Event]:
    yield Event(merge.at, Act.MERGED.value, merge.by, about=f"made one with {merge.kept_uid}")
    if merge.undone_at:
        yield Event(merge.undone_at, Act.PARTED.value, about=f"parted from {merge.kept_uid}")


def _steps(rows: Rows, uid: str, changes: Iterable[Change]) -> Iterator[Event]:
    """What the ledger knows of the person's deliveries; who was removed is known there by address and name alone."""
    if next(rows(_IS_THERE, uid=uid), None):
        for row in rows(_STEPS.format(whose=_OF_LIVING), uid=uid):
            yield _step(row)
        return
    names, keys = _once_called(changes)
    for key in keys:
        for row in rows(_STEPS.format(whose=_OF_NOBODY), key=key):
            if fold(json.loads(row[-1]).get("name", "")) in names:
                yield _step(row)


def _once_called(changes: Iterable[Change]) -> tuple[set[str], list[str]]:
    """Every folded name and every address that the changes speak of."""
    said = [(name, value) for change in changes for name, values in change.fields.items() for value in values if value]
    keys = [name.removeprefix("email ") for name, _ in said if name.startswith("email ")]
    return {fold(value) for name, value in said if name == "name"}, list(dict.fromkeys(keys))


def _step(row: tuple[object, ...]) -> Event:
    at, after, reply, address, number, title, _ = row
    answer = f": {reply}" if reply else ""
    return Event(instant(at), str(after), about=f"mailing {number}, {title}, to {address}{answer}")  # type: ignore[arg-type]


def once_there(rows: Rows, kind: ContactKind, who: str) -> dict[str, str]:
    """UID -> name of those who are no longer in the directory and answered to `who`: a UID, an address or a name.

    Who was made one with somebody answers under the UID that was kept.
    """
    found = dict(_removed(rows, kind, who))
    gone = next((m for m in merges.standing(rows, kind) if who in (m.gone_uid, m.gone_name)), None)
    if gone is None:
        gone = next((m for m in merges.standing(rows, kind) if fold(who) == fold(m.gone_name)), None)
    if gone and not found:
        found[merges.living(rows, gone.gone_uid)] = gone.gone_name
    return found


def _removed(rows: Rows, kind: ContactKind, who: str) -> Iterator[tuple[str, str]]:
    key, name = f"email {who.strip().casefold()}", fold(who)
    for uid, written in rows(_REMOVED):
        said = json.loads(written)
        was = {field: before for field, (before, _) in said.items()}
        meant = uid == who.strip() or key in was or fold(was.get("name") or "") == name
        if meant and was.get("kind", kind.value) == kind.value:
            yield uid, was.get("name") or uid
