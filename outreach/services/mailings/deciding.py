"""What a person decides about a mailing: that unknown deliveries arrived, or go again; that the rest stays here."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.model.mailing import DeliveryStatus, MailingStatus, standing
from outreach.services.mailings import senders
from outreach.store import mailings
from outreach.store.rows import MailingRow


def resolve_as_sent(session: Session, mailing_id: int, *, address: str | None = None, now: datetime) -> int:
    """Takes the unknown deliveries, or only the one to `address`, as arrived; gives how many.

    Raises NotFound, and WrongUsage where nothing is unknown.
    """
    return _resolve(session, mailing_id, DeliveryStatus.ACCEPTED, address=address, now=now)


def resolve_for_resending(session: Session, mailing_id: int, *, address: str | None = None, now: datetime) -> int:
    """Plans the unknown deliveries, or only the one to `address`, anew: `send` sends them; gives how many.

    A recipient who has the first copy after all gets a second with the same Message-ID. Raises NotFound, and WrongUsage
    where nothing is unknown or the mailing was cancelled.
    """
    if mailings.numbered(session, mailing_id).status == MailingStatus.CANCELLED:
        raise WrongUsage(f"mailing {mailing_id} was cancelled: nothing more of it is sent; plan it again")
    return _resolve(session, mailing_id, DeliveryStatus.PLANNED, address=address, now=now)


def _resolve(session: Session, mailing_id: int, after: DeliveryStatus, *, address: str | None, now: datetime) -> int:
    mailing = mailings.locked(session, mailing_id)
    mailings.recover(session, mailing_id, is_gone=senders.is_gone, now=now)
    delivery = mailings.delivery_to(session, mailing_id, address) if address else None
    if delivery is not None and delivery.status != DeliveryStatus.UNKNOWN:
        raise WrongUsage(
            f"the delivery to {delivery.address} is {delivery.status}, not unknown; there is nothing to decide"
        )
    reply = "a person said: it arrived" if after is DeliveryStatus.ACCEPTED else "a person said: send it again"
    key = delivery.key if delivery is not None else None
    resolved = mailings.resolve(session, mailing_id, after, key=key, reply=reply, now=now)
    if not resolved:
        raise WrongUsage(f"mailing {mailing_id} has no unknown deliveries; there is nothing to decide")
    _stand(session, mailing, now=now)
    return resolved


def _stand(session: Session, mailing: MailingRow, *, now: datetime) -> None:
    if mailing.id is not None and mailing.status != MailingStatus.CANCELLED:
        mailing.status = standing(mailings.counts(session, mailing.id))
    mailing.changed_at = now


def cancel(session: Session, mailing_id: int, *, now: datetime) -> int:
    """Keeps back all that was not sent yet, for good; gives how many. What is on the wire goes through.

    Raises NotFound, and WrongUsage when nothing is left to keep back.
    """
    mailing = mailings.locked(session, mailing_id)
    if mailing.status in (MailingStatus.FINISHED, MailingStatus.CANCELLED):
        raise WrongUsage(f"mailing {mailing_id} is {mailing.status}; there is nothing to cancel")
    mailings.recover(session, mailing_id, is_gone=senders.is_gone, now=now)
    mailing.status, mailing.changed_at = MailingStatus.CANCELLED, now
    return len(mailings.cancel(session, mailing_id, now=now))
