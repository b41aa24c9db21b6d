"""Giving up: who was put off for too long is not tried again, for what is late is worth nothing."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus
from outreach.store.mailings.moving import DELIVERY as _D
from outreach.store.mailings.moving import move

_S = DeliveryStatus


def expire(session: Session, mailing_id: int, *, since: datetime, now: datetime) -> int:
    """Gives up whom of the mailing servers have put off since `since` or longer; gives how many."""
    late = (_D.c.mailing_id == mailing_id, _D.c.status == _S.DEFERRED, _D.c.deferred_since <= since)
    found = session.connection().execute(select(_D.c.id, _D.c.attempts, _D.c.reply).where(*late)).all()
    for number, attempts, said in found:
        why = f"given up after {attempts} attempts: {said}"
        move(session, _S.DEFERRED, _S.FAILED, _D.c.id == number, now=now, reply=why, values={"next_try_at": None})
    return len(found)
