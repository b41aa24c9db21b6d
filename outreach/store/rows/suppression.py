"""The table of addresses that get nothing. It names no contact: it outlives every deletion and every import."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from outreach.store.rows.columns import UtcDateTime


class SuppressionRow(SQLModel, table=True):
    """An address that gets nothing, since when and why. `mailbox` stands for all addresses that lead where it does."""

    __tablename__ = "suppression"
    id: int | None = Field(default=None, primary_key=True)
    address: str
    key: str = Field(unique=True)
    mailbox: str | None = Field(default=None, index=True)
    reason: str
    created_at: datetime = Field(sa_type=UtcDateTime)
