"""Tables of the directory: cities in use, outlets, contacts, their numbers and addresses."""

from datetime import datetime
from typing import Optional

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, Relationship, SQLModel

from outreach.model.card import ContactKind
from outreach.store.rows.columns import JsonText, UtcDateTime


class CityRow(SQLModel, table=True):
    """A city of the gazetteer that somebody in the store is in. `names` is every folded name of it between bars.

    `latitude` and `longitude` are in degrees (WGS 84).
    """

    __tablename__ = "city"
    id: int = Field(primary_key=True)
    name: str
    country: str
    timezone: str
    names: str
    latitude: float | None = None
    longitude: float | None = None


class OutletRow(SQLModel, table=True):
    """A newspaper, an agency, a broadcaster. `key` is its folded name: one outlet once."""

    __tablename__ = "outlet"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str = Field(unique=True)
    country: str | None = None
    website: str | None = None


class ContactRow(SQLModel, table=True):
    """A press officer or a journalist. `name_key` is the folded name, `sort_key` has the family name first.

    `confirmed_at` is when somebody last said that all of it is right; whoever is new or was changed by hand is fresh.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index("contact_in_city", "kind", "city_id", "sort_key"),
        Index("contact_by_name", "kind", "sort_key"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    kind: ContactKind = Field(sa_type=String)
    name: str
    prefix: str = ""
    given_name: str = ""
    additional_name: str = ""
    family_name: str = ""
    suffix: str = ""
    title: str | None = None
    organisation: str | None = None
    country: str | None = None
    notes: str | None = None
    active: bool = True
    name_key: str = Field(index=True)
    sort_key: str
    city_id: int | None = Field(default=None, foreign_key="city.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    languages: list[str] = Field(default_factory=list, sa_type=JsonText)
    beats: list[str] = Field(default_factory=list, sa_type=JsonText)
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime = Field(sa_type=UtcDateTime, index=True)

    city: CityRow | None = Relationship()
    outlet: OutletRow | None = Relationship()
    phones: list["PhoneRow"] = Relationship(
        cascade_delete=True, sa_relationship_kwargs={"order_by": "PhoneRow.position"}
    )
    emails: list["EmailRow"] = Relationship(
        cascade_delete=True, sa_relationship_kwargs={"order_by": "EmailRow.position"}
    )
    extra: Optional["ExtraRow"] = Relationship(cascade_delete=True, sa_relationship_kwargs={"uselist": False})
    text: Optional["ContactTextRow"] = Relationship(cascade_delete=True, sa_relationship_kwargs={"uselist": False})


def _owner() -> Column[int]:
    return Column(Integer, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False)


class PhoneRow(SQLModel, table=True):
    """A number of a contact: as written, and as it is dialled."""

    __tablename__ = "phone"
    __table_args__ = (Index("phone_of_contact", "contact_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, sa_column=_owner())
    position: int
    written: str
    e164: str = Field(index=True)
    international: str
    extension: str | None = None
    kind: str
    visibility: str
    usage: str | None = None
    valid: bool
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EmailRow(SQLModel, table=True):
    """An address of a contact. `key` is what makes two spellings one mailbox."""

    __tablename__ = "email"
    __table_args__ = (Index("email_of_contact", "contact_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, sa_column=_owner())
    position: int
    written: str
    address: str
    key: str = Field(index=True)
    kind: str
    visibility: str
    usage: str | None = None
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ExtraRow(SQLModel, table=True):
    """What only a vCard wants to know of a contact: a picture, relations, properties that we have no field for.

    It stands apart so that no list reads it. `related` holds [kind, value], `carried` [name, value, parameters, group].
    """

    __tablename__ = "card_extra"
    contact_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    )
    photo: bytes | None = None
    photo_type: str | None = None
    related: list[list[str]] = Field(default_factory=list, sa_type=JsonText)
    carried: list[list[str]] = Field(default_factory=list, sa_type=JsonText)


class ContactTextRow(SQLModel, table=True):
    """What a contact is found by: `words` folded, `parts` for pieces of numbers and addresses (see store/search)."""

    __tablename__ = "contact_text"
    contact_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    )
    words: str
    parts: str


class ImportLayoutRow(SQLModel, table=True):
    """How the columns of a spreadsheet were named by hand, remembered by its header line (`key`, a SHA-256)."""

    __tablename__ = "import_layout"
    key: str = Field(primary_key=True)
    named: dict[str, str] = Field(sa_type=JsonText)
    used_at: datetime = Field(sa_type=UtcDateTime)
