"""A mailing that came back out of a backup: it may have gone out since, so a person says that it goes."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.store import mailings
from outreach.store.rows import MailingRow


def expect_released(mailing: MailingRow) -> None:
    """Nothing, if it may go. Raises WrongUsage for one that is held since a restore."""
    if mailing.restored_at is not None:
        raise WrongUsage(
            f"mailing {mailing.id} is held: it came back out of a backup on {mailing.restored_at:%Y-%m-%d %H:%M} UTC,"
            " and may have gone out after that was made; look at your mail server's log, then "
            f"`outreach mailings release {mailing.id}` lets it go, `mailings cancel {mailing.id}` keeps it here"
        )


def release(session: Session, mailing_id: int, *, now: datetime) -> None:
    """Lets a held mailing go. Raises NotFound, and WrongUsage for one that is not held."""
    mailing = mailings.locked(session, mailing_id)
    if mailing.restored_at is None:
        raise WrongUsage(f"mailing {mailing_id} is not held; `outreach mailings show {mailing_id}` shows how it stands")
    mailing.restored_at, mailing.changed_at = None, now
