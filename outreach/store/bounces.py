"""Which delivery a report is about, and the reports that were written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from outreach.model.bounce import Bounce, code_in
from outreach.model.mailing import DeliveryStatus
from outreach.store.glance import Rows, instant
from outreach.store.rows import DeliveryRow, MoveRow

_SKEW = timedelta(minutes=10)
_ALL = """
    SELECT s.at, d.address, d.mailing_id, s.reply, d.message_id,
           (SELECT MAX(x.reason) FROM suppression x WHERE x.key = d.key)
    FROM move s JOIN delivery d ON d.id = s.delivery_id WHERE s.after = 'bounced' ORDER BY s.id DESC"""


@dataclass(frozen=True, slots=True)
class Known:
    """A bounce that was written down; `suppressed` is why its address gets nothing, None where it still does."""

    at: datetime
    address: str
    mailing_id: int
    status: str
    reason: str
    message_id: str
    suppressed: str | None


def everything(rows: Rows) -> Iterator[Known]:
    """Every bounce, the newest first."""
    for at, address, mailing_id, reply, message_id, suppressed in rows(_ALL):
        yield Known(instant(at), address, mailing_id, code_in(reply or ""), reply or "", message_id, suppressed)


def delivery_of(session: Session, bounce: Bounce) -> DeliveryRow | None:
    """The delivery that a report is about: by our Message-ID in it, else by the address it names.

    By the address it is the last one that the server had taken when the report was written: the same report means the
    same delivery, however often and however late it is read. One without a date is not matched so.
    """
    by_id = _by_message_id(session, bounce.clues)
    if by_id is not None or bounce.at is None:
        return by_id
    keys = [recipient.casefold() for recipient in bounce.recipients]
    taken = (
        select(DeliveryRow)
        .join(MoveRow, col(MoveRow.delivery_id) == col(DeliveryRow.id))
        .where(col(DeliveryRow.key).in_(keys), MoveRow.after == DeliveryStatus.ACCEPTED)
    )
    at, number = col(MoveRow.at), col(MoveRow.id)
    last = session.exec(taken.where(at <= bounce.at).order_by(at.desc(), number.desc())).first()
    # Two clocks that are said to agree: the report may seem to come before the message.
    return last or session.exec(taken.where(at > bounce.at, at <= bounce.at + _SKEW).order_by(at, number)).first()


def _by_message_id(session: Session, clues: Sequence[str]) -> DeliveryRow | None:
    ids = [form for clue in clues for form in (clue, f"<{clue.strip('<>')}>")]
    return session.exec(select(DeliveryRow).where(col(DeliveryRow.message_id).in_(ids))).first() if ids else None
