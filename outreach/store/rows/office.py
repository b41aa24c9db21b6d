"""Tables of offices and of who is on duty when."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from outreach.store.rows.columns import JsonText, UtcDateTime


class OfficeRow(SQLModel, table=True):
    """A city in which we have an office: when it is open, and whom it answers for (see model/office).

    `hours` are those of OpenStreetMap's opening_hours ("Mo-Fr 09:00-17:30"), on the city's clock; `holidays` is ISO
    3166 ("AT", "AT-9"); `countries` ISO 3166, `languages` BCP 47, `beats` as written.
    """

    __tablename__ = "office"
    city_id: int = Field(primary_key=True, foreign_key="city.id")
    hours: str | None = None
    holidays: str | None = None
    is_headquarters: bool = False
    countries: list[str] = Field(default_factory=list, sa_type=JsonText)
    languages: list[str] = Field(default_factory=list, sa_type=JsonText)
    beats: list[str] = Field(default_factory=list, sa_type=JsonText)


def _of_contact() -> Column[int]:
    return Column(Integer, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True)


class ShiftRow(SQLModel, table=True):
    """A stretch of the rota: an officer on duty, or away, from one instant to another.

    `city_id` is the city that the duty is for, where it is not the officer's own; `uid` is the calendar's, so that the
    same .ics can be read again; `zone` is the clock on which it was written.
    """

    __tablename__ = "shift"
    __table_args__ = (Index("shift_in_time", "kind", "ends_at"),)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, sa_column=_of_contact())
    kind: str
    city_id: int | None = Field(default=None, foreign_key="city.id")
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    note: str | None = None
    uid: str | None = Field(default=None, index=True)
