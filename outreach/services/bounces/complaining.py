"""Complaints: who complained gets nothing more, and a mailing of which too many complain holds itself back."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from outreach.model.complaint import PAUSE_AT, ROLLING_DAYS, WARN_AT, Rate
from outreach.model.mailing import MailingStatus
from outreach.store import bounces, database, mailings

_GOING_ON = (MailingStatus.SENDING, MailingStatus.STOPPED)


def hold_back(session: Session, mailing_id: int, *, now: datetime) -> bool:
    """Pauses the mailing if too many complain of it and some of it was not sent yet; gives whether it did.

    When a person has let it go on, it does so again only when the share has doubled.
    """
    mailing = mailings.locked(session, mailing_id)
    rate = Rate.among(mailings.counts(session, mailing_id))
    if mailing.status not in _GOING_ON or not rate.is_too_much(above=mailing.complaints_above or 0.0):
        return False
    mailings.hold(mailing, f"{rate}, at {PAUSE_AT:g} % receivers shut their doors", now=now)
    mailing.complaints_above = round(2 * rate.percent, 2)
    return True


def worries(session: Session, mailing_ids: list[int], *, now: datetime) -> Iterator[str]:
    """What is to be said of the rates of these mailings, and of the last weeks, a sentence each."""
    said = [(f"mailing {number}", Rate.among(mailings.counts(session, number))) for number in mailing_ids]
    for what, rate in (
        *said,
        (f"the last {ROLLING_DAYS} days", bounces.rate_of_late(database.rows_of(session), now=now)),
    ):
        if rate.is_a_worry:
            limit = PAUSE_AT if rate.percent >= PAUSE_AT else WARN_AT
            yield f"{what}: {rate}; receivers want it below {WARN_AT:g} %, this is {limit:g} % or more"
