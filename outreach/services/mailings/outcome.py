"""What a run tells who watches: each step, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from outreach.model.mailing import DeliveryStatus, MailingStatus, standing
from outreach.services.mailings import senders
from outreach.store import mailings

_UNDELIVERED = (DeliveryStatus.REFUSED, DeliveryStatus.DEFERRED, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Step:
    """One delivery that was written down: where it stands, what the server said, and how far the run has come."""

    address: str
    status: DeliveryStatus
    reply: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: where the mailing stands, how many deliveries stand where, and what this run did.

    `pause_reason` says why the mailing has held itself back, if it has; `closed` are addresses that get nothing more,
    because the server said that nobody is there.
    """

    mailing_id: int
    status: MailingStatus
    counts: dict[DeliveryStatus, int]
    this_run: dict[DeliveryStatus, int]
    pause_reason: str | None = None
    closed: int = 0

    @property
    def undelivered(self) -> int:
        """How many this run tried and did not get accepted."""
        return sum(self.this_run.get(status, 0) for status in _UNDELIVERED)


def outcome_of(session: Session, mailing_id: int, this_run: Mapping[DeliveryStatus, int], *, now: datetime) -> Outcome:
    """Where the mailing stands after a run, written down: what others have left in hand is theirs no more."""
    mailing = mailings.locked(session, mailing_id)
    if mailing.status == MailingStatus.CANCELLED:
        mailings.cancel(session, mailing_id, now=now)
    else:
        mailings.recover(session, mailing_id, is_gone=senders.is_gone, now=now)
        stands = standing(mailings.counts(session, mailing_id))
        if mailing.status != MailingStatus.PAUSED or stands is MailingStatus.FINISHED:
            mailing.status = stands
    mailing.changed_at = now
    counts, status = mailings.counts(session, mailing_id), MailingStatus(mailing.status)
    return Outcome(mailing_id, status, counts, dict(this_run), mailing.pause_reason)
