"""Tables of what happened in the directory: changes, merges, and pairs that only look alike.

They name people by UID, not by row: what happened outlives a removal, and comes back with a merge that is undone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from outreach.store.rows.columns import JsonText, UtcDateTime


class ChangeRow(SQLModel, table=True):
    """One change to one person (see model/history). Never changed. `fields` is field -> [before, after]."""

    __tablename__ = "change"
    id: int | None = Field(default=None, primary_key=True)
    contact_uid: str = Field(index=True)
    act: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    source: str
    batch: str | None = Field(default=None, index=True)
    fields: dict[str, list[str | None]] = Field(sa_type=JsonText)


class MergeRow(SQLModel, table=True):
    """Two entries that were made one. `before` is all that is needed to part them again (see store/merging)."""

    __tablename__ = "merge"
    id: int | None = Field(default=None, primary_key=True)
    kept_uid: str = Field(index=True)
    gone_uid: str = Field(index=True)
    gone_name: str
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    before: dict[str, Any] = Field(sa_type=JsonText)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DistinctRow(SQLModel, table=True):
    """Two people who look like one and are not; `one_uid` sorts before `other_uid`."""

    __tablename__ = "distinct_pair"
    __table_args__ = (UniqueConstraint("one_uid", "other_uid"),)
    id: int | None = Field(default=None, primary_key=True)
    one_uid: str
    other_uid: str = Field(index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
