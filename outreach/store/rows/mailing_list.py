"""Tables of mailing lists and who is on them, by which address."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from outreach.store.rows.columns import UtcDateTime


class MailingListRow(SQLModel, table=True):
    """A mailing list. `key` is its folded name; one with a `query` (model/query) is filled by it, each time anew."""

    __tablename__ = "mailing_list"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str = Field(unique=True)
    query: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class MembershipRow(SQLModel, table=True):
    """A contact on a list, reached at `address`. One mailbox (`email_key`) stands once on a list."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("list_id", "email_key"), UniqueConstraint("list_id", "contact_id"))
    id: int | None = Field(default=None, primary_key=True)
    list_id: int = Field(sa_column=Column(Integer, ForeignKey("mailing_list.id", ondelete="CASCADE"), nullable=False))
    contact_id: int = Field(
        sa_column=Column(Integer, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    address: str
    email_key: str
    added_at: datetime = Field(sa_type=UtcDateTime)
