"""Mail that came back, written down: the delivery is marked, and an address at which nobody is gets nothing more."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from outreach.errors import AlreadyThere
from outreach.mail import dsn
from outreach.mail.dsn import Sort
from outreach.model.bounce import Bounce
from outreach.model.mailing import MailingStatus, standing
from outreach.model.values import EmailAddress
from outreach.store import bounces, mailings, suppressions
from outreach.store.rows import DeliveryRow

# What is told of every collection, in this order.
COUNTED = (
    *("messages", "bounced", "hard", "soft", "suppressed", "already", "unmatched"),
    *("delayed", "delivered", "out of office", "complaint", "other"),
)


def collect(session: Session, messages: Iterable[bytes], *, now: datetime) -> dict[str, int]:
    """Reads every message; gives how many were what (COUNTED). The same ones again change nothing.

    `bounced` are deliveries that were marked now, hard or soft; `already` were marked before or never sent; `unmatched`
    reports are about no mail of ours.
    """
    counts: Counter[str] = Counter()
    for octets in messages:
        counts["messages"] += 1
        mail = dsn.read(octets)
        if mail.sort is not Sort.BOUNCE:
            counts[mail.sort.value] += 1
        for bounce in mail.bounces:
            counts.update(_written_down(session, bounce, now=now))
    return {name: counts[name] for name in COUNTED}


def _written_down(session: Session, bounce: Bounce, *, now: datetime) -> list[str]:
    delivery = bounces.delivery_of(session, bounce)
    if delivery is None or delivery.id is None:
        return ["unmatched"]
    if not mailings.bounce(session, delivery.id, reply=bounce.in_words, now=now):
        return ["already"]
    _stand_anew(session, delivery, now=now)
    if not bounce.is_hard:
        return ["bounced", "soft"]
    return ["bounced", "hard", *(["suppressed"] if _suppress(session, delivery, bounce, now=now) else [])]


def _suppress(session: Session, delivery: DeliveryRow, bounce: Bounce, *, now: datetime) -> bool:
    reason = f"bounced on {now:%Y-%m-%d}, mailing {delivery.mailing_id}: {bounce.in_words}"
    try:
        suppressions.add(session, EmailAddress.parse(delivery.address), reason=reason, now=now)
    except AlreadyThere:
        return False
    session.flush()
    return True


def _stand_anew(session: Session, delivery: DeliveryRow, *, now: datetime) -> None:
    """A mailing whose last unknown delivery that was is finished by it."""
    mailing = mailings.numbered(session, delivery.mailing_id or 0)
    if mailing.status == MailingStatus.STOPPED and mailing.id is not None:
        mailing.status, mailing.changed_at = standing(mailings.counts(session, mailing.id)), now
