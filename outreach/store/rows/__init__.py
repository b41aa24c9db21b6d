"""The tables, a file each noun. Import `metadata` to have all of them known to SQLAlchemy."""

from sqlmodel import SQLModel

from outreach.store.rows.contact import (
    CityRow,
    ContactRow,
    ContactTextRow,
    EmailRow,
    ExtraRow,
    ImportLayoutRow,
    OutletRow,
    PhoneRow,
)
from outreach.store.rows.history import ChangeRow, DistinctRow, MergeRow
from outreach.store.rows.mailing import AttachmentRow, DeliveryRow, MailingRow, MoveRow, PaceRow
from outreach.store.rows.mailing_list import MailingListRow, MembershipRow
from outreach.store.rows.office import OfficeRow, ShiftRow
from outreach.store.rows.suppression import SuppressionRow

metadata = SQLModel.metadata

__all__ = [
    "AttachmentRow",
    "ChangeRow",
    "CityRow",
    "ContactRow",
    "ContactTextRow",
    "DeliveryRow",
    "DistinctRow",
    "EmailRow",
    "ExtraRow",
    "ImportLayoutRow",
    "MailingListRow",
    "MailingRow",
    "MembershipRow",
    "MergeRow",
    "MoveRow",
    "OfficeRow",
    "OutletRow",
    "PaceRow",
    "PhoneRow",
    "ShiftRow",
    "SuppressionRow",
    "metadata",
]
