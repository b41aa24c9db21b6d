"""Unsubscribing: whose token it is, and that they get nothing more. The same again changes nothing."""

from datetime import datetime

from sqlmodel import Session

from outreach.errors import NotFound
from outreach.model.token import Purpose, opened
from outreach.model.values import EmailAddress
from outreach.store import mailings, suppressions
from outreach.store.rows import DeliveryRow


def reader(session: Session, token: str, *, key: str) -> DeliveryRow:
    """The delivery whose reader holds `token`. Tokens never expire. Raises NotFound, with no word of why."""
    word = opened(token, key=key, purpose=Purpose.UNSUBSCRIBE)
    found = mailings.delivery_of_word(session, word) if word else None
    if found is None:
        raise NotFound("subscription", "that this address stands for")
    return found


def unsubscribe(session: Session, token: str, *, key: str, now: datetime) -> None:
    """From now on the reader who holds `token` gets nothing. Raises NotFound."""
    delivery = reader(session, token, key=key)
    if not suppressions.suppressed(session, [delivery.key]):
        address = EmailAddress(delivery.address)
        suppressions.add(session, address, reason=f"unsubscribed from mailing {delivery.mailing_id}", now=now)
