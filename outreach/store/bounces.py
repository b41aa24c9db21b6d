"""Which delivery a report is about, the reports that were written down, and how many of them were complaints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from outreach.model.bounce import code_in
from outreach.model.complaint import ROLLING_DAYS, Rate
from outreach.store.glance import Rows, instant
from outreach.store.rows import DeliveryRow

_ALL = """
    SELECT s.at, d.address, d.mailing_id, s.reply, d.message_id, s.after,
           (SELECT MAX(x.reason) FROM suppression x WHERE x.mailbox = d.mailbox OR x.key = d.key)
    FROM move s JOIN delivery d ON d.id = s.delivery_id WHERE s.after IN ('bounced', 'complained') ORDER BY s.id DESC"""
# What was settled twice (accepted by hand, then reported) has two moves: counted once.
_SINCE = """
    SELECT COUNT(DISTINCT CASE WHEN s.after = 'complained' THEN s.delivery_id END),
           COUNT(DISTINCT CASE WHEN s.after = 'accepted' THEN s.delivery_id END)
    FROM move s WHERE s.after IN ('accepted', 'complained') AND s.at >= :since AND s.before <> s.after"""
_BY_MAILING = """
    SELECT g.id, g.title, g.planned_at, COUNT(CASE WHEN d.status = 'complained' THEN 1 END), COUNT(*)
    FROM mailing g JOIN delivery d ON d.mailing_id = g.id WHERE d.status IN ('accepted', 'bounced', 'complained')
    GROUP BY g.id, g.title, g.planned_at ORDER BY g.id DESC"""


@dataclass(frozen=True, slots=True)
class Known:
    """A report that was written down; `suppressed` is why its address gets nothing, None where it still does.

    `kind` is "bounced" or "complained".
    """

    at: datetime
    address: str
    mailing_id: int
    status: str
    reason: str
    message_id: str
    kind: str
    suppressed: str | None


@dataclass(frozen=True, slots=True)
class OfMailing:
    """How many of the readers of a mailing complained."""

    mailing_id: int
    title: str
    planned_at: datetime
    rate: Rate


def everything(rows: Rows) -> Iterator[Known]:
    """Every bounce and every complaint, the newest first."""
    for at, address, mailing_id, reply, message_id, kind, suppressed in rows(_ALL):
        code = code_in(reply or "")
        yield Known(instant(at), address, mailing_id, code, reply or "", message_id, kind, suppressed)


def by_message_id(session: Session, clues: Sequence[str]) -> DeliveryRow | None:
    """The delivery with one of these Message-IDs, with brackets or without."""
    ids = [form for clue in clues for form in (clue, f"<{clue.strip('<>')}>")]
    return session.exec(select(DeliveryRow).where(col(DeliveryRow.message_id).in_(ids))).first() if ids else None


def numbered(session: Session, delivery_id: int) -> DeliveryRow | None:
    """The delivery with that number, if there is one."""
    return session.get(DeliveryRow, delivery_id)


def had_mail(session: Session, addresses: Sequence[str]) -> bool:
    """Whether one of these addresses was ever written to."""
    keys = [address.casefold() for address in addresses]
    return bool(keys) and session.exec(select(DeliveryRow.id).where(col(DeliveryRow.key).in_(keys))).first() is not None


def rate_of_late(rows: Rows, *, now: datetime) -> Rate:
    """How many complaints there were in the last ROLLING_DAYS, of how many messages that were taken in these."""
    [(complaints, taken)] = rows(_SINCE, since=now - timedelta(days=ROLLING_DAYS))
    return Rate(complaints, taken)


def rates(rows: Rows) -> Iterator[OfMailing]:
    """The rate of every mailing that somebody has, the newest first."""
    for number, title, planned_at, complaints, taken in rows(_BY_MAILING):
        yield OfMailing(number, title, instant(planned_at), Rate(complaints, taken))
