"""The rota: stretches of duty and of absence, read as plain SQL, written as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outreach.model.rota import Shift, ShiftKind
from outreach.store.glance import Rows, instant

if TYPE_CHECKING:
    from sqlmodel import Session

# A duty that names no city is for that of its officer, wherever that is by now.
_SHIFTS = """
    SELECT s.id, c.uid, c.name, s.kind, s.starts_at, s.ends_at, s.zone, s.note, s.uid,
           city.name, city.country, city.latitude, city.longitude
    FROM shift s JOIN contact c ON c.id = s.contact_id LEFT JOIN city ON city.id = COALESCE(s.city_id, c.city_id)
    WHERE s.kind IN ('duty', 'away') AND {where} ORDER BY s.starts_at, s.ends_at, c.sort_key, s.id"""


def between(rows: Rows, start: datetime, end: datetime) -> list[Shift]:
    """Every stretch that touches the time from `start` to `end`, in order."""
    where = "s.ends_at > :start AND s.starts_at < :end"
    return [_shift(row) for row in rows(_SHIFTS.format(where=where), start=start, end=end)]


def numbered(rows: Rows, number: int) -> Shift | None:
    """The stretch with that number, or None."""
    return next((_shift(row) for row in rows(_SHIFTS.format(where="s.id = :number"), number=number)), None)


def _shift(row: tuple[Any, ...]) -> Shift:
    number, officer, name, kind, starts, ends, zone, note, uid, *place = row
    return Shift(
        id=number,
        officer=officer,
        name=name,
        kind=ShiftKind(kind),
        starts=instant(starts),
        ends=instant(ends),
        zone=zone,
        note=note,
        uid=uid,
        place=(place[0], place[1], place[2], place[3]) if place[0] else None,
    )


def add(session: "Session", shifts: Iterable[tuple[Shift, int | None]]) -> int:
    """Writes stretches, each with the id of the city that it is for where that is not its officer's own.

    One that is there already, for the same officer, kind, city and time, is not written again. Gives how many are new.
    """
    from outreach.store import contacts
    from outreach.store.rows import ShiftRow

    wanted = list(shifts)
    owners = {uid: contacts.by_uid(session, uid).id or 0 for uid in {shift.officer for shift, _ in wanted}}
    there = _there(session, owners.values())
    new = 0
    for shift, city_id in wanted:
        key = owners[shift.officer], shift.kind.value, city_id, shift.starts, shift.ends
        if key in there:
            continue
        there.add(key)
        new += 1
        owner, kind, _, starts, ends = key
        session.add(
            ShiftRow(
                contact_id=owner,
                kind=kind,
                city_id=city_id,
                starts_at=starts,
                ends_at=ends,
                zone=shift.zone,
                note=shift.note,
                uid=shift.uid,
            )
        )
    session.flush()
    return new


# Officer, kind, city, start, end: what makes two stretches one.
_Key = tuple[int, str, int | None, datetime, datetime]


def _there(session: "Session", owners: Iterable[int]) -> set[_Key]:
    """Every stretch that these officers have."""
    from sqlmodel import col, select

    from outreach.store.rows import ShiftRow

    columns = ShiftRow.contact_id, ShiftRow.kind, ShiftRow.city_id, ShiftRow.starts_at, ShiftRow.ends_at
    found: set[_Key] = set()
    for owner in owners:
        found.update(tuple(row) for row in session.exec(select(*columns).where(col(ShiftRow.contact_id) == owner)))  # type: ignore[call-overload]
    return found


def remove(session: "Session", numbers: Sequence[int]) -> None:
    """Takes stretches out of the rota by their numbers."""
    from sqlmodel import col, delete

    from outreach.store.rows import ShiftRow

    session.exec(delete(ShiftRow).where(col(ShiftRow.id).in_(numbers)))


def remove_of_calendar(session: "Session", uids: Iterable[str]) -> int:
    """Takes out everything that came with one of these UIDs of a calendar, and gives how many that were."""
    from sqlmodel import col, delete

    from outreach.store.rows import ShiftRow

    named = sorted(uids)
    gone = 0
    # SQLite takes a limited number of values in one statement.
    for at in range(0, len(named), _AT_ONCE):
        gone += session.exec(delete(ShiftRow).where(col(ShiftRow.uid).in_(named[at : at + _AT_ONCE]))).rowcount
    return gone


_AT_ONCE = 500
