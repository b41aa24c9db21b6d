"""Showing a mailing: as programs read it, and as a recipient got it."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.mail.signing import Sign, unsigned
from outreach.model import reply
from outreach.model.complaint import ROLLING_DAYS, WARN_AT, Rate
from outreach.model.erasure import is_erased
from outreach.model.mailing import DeliveryStatus
from outreach.services.mailings import form
from outreach.services.mailings.form import Writer
from outreach.store import bounces, database, mailings
from outreach.store.rows import DeliveryRow, MailingRow


def overview(session: Session) -> list[dict[str, Any]]:
    """Every mailing, the newest first, in the shape of `show`."""
    return [_shown(session, mailing) for mailing in mailings.everything(session)]


def show(session: Session, mailing_id: int) -> dict[str, Any]:
    """`{"id", "status", "counts": {status: number}, "total", …}` (the public contract). Raises NotFound."""
    return _shown(session, mailings.numbered(session, mailing_id))


def show_with_deliveries(session: Session, mailing_id: int) -> dict[str, Any]:
    """What `show` gives, and under "deliveries" every recipient with what became of the message. Raises NotFound."""
    rows = mailings.deliveries(session, mailing_id)
    return show(session, mailing_id) | {"deliveries": [_delivery(row) for row in rows]}


def doubts(session: Session, mailing_id: int, *, now: datetime) -> list[str]:
    """What somebody should think of before this mailing goes out, a sentence each. Raises NotFound."""
    mailing = mailings.numbered(session, mailing_id)
    found = []
    if mailing.embargo_at and mailing.embargo_at > now:
        found.append(
            f"under embargo until {mailing.embargo_at:%Y-%m-%d %H:%M} UTC: readers get the text now, marked so"
        )
    found += [
        f"{shared} of its readers are in mailing {number} too, with the same text"
        for number, shared in mailings.shared_with_earlier(session, mailing, thread=_thread(session, mailing)).items()
    ]
    nowhere = mailings.without_zone(session, mailing_id) if mailing.local_hours else 0
    if nowhere:
        found.append(f"{nowhere} of its readers have no time zone in the directory: they get it at once")
    if (rate := bounces.rate_of_late(database.rows_of(session), now=now)).is_a_worry:
        found.append(f"in the last {ROLLING_DAYS} days {rate}; receivers want it below {WARN_AT:g} %")
    dated = mailing.send_at or mailing.planned_at
    if now - dated > _STALE:
        found.append(f"the messages are dated {dated:%Y-%m-%d}; cancel and plan anew for today's date")
    return found


def _thread(session: Session, mailing: MailingRow) -> list[int]:
    """The mailings that this one takes back, and those that they took back."""
    thread: list[int] = []
    while mailing.corrects is not None:
        thread.append(mailing.corrects)
        mailing = mailings.numbered(session, mailing.corrects)
    return thread


_STALE = timedelta(days=2)


def message(session: Session, mailing_id: int, address: str, *, sign: Sign = unsigned) -> bytes:
    """The very octets that `address` gets, or got, proved by their SHA-256. Raises NotFound and AdvisoryProblem.

    In front stand the signatures with which it went; while it waits, those that `sign` would give it now.
    """
    mailing = mailings.numbered(session, mailing_id)
    row = mailings.delivery_to(session, mailing_id, address)
    if is_erased(row.address):
        raise WrongUsage(
            f"{row.address} was erased: what the message said to them is gone, its SHA-256 is {row.sha256}"
        )
    writer = Writer(form.restored(mailing.form), mailings.attachments(session, mailing_id))
    content = writer.proven(row.merge, address=row.address, message_id=row.message_id, digest=row.sha256)
    waits = row.signature is None or row.status in (DeliveryStatus.PLANNED, DeliveryStatus.DEFERRED)
    return (sign(content) if waits else (row.signature or "").encode()) + content


def _shown(session: Session, mailing: MailingRow) -> dict[str, Any]:
    counts = mailings.counts(session, mailing.id or 0)
    return {
        "id": mailing.id,
        "status": str(mailing.status),
        "counts": {str(status): number for status, number in counts.items()},
        "total": sum(counts.values()),
        "title": mailing.title,
        "lists": mailing.lists,
        "excluded": mailing.excluded,
        "planned_at": mailing.planned_at.isoformat(),
        "send_at": mailing.send_at.isoformat() if mailing.send_at else None,
        "embargo_at": mailing.embargo_at.isoformat() if mailing.embargo_at else None,
        "changed_at": mailing.changed_at.isoformat(),
        "corrects": mailing.corrects,
        "restored_at": mailing.restored_at.isoformat() if mailing.restored_at else None,
        "local_hours": mailing.local_hours,
        "pause_reason": mailing.pause_reason,
        "complaint_rate": round(Rate.among(counts).percent, 3),
    }


def _delivery(row: DeliveryRow) -> dict[str, Any]:
    said = reply.read(row.reply)
    return {
        "address": row.address,
        "status": str(row.status),
        "attempts": row.attempts,
        "reply": row.reply,
        "message_id": row.message_id,
        "sha256": row.sha256,
        "changed_at": row.changed_at.isoformat(),
        "code": said.code,
        "class": said.matter,
        "reason": said.reason,
        "next_try_at": row.next_try_at.isoformat() if row.next_try_at else None,
        "timezone": row.timezone,
    }
