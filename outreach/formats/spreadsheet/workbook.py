"""The first sheet of an XLSX file as rows. Formulas come as the value that was last computed, and are never run."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from outreach.errors import InvalidFile

_MOST_EXPANDED = 50_000_000  # octets: 200,000 people and more
_MOST_RATIO = 100
_SMALL = 1_000_000  # octets; below it, a ratio says nothing
_MOST_CELLS = 2_000_000


def rows(content: bytes, *, filename: str) -> Iterator[tuple[int, list[str]]]:
    """The rows by their numbers, cells as text. Raises InvalidFile, for a file that would burst before it does."""
    from python_calamine import CalamineError, load_workbook

    _expect_reasonable(content, filename)
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield number, [_as_text(cell) for cell in cells]
    except (CalamineError, OSError, IndexError) as error:
        raise InvalidFile(filename, f"is no spreadsheet that we can read ({error})") from error


_ADVICE = "save the sheet as CSV instead"


def _expect_reasonable(content: bytes, filename: str) -> None:
    """A file that grows beyond measure when it is unpacked is refused before it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            _expect_small(opened, content, filename)
            for entry in opened.infolist():
                if entry.filename.endswith(".xml"):
                    _expect_harmless(opened, entry, filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise InvalidFile(filename, f"is no spreadsheet that we can read ({error})") from error


def _expect_small(opened: zipfile.ZipFile, content: bytes, filename: str) -> None:
    expanded = sum(entry.file_size for entry in opened.infolist())
    if expanded > _MOST_EXPANDED:
        raise InvalidFile(filename, f"would unpack to {expanded // 1_000_000} MB; {_ADVICE}")
    if expanded > _SMALL and expanded > _MOST_RATIO * len(content):
        raise InvalidFile(filename, f"unpacks to {expanded // len(content)} times its size; {_ADVICE}")


def _expect_harmless(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, filename: str) -> None:
    """Reading it here also proves that it unpacks to no more than it says."""
    rows, columns, before = 0, 0, b""
    with opened.open(entry) as part:
        while piece := part.read(_PIECE):
            text = before + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise InvalidFile(filename, f"defines entities, which no spreadsheet program writes; {_ADVICE}")
            for column, row in _CELL.findall(text):
                rows, columns = max(rows, int(row)), max(columns, _number_of(column))
            before = piece[-_OVERLAP:]
    if rows * columns > _MOST_CELLS:
        raise InvalidFile(filename, f"has a sheet of {rows} rows and {columns} columns; {_ADVICE}")


_PIECE = 1_000_000
_OVERLAP = 40
_CELL = re.compile(rb'<c [^>]{0,200}?r="([A-Z]{1,3})(\d{1,7})"')


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _as_text(cell: object) -> str:
    # A number typed into a sheet comes back as a float: 43 must not become "43.0".
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
