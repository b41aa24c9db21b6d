"""When what waits may go: the zones of a mailing's readers, and the moments at which each is tried next."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.store.rows import DeliveryRow, MailingRow

_WAITING = col(DeliveryRow.status).in_([DeliveryStatus.PLANNED, DeliveryStatus.DEFERRED])


def zones(session: Session, mailing_id: int) -> list[str]:
    """The zones that the mailing's readers are in, as far as they are known."""
    query = select(DeliveryRow.timezone).where(DeliveryRow.mailing_id == mailing_id).distinct()
    return sorted(zone for zone in session.exec(query) if zone is not None)


def awaited(session: Session, mailing_id: int) -> list[tuple[str | None, datetime | None]]:
    """What waits of the mailing, by zone: for the planned (zone, None), for the deferred the first next try."""
    query = (
        select(DeliveryRow.timezone, func.min(DeliveryRow.next_try_at))
        .where(DeliveryRow.mailing_id == mailing_id, _WAITING)
        .group_by(DeliveryRow.status, col(DeliveryRow.timezone))
    )
    return [(zone, next_try) for zone, next_try in session.exec(query)]


def unfinished(session: Session) -> list[MailingRow]:
    """The mailings that might go on by themselves, the oldest first."""
    open_ = [MailingStatus.PLANNED, MailingStatus.SENDING, MailingStatus.STOPPED]
    query = select(MailingRow).where(col(MailingRow.status).in_(open_)).order_by(col(MailingRow.id))
    return list(session.exec(query))


def without_zone(session: Session, mailing_id: int) -> int:
    """How many of those who wait for the mailing have no zone."""
    nowhere = (DeliveryRow.mailing_id == mailing_id, col(DeliveryRow.timezone).is_(None), _WAITING)
    return session.exec(select(func.count()).where(*nowhere)).one()


def last_moved(session: Session, mailing_id: int) -> datetime | None:
    """When something of the mailing last moved."""
    return session.exec(select(func.max(DeliveryRow.changed_at)).where(DeliveryRow.mailing_id == mailing_id)).one()


def was_begun(session: Session, mailing_id: int) -> bool:
    """Whether a delivery of the mailing was ever tried."""
    tried = select(DeliveryRow.id).where(DeliveryRow.mailing_id == mailing_id, DeliveryRow.attempts > 0).limit(1)
    return session.exec(tried).first() is not None
