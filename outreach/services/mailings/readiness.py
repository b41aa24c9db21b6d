"""Whether a mailing may be sent now."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.model.mailing import MailingStatus
from outreach.store import mailings


def expect_ready(session: Session, mailing_id: int, *, now: datetime) -> None:
    """Nothing, if the mailing may be sent. Raises NotFound, and WrongUsage with what to do."""
    mailing = mailings.numbered(session, mailing_id)
    expect_its_time(mailing.status, mailing.send_at, mailing_id=mailing_id, now=now)


def expect_its_time(status: str, send_at: datetime | None, *, mailing_id: int, now: datetime) -> None:
    """Nothing, if it may. Raises WrongUsage with what to do."""
    if status == MailingStatus.CANCELLED:
        raise WrongUsage(f"mailing {mailing_id} was cancelled; plan it again to send it")
    if status == MailingStatus.PAUSED:
        raise WrongUsage(f"mailing {mailing_id} is paused; `outreach mailings resume {mailing_id}` lets it go on")
    if send_at is not None and now < send_at:
        when = f"{send_at:%Y-%m-%d %H:%M} UTC"
        raise WrongUsage(f"mailing {mailing_id} is planned for {when}; send it then, or plan it without a time")
