"""One cell on its way out and back: no spreadsheet program may take it for a formula (CSV injection, CWE-1236)."""

# What starts a formula in Excel, LibreOffice and Google Sheets, in ASCII and in full width.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: str) -> str:
    """`cell` with an apostrophe before what would start a formula, which spreadsheet programs show as text.

    Apostrophes that stand before such a sign already get one more, so that `read_back` finds exactly what was there.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_STARTS) else cell


def read_back(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS) else cell
