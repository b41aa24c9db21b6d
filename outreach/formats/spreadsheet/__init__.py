"""Contacts in CSV and XLSX: rows into drafts, cards into rows."""

from outreach.formats.spreadsheet.cells import harmless
from outreach.formats.spreadsheet.columns import PROBLEM, fields_of, layout_key
from outreach.formats.spreadsheet.drafts import Recipe, read, read_row
from outreach.formats.spreadsheet.table import Table, table

__all__ = ["PROBLEM", "Recipe", "Table", "fields_of", "harmless", "layout_key", "read", "read_row", "table"]
