"""What becomes of a delivery in hand, and what a person or a report says of it (see moving for how it is kept)."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus
from outreach.store.mailings.moving import DELIVERY as _D
from outreach.store.mailings.moving import is_suppressed, move
from outreach.store.mailings.settling import OUT_OF_HAND

_S = DeliveryStatus


def renew(session: Session, mailing_id: int, *, sender: str, now: datetime, lease: timedelta) -> set[int]:
    """Keeps what `sender` has in hand until `now + lease`; gives what that is, for some of it may be lost."""
    mine = (_D.c.mailing_id == mailing_id, _D.c.status == _S.SENDING, _D.c.sender == sender)
    statement = update(_D).where(*mine).values(lease_until=now + lease).returning(_D.c.id)
    return set(session.connection().execute(statement).scalars())


def recover(session: Session, mailing_id: int, *, is_gone: Callable[[str], bool], now: datetime) -> int:
    """Marks unknown what a sender had in hand that is gone, or whose time is up; gives how many.

    Nothing of it is sent by itself: the server may have it.
    """
    query = select(_D.c.sender).where(_D.c.mailing_id == mailing_id, _D.c.status == _S.SENDING)
    in_hand = session.connection().execute(query.distinct()).scalars()
    gone = [sender for sender in in_hand if sender is not None and is_gone(sender)]
    lost = or_(_D.c.sender.in_(gone), _D.c.sender.is_(None), _D.c.lease_until <= now)
    reply = "its sender stopped before the server's answer was written down"
    criteria = (_D.c.mailing_id == mailing_id, lost)
    return len(move(session, _S.SENDING, _S.UNKNOWN, *criteria, now=now, reply=reply, values={"lease_until": None}))


def put_back(session: Session, mailing_id: int, *, sender: str, now: datetime) -> int:
    """Puts back what `sender` took in hand and gave to no server; gives how many."""
    criteria = (_D.c.mailing_id == mailing_id, _D.c.sender == sender)
    values = {**OUT_OF_HAND, "attempts": _D.c.attempts - 1, "next_try_at": None}
    return len(move(session, _S.SENDING, _S.PLANNED, *criteria, now=now, values=values))


def resolve(
    session: Session, mailing_id: int, after: DeliveryStatus, *, key: str | None = None, reply: str, now: datetime
) -> int:
    """Moves the unknown deliveries, or only the one to `key`, to `after`, as a person decided; gives how many."""
    criteria = [_D.c.mailing_id == mailing_id, *([_D.c.key == key] if key is not None else [])]
    values = {**OUT_OF_HAND, "next_try_at": None}
    return len(move(session, _S.UNKNOWN, after, *criteria, now=now, reply=reply, values=values))


def cancel(session: Session, mailing_id: int, *, reply: str | None = None, now: datetime) -> list[int]:
    """Cancels what was not sent yet; gives which deliveries, by their numbers."""
    criterion = _D.c.mailing_id == mailing_id
    return [
        row[0]
        for before in (_S.PLANNED, _S.DEFERRED)
        for row in move(session, before, _S.CANCELLED, criterion, now=now, reply=reply, values={"next_try_at": None})
    ]


def cancel_some(session: Session, numbers: Collection[int], *, reply: str, now: datetime) -> int:
    """Cancels those of these deliveries that were not sent yet; gives how many."""
    criterion = _D.c.id.in_(numbers)
    return sum(
        len(move(session, before, _S.CANCELLED, criterion, now=now, reply=reply, values={"next_try_at": None}))
        for before in (_S.PLANNED, _S.DEFERRED)
    )


def bounce(session: Session, number: int, *, reply: str, now: datetime) -> bool:
    """Marks a delivery bounced that the server had taken; False where it stands elsewhere, or has bounced already.

    Of one that is unknown, a report proves that the server had it.
    """
    return _reported(session, number, _S.BOUNCED, reply=reply, now=now)


def complain(session: Session, number: int, *, reply: str, now: datetime) -> bool:
    """Marks a delivery whose reader complains of it; False where it stands elsewhere, or was marked already."""
    return _reported(session, number, _S.COMPLAINED, reply=reply, now=now)


def _reported(session: Session, number: int, after: DeliveryStatus, *, reply: str, now: datetime) -> bool:
    mine, had_it = _D.c.id == number, "a report about it shows that the server had it"
    move(session, _S.UNKNOWN, _S.ACCEPTED, mine, now=now, reply=had_it, values=OUT_OF_HAND)
    return bool(move(session, _S.ACCEPTED, after, mine, now=now, reply=reply, values={}))


def suppress(session: Session, mailing_id: int, *, now: datetime) -> int:
    """Takes out who has been suppressed since the mailing was planned; gives how many."""
    criteria = (_D.c.mailing_id == mailing_id, is_suppressed())
    reply = "suppressed after the mailing was planned"
    return sum(
        len(move(session, before, _S.SUPPRESSED, *criteria, now=now, reply=reply, values={"next_try_at": None}))
        for before in (_S.PLANNED, _S.DEFERRED)
    )
