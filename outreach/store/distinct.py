"""Pairs that look alike and are two people, because somebody said so. They are kept by UID and outlive an import."""

from typing import TYPE_CHECKING

from outreach.model.history import Origin
from outreach.store import merges
from outreach.store.glance import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.store.rows import DistinctRow

_ALL = "SELECT d.one_uid, d.other_uid FROM distinct_pair d"
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Two UIDs in the order in which they are kept."""
    return (one, other) if one < other else (other, one)


def pairs(rows: Rows) -> set[Pair]:
    """Every such pair, by the UIDs under which the two stand today."""
    today = merges.all_living(rows)
    return {pair(today.get(one, one), today.get(other, other)) for one, other in rows(_ALL)}


def say(session: "Session", one: str, other: str, *, origin: Origin) -> bool:
    """Remembers that the two are two; False where that was known."""
    from outreach.store.rows import DistinctRow

    if _found(session, one, other):
        return False
    first, second = pair(one, other)
    session.add(DistinctRow(one_uid=first, other_uid=second, at=origin.at, by=origin.by))
    return True


def unsay(session: "Session", one: str, other: str) -> bool:
    """Forgets it; False where nobody had said so."""
    found = _found(session, one, other)
    for row in found:
        session.delete(row)
    return bool(found)


def _found(session: "Session", one: str, other: str) -> "list[DistinctRow]":
    """What was said of the two, under whatever UIDs they stood then."""
    from sqlmodel import col, select

    from outreach.store import database
    from outreach.store.rows import DistinctRow

    rows = database.rows_of(session)
    ones, others = merges.family(rows, one), merges.family(rows, other)
    query = select(DistinctRow).where(
        (col(DistinctRow.one_uid).in_(ones) & col(DistinctRow.other_uid).in_(others))
        | (col(DistinctRow.one_uid).in_(others) & col(DistinctRow.other_uid).in_(ones))
    )
    return list(session.exec(query))
