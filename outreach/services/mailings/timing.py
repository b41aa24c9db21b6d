"""What is due, and what was missed: the question that cron or systemd asks every minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.services.mailings import senders
from outreach.services.mailings.hours import ReadersHours
from outreach.store import mailings
from outreach.store.rows import MailingRow

# A store that comes back from a backup, or a machine that was off, must not send by itself what is old by now.
GRACE = timedelta(hours=1)


def due(session: Session, *, now: datetime) -> tuple[list[int], list[int]]:
    """The mailings to send now, and those that were missed: overdue by more than GRACE, and marked so.

    Due is what was planned for a time that has come, and what was begun and can go on: who was put off, who waited for
    the hour, what was left when it was stopped. A person sends what was missed. What somebody is sending just now, what
    was paused and what was planned without a time is left alone.
    """
    ready, missed = [], []
    for mailing in mailings.unfinished(session):
        since = _due_since(session, mailing, now=now)
        if since is None:
            continue
        if now - since > GRACE:
            mailing.status, mailing.changed_at = MailingStatus.MISSED, now
            missed.append(mailing.id or 0)
        else:
            ready.append(mailing.id or 0)
    return ready, missed


def next_due(session: Session, mailing_id: int, *, now: datetime) -> datetime | None:
    """When the next of what waits may go, if that is later than now. Raises NotFound."""
    mailing = mailings.numbered(session, mailing_id)
    moments = list(_moments(session, mailing, touched=mailing.send_at or now, now=now))
    return min(moments, default=None) if all(moment > now for moment in moments) else None


def coming(session: Session, *, now: datetime, within: timedelta) -> dict[int, datetime]:
    """The mailings of which something goes next, by itself, before so long is over; and when."""
    found = {}
    for mailing in mailings.unfinished(session):
        moment = next_due(session, mailing.id or 0, now=now) if _touched(session, mailing) else None
        if moment is not None and moment <= now + within:
            found[mailing.id or 0] = moment
    return found


def may_join(session: Session, mailing_id: int, *, now: datetime) -> bool:
    """Whether a worker may send of it now: it is due and not too late, or others are at it. Raises NotFound."""
    mailing = mailings.numbered(session, mailing_id)
    since = _due_since(session, mailing, now=now)
    if since is not None:
        return now - since <= GRACE
    is_going = mailing.status == MailingStatus.SENDING
    return is_going and mailings.counts(session, mailing_id)[DeliveryStatus.SENDING] > 0


def oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Since when the first of what could go, and has not gone, is waiting; None where nothing is."""
    moments = []
    for mailing in mailings.unfinished(session):
        touched = _touched(session, mailing)
        if touched is not None and (mailing.send_at is None or mailing.send_at <= now):
            moments += [moment for moment in _moments(session, mailing, touched=touched, now=now) if moment <= now]
    return min(moments, default=None)


def _due_since(session: Session, mailing: MailingRow, *, now: datetime) -> datetime | None:
    """Since when something of it could have gone; None where nothing can, or somebody is at it."""
    touched = _touched(session, mailing)
    if touched is None or (mailing.send_at is not None and mailing.send_at > now):
        return None
    if mailing.status == MailingStatus.SENDING:
        mailings.recover(session, mailing.id or 0, is_gone=senders.is_gone, now=now)
        if mailings.counts(session, mailing.id or 0)[DeliveryStatus.SENDING]:
            return None
    past = [moment for moment in _moments(session, mailing, touched=touched, now=now) if moment <= now]
    return min(past, default=None)


def _touched(session: Session, mailing: MailingRow) -> datetime | None:
    """Until when it was in good hands: its time, or when somebody last worked at it. None where it is not for us.

    One that came back out of a backup waits for a person.
    """
    if mailing.restored_at is not None:
        return None
    if mailing.status == MailingStatus.PLANNED:
        return mailing.send_at
    if mailing.status in (MailingStatus.STOPPED, MailingStatus.SENDING):
        return max(mailing.changed_at, mailings.last_moved(session, mailing.id or 0) or mailing.changed_at)
    return None


def _moments(session: Session, mailing: MailingRow, *, touched: datetime, now: datetime) -> Iterator[datetime]:
    """For each zone, and for the planned and the deferred: when the first of them could go, or could have gone."""
    hours = ReadersHours.of(session, mailing)
    for zone, next_try in mailings.awaited(session, mailing.id or 0):
        moments = (touched, next_try, hours.opening(zone, now))
        yield max(moment for moment in moments if moment is not None)
