"""What was planned, and how it stands: putting a mailing in, and looking at it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, insert, or_
from sqlmodel import Session, col, select

from outreach.errors import NotFound
from outreach.model import mailbox
from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.model.message import Attachment
from outreach.store.mailings.claiming import is_awake
from outreach.store.rows import AttachmentRow, DeliveryRow, MailingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A delivery as it is planned: to whom, with what values, and the SHA-256 (hex) of the finished message."""

    address: str
    key: str
    merge: dict[str, str]
    message_id: str
    sha256: str
    contact_id: int | None = None
    timezone: str | None = None


def add(
    session: Session, mailing: MailingRow, *, attachments: Sequence[Attachment], deliveries: Iterable[Planned]
) -> int:
    """Puts `mailing` in with all that belongs to it; gives its number."""
    session.add(mailing)
    session.flush()
    if mailing.id is None:
        raise AssertionError("a mailing that was put in has a number")
    session.add_all(
        AttachmentRow(
            mailing_id=mailing.id,
            position=position,
            filename=file.filename,
            content_type=file.content_type,
            content=file.content,
        )
        for position, file in enumerate(attachments)
    )
    session.flush()
    rows = [_row(planned, mailing) for planned in deliveries]
    if rows:
        session.connection().execute(insert(DeliveryRow.__table__), rows)  # type: ignore[attr-defined]
    return mailing.id


def hold(mailing: MailingRow, reason: str | None, *, now: datetime) -> None:
    """Holds the mailing back until a person lets it go on; `reason` is its own, None where a person wants it so."""
    mailing.status, mailing.pause_reason, mailing.changed_at = MailingStatus.PAUSED, reason, now


def _row(planned: Planned, mailing: MailingRow) -> dict[str, object]:
    return {
        "mailing_id": mailing.id,
        "contact_id": planned.contact_id,
        "address": planned.address,
        "key": planned.key,
        "merge": planned.merge,
        "message_id": planned.message_id,
        "sha256": planned.sha256,
        "status": DeliveryStatus.PLANNED,
        "attempts": 0,
        "timezone": planned.timezone,
        "mailbox": mailbox.sealed(planned.key),
        "changed_at": mailing.planned_at,
    }


def numbered(session: Session, mailing_id: int) -> MailingRow:
    """The mailing with this number. Raises NotFound."""
    return _expected(session.get(MailingRow, mailing_id), mailing_id)


def locked(session: Session, mailing_id: int) -> MailingRow:
    """The mailing with this number; nobody else changes it until this session ends. Raises NotFound."""
    found = session.get(MailingRow, mailing_id, with_for_update=True, populate_existing=True)
    return _expected(found, mailing_id)


def _expected(found: MailingRow | None, mailing_id: int) -> MailingRow:
    if found is None:
        raise NotFound("mailing", str(mailing_id), advice="`outreach mailings` lists them")
    return found


def everything(session: Session) -> list[MailingRow]:
    """Every mailing, the newest first."""
    return list(session.exec(select(MailingRow).order_by(col(MailingRow.id).desc())))


def shared_with_earlier(session: Session, mailing: MailingRow, *, thread: Sequence[int] = ()) -> dict[int, int]:
    """Earlier mailings of the same text that were not cancelled, with how many of this one's recipients each has.

    Those of its `thread`, which it takes back, are meant to be the same.
    """
    mine = select(DeliveryRow.key).where(DeliveryRow.mailing_id == mailing.id)
    query = (
        select(MailingRow.id, func.count(DeliveryRow.id))  # type: ignore[arg-type]
        .join(DeliveryRow, DeliveryRow.mailing_id == MailingRow.id)  # type: ignore[arg-type]
        .where(MailingRow.source == mailing.source, MailingRow.id != mailing.id, col(DeliveryRow.key).in_(mine))
        .where(col(MailingRow.id).not_in(thread))
        .where(col(DeliveryRow.status).not_in([DeliveryStatus.CANCELLED, DeliveryStatus.SUPPRESSED]))
        .group_by(MailingRow.id)  # type: ignore[arg-type]
        .order_by(MailingRow.id)  # type: ignore[arg-type]
    )
    return {number: shared for number, shared in session.exec(query) if number is not None}


def corrections_of(session: Session, mailing_id: int) -> list[MailingRow]:
    """The mailings that correct this one or call it off, in order."""
    query = select(MailingRow).where(MailingRow.corrects == mailing_id).order_by(col(MailingRow.id))
    return list(session.exec(query))


