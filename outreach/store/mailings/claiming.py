"""Taking deliveries in hand: no two senders get the same, and nobody gets what must wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Table, Update, bindparam, exists, or_, select
from sqlmodel import Session

from outreach.model.mailing import NOT_WANTED, DeliveryStatus
from outreach.store.mailings.moving import DELIVERY as _D
from outreach.store.mailings.moving import is_suppressed, moved, moving
from outreach.store.rows import MailingRow

_MAILING: Table = MailingRow.__table__  # type: ignore[attr-defined]
_S = DeliveryStatus
_NOW = bindparam("now", type_=_D.c.next_try_at.type)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery in the hand of a sender: what its message is rebuilt from."""

    id: int
    address: str
    key: str
    merge: dict[str, str]
    message_id: str
    sha256: str
    attempts: int
    deferred_since: datetime | None


_HANDED_OUT = [_D.c[field] for field in Delivery.__dataclass_fields__]


def claim(
    session: Session,
    mailing_id: int,
    *,
    sender: str,
    limit: int,
    now: datetime,
    lease: timedelta,
    left_out: Collection[str] = (),
    awake: Collection[str] | None = None,
) -> list[Delivery]:
    """Takes up to `limit` deliveries in hand for `sender`, until `now + lease`: planned ones, then deferred ones due.

    Taking and marking are one statement (on PostgreSQL with SKIP LOCKED), so that no two senders get the same row. Who
    is suppressed is passed over, and nothing is taken of a mailing that was paused or cancelled, nor for the domains
    that are `left_out`. `awake` are the zones in which it is the hour to send; who has none is always awake.
    """
    known = {"mailing": mailing_id, "now": now, "by": sender, "until": now + lease}
    known |= {} if awake is None else {"zones": list(awake)}
    taken: list[Row[Any]] = []
    for before in (_S.PLANNED, _S.DEFERRED):
        if len(taken) < limit:
            statement = _taking(before, tuple(left_out), by_zone=awake is not None)
            room = {"room": limit - len(taken)}
            taken += moved(session, statement, known | room, before, _S.SENDING, now=now)
    return sorted((Delivery(*tuple(row)) for row in taken), key=lambda delivery: delivery.id)


@lru_cache(maxsize=64)
def _taking(before: _S, left_out: tuple[str, ...], *, by_zone: bool) -> Update:
    """Taking and marking in one statement; its values are known as it is run."""
    elsewhere = [~_D.c.key.endswith(f"@{domain}", autoescape=True) for domain in left_out]
    awake = is_awake(bindparam("zones", expanding=True) if by_zone else None)
    due = [_D.c.next_try_at <= _NOW] if before is _S.DEFERRED else []
    waiting = (
        select(_D.c.id)
        .where(_D.c.mailing_id == bindparam("mailing"), _D.c.status == before, ~is_suppressed())
        .where(*due, _is_wanted(), *awake, *elsewhere)
        .order_by(_D.c.id)
        .limit(bindparam("room"))
        .with_for_update(skip_locked=True)
        # In a WITH, it is run once: as a plain subquery PostgreSQL may run it anew, and take more than the limit.
        .cte("waiting")
    )
    values = {"sender": bindparam("by"), "lease_until": bindparam("until"), "attempts": _D.c.attempts + 1}
    return moving(before, _S.SENDING, _D.c.id.in_(select(waiting.c.id)), values=values, returning=_HANDED_OUT)


def is_awake(zones: Collection[str] | BindParameter[Any] | None) -> tuple[ColumnElement[bool], ...]:
    """Whether it is the hour to send where the reader is; nothing where every hour is."""
    return () if zones is None else (or_(_D.c.timezone.is_(None), _D.c.timezone.in_(zones)),)


def _is_wanted() -> ColumnElement[bool]:
    """Whether its mailing still is, and its time has come.

    One that was paused or cancelled from another terminal hands out nothing more; nor does one whose instant is to come
    again because the clock was set back, nor one that came back out of a backup, before a person lets it go.
    """
    return is_going(or_(_MAILING.c.send_at.is_(None), _MAILING.c.send_at <= _NOW))


def is_going(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the mailing of a delivery is neither paused nor cancelled nor held since a restore; and `more` of it."""
    unwanted = _MAILING.c.status.in_(NOT_WANTED)
    return exists().where(_MAILING.c.id == _D.c.mailing_id, ~unwanted, _MAILING.c.restored_at.is_(None), *more)
