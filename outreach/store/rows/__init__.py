"""The tables, a file each noun. Import `metadata` to have all of them known to SQLAlchemy."""

from sqlmodel import SQLModel

from outreach.store.rows.contact import CityRow, ContactRow, EmailRow, OutletRow, PhoneRow
from outreach.store.rows.mailing import AttachmentRow, DeliveryRow, MailingRow, MoveRow
from outreach.store.rows.mailing_list import MailingListRow, MembershipRow
from outreach.store.rows.suppression import SuppressionRow

metadata = SQLModel.metadata

__all__ = [
    "AttachmentRow",
    "CityRow",
    "ContactRow",
    "DeliveryRow",
    "EmailRow",
    "MailingListRow",
    "MailingRow",
    "MembershipRow",
    "MoveRow",
    "OutletRow",
    "PhoneRow",
    "SuppressionRow",
    "metadata",
]
