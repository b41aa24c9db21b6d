"""Tables of the ledger: a mailing's frozen parts, a row for each recipient, a row for each move."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from outreach.store.rows.columns import JsonText, UtcDateTime


def _part_of(table: str, *, index: bool = True) -> Column[int]:
    return Column(Integer, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=index)


class MailingRow(SQLModel, table=True):
    """One approved advisory to some lists. `form` is the frozen message with slots (see services/mailings/form).

    `corrects` is the mailing that this one takes back, or puts right. One with `restored_at` came back out of a backup
    and is held until a person lets it go. `pause_reason` says why it holds itself back, and `pause_above` at which
    share of refusals, in percent, it would again; `complaints_above` is the same of complaints. `local_hours` are those
    of each reader's day in which it may come.
    """

    __tablename__ = "mailing"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    status: str
    title: str
    source: str
    form: dict[str, Any] = Field(sa_type=JsonText)
    lists: list[str] = Field(sa_type=JsonText)
    excluded: list[dict[str, str]] = Field(default_factory=list, sa_type=JsonText)
    send_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    embargo_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    planned_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    corrects: int | None = Field(default=None, index=True)
    restored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pause_reason: str | None = None
    pause_above: float | None = None
    complaints_above: float | None = None
    local_hours: str | None = None


class AttachmentRow(SQLModel, table=True):
    """A file that goes with every message of a mailing, kept once."""

    __tablename__ = "attachment"
    id: int | None = Field(default=None, primary_key=True)
    mailing_id: int | None = Field(default=None, sa_column=_part_of("mailing"))
    position: int
    filename: str
    content_type: str
    content: bytes


class DeliveryRow(SQLModel, table=True):
    """One recipient of a mailing. `merge` is what fills the form's slots; `sha256` is of the finished message.

    `sender` and `lease_until` say who has it in hand while it is `sending`; an `unknown` one keeps the name of who had.
    `signature` holds the header fields (DKIM) that stood before the message when it was handed over: empty where it
    went without, None where it never went. `deferred_since` is when the server first said "later": trying ends later.
    `timezone` is the reader's (IANA) when it was planned. `mailbox` stands for all addresses that lead where `key`
    does.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("mailing_id", "key"), Index("delivery_by_status", "mailing_id", "status", "id"))
    id: int | None = Field(default=None, primary_key=True)
    # Both constraints above begin with the mailing: it needs no index of its own.
    mailing_id: int | None = Field(default=None, sa_column=_part_of("mailing", index=False))
    contact_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    )
    address: str
    key: str
    merge: dict[str, Any] = Field(sa_type=JsonText)
    message_id: str
    sha256: str
    signature: str | None = None
    status: str
    attempts: int = 0
    reply: str | None = None
    sender: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_try_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deferred_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    timezone: str | None = None
    mailbox: str | None = None
    changed_at: datetime = Field(sa_type=UtcDateTime)


class MoveRow(SQLModel, table=True):
    """One step in the life of a delivery, with the server's reply. Never changed, never deleted by hand."""

    __tablename__ = "move"
    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int | None = Field(default=None, sa_column=_part_of("delivery"))
    at: datetime = Field(sa_type=UtcDateTime)
    before: str
    after: str
    reply: str | None = None


class PaceRow(SQLModel, table=True):
    """When a message was last let go: in all (`scope` is empty), or to a domain. Seconds since 1970, store's clock."""

    __tablename__ = "pace"
    scope: str = Field(primary_key=True)
    taken_at: float
