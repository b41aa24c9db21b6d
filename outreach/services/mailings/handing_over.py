"""Leaving a mailing to the workers, instead of sending it from here."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.model.mailing import MailingStatus
from outreach.services.mailings.readiness import expect_its_time
from outreach.services.mailings.restored import expect_released
from outreach.store import mailings


def leave_to_workers(session: Session, mailing_id: int, *, now: datetime) -> None:
    """Makes the mailing due now, so that workers take it up, also one that was missed.

    Raises NotFound, and WrongUsage where it may not go (see `expect_ready`) or nothing of it is left.
    """
    mailing = mailings.locked(session, mailing_id)
    expect_released(mailing)
    expect_its_time(mailing.status, mailing.send_at, mailing_id=mailing_id, now=now)
    if mailing.status == MailingStatus.FINISHED:
        raise WrongUsage(f"mailing {mailing_id} is finished; nothing of it is left to send")
    if mailing.status == MailingStatus.MISSED:
        begun = mailings.was_begun(session, mailing_id)
        mailing.status = MailingStatus.STOPPED if begun else MailingStatus.PLANNED
    if mailing.status == MailingStatus.PLANNED:
        mailing.send_at = now
    mailing.changed_at = now
