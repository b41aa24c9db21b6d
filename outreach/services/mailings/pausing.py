"""Holding a mailing back for a while, from whatever terminal, and letting it go on."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.model.mailing import DeliveryStatus, MailingStatus, standing
from outreach.services.mailings import senders
from outreach.store import mailings

_FINAL = (MailingStatus.FINISHED, MailingStatus.CANCELLED)


def pause(session: Session, mailing_id: int, *, now: datetime) -> int:
    """Holds back what was not sent yet until `lift`; gives how many. What is on the wire goes through.

    Who is sending it sees that before it takes the next message. Raises NotFound, and WrongUsage when nothing is left.
    """
    mailing = mailings.locked(session, mailing_id)
    if mailing.status in _FINAL:
        raise WrongUsage(f"mailing {mailing_id} is {mailing.status}; there is nothing to pause")
    if mailing.status != MailingStatus.PAUSED:
        mailings.hold(mailing, None, now=now)
    counts = mailings.counts(session, mailing_id)
    return counts[DeliveryStatus.PLANNED] + counts[DeliveryStatus.DEFERRED]


def lift(session: Session, mailing_id: int, *, now: datetime) -> MailingStatus:
    """Takes a pause back; gives where the mailing stands. One that is not paused stands as it did. Raises NotFound."""
    mailing = mailings.locked(session, mailing_id)
    if mailing.status != MailingStatus.PAUSED:
        return MailingStatus(mailing.status)
    mailings.recover(session, mailing_id, is_gone=senders.is_gone, now=now)
    counts = mailings.counts(session, mailing_id)
    untouched = counts[DeliveryStatus.PLANNED] == sum(counts.values()) and not mailings.was_begun(session, mailing_id)
    mailing.status = MailingStatus.PLANNED if untouched else standing(counts)
    mailing.pause_reason, mailing.changed_at = None, now
    return MailingStatus(mailing.status)
