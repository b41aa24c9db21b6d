"""Contacts in CSV and XLSX: rows into drafts, cards into rows."""

from outreach.formats.spreadsheet.cells import harmless
from outreach.formats.spreadsheet.drafts import read
from outreach.formats.spreadsheet.table import Table, table

__all__ = ["Table", "harmless", "read", "table"]