def awaited_by(session: Session, contact_id: int | None) -> list[int]:
    """The mailings that have a message for that person still to send."""
    return awaited_by_any(session, [contact_id]).get(contact_id, []) if contact_id else []


def awaited_by_any(session: Session, contact_ids: Sequence[int]) -> dict[int, list[int]]:
    """The same for some hundred people, by the ids of their rows; whom no message waits for is left out."""
    waiting = col(DeliveryRow.status).in_([DeliveryStatus.PLANNED, DeliveryStatus.DEFERRED])
    query = (
        select(DeliveryRow.contact_id, DeliveryRow.mailing_id)
        .where(col(DeliveryRow.contact_id).in_(contact_ids), waiting)
        .distinct()
        .order_by(col(DeliveryRow.mailing_id))
    )
    found: dict[int, list[int]] = {}
    for contact_id, number in session.exec(query):
        if contact_id is not None and number is not None:
            found.setdefault(contact_id, []).append(number)
    return found


def counts(session: Session, mailing_id: int) -> dict[DeliveryStatus, int]:
    """How many deliveries of the mailing stand where; every status is there, in the order of a delivery's life."""
    query = (
        select(DeliveryRow.status, func.count())
        .where(DeliveryRow.mailing_id == mailing_id)
        .group_by(DeliveryRow.status)
    )
    found: dict[str, int] = dict(session.exec(query).all())
    return {status: found.get(status, 0) for status in DeliveryStatus}


def waiting(session: Session, mailing_id: int, *, now: datetime, awake: Collection[str] | None = None) -> int:
    """How many deliveries of the mailing can be sent now: the planned ones, and the deferred ones that are due.

    `awake` are the zones in which it is the hour; None where every hour is.
    """
    due = and_(col(DeliveryRow.status) == DeliveryStatus.DEFERRED, col(DeliveryRow.next_try_at) <= now)
    ready = or_(col(DeliveryRow.status) == DeliveryStatus.PLANNED, due)
    return session.exec(select(func.count()).where(DeliveryRow.mailing_id == mailing_id, ready, *is_awake(awake))).one()


def standings(session: Session) -> dict[str, int]:
    """How many mailings stand where."""
    return dict(session.exec(select(MailingRow.status, func.count()).group_by(MailingRow.status)).all())


def deliveries(session: Session, mailing_id: int) -> list[DeliveryRow]:
    """Every delivery of the mailing, in the order of its recipients."""
    return list(
        session.exec(select(DeliveryRow).where(DeliveryRow.mailing_id == mailing_id).order_by(col(DeliveryRow.id)))
    )


def refused(session: Session, mailing_id: int) -> list[DeliveryRow]:
    """The deliveries of the mailing that a server refused, in the order of its recipients."""
    mine = (DeliveryRow.mailing_id == mailing_id, DeliveryRow.status == DeliveryStatus.REFUSED)
    return list(session.exec(select(DeliveryRow).where(*mine).order_by(col(DeliveryRow.id))))


def delivery_to(session: Session, mailing_id: int, address: str) -> DeliveryRow:
    """The delivery of the mailing to `address`, written in whatever case. Raises NotFound."""
    key = address.strip().casefold()
    found = session.exec(
        select(DeliveryRow).where(DeliveryRow.mailing_id == mailing_id, DeliveryRow.key == key)
    ).first()
    if found is None:
        raise NotFound("recipient", address, advice=f"`outreach mailings show {mailing_id} --deliveries` lists them")
    return found


def delivery_of_word(session: Session, word: str) -> DeliveryRow | None:
    """The delivery whose Message-ID begins with `word`: the mailing's uid, a dot, and what stands for the reader."""
    mailing = session.exec(select(MailingRow).where(MailingRow.uid == word.partition(".")[0])).first()
    if mailing is None:
        return None
    mine = (DeliveryRow.mailing_id == mailing.id, col(DeliveryRow.message_id).startswith(f"<{word}@", autoescape=True))
    return session.exec(select(DeliveryRow).where(*mine)).first()


def attachments(session: Session, mailing_id: int) -> tuple[Attachment, ...]:
    """The files that go with every message of the mailing, in order."""
    query = select(AttachmentRow).where(AttachmentRow.mailing_id == mailing_id).order_by(col(AttachmentRow.position))
    return tuple(Attachment(row.filename, row.content_type, row.content) for row in session.exec(query))
