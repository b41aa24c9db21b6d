"""A spreadsheet as a table: which columns there are, and the rows by their numbers."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from outreach.errors import InvalidFile
from outreach.formats.encoding import decoded
from outreach.formats.spreadsheet.cells import read_back

_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Table:
    """`header` as written; `rows` as (number counted from 1 with the header as 1, cells as text)."""

    file: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def table(content: bytes, *, filename: str) -> Table:
    """The table in a CSV or XLSX file. Raises InvalidFile."""
    lines = _xlsx(content, filename) if content.startswith(b"PK\x03\x04") else _csv(content, filename)
    first = next(lines, None)
    if first is None:
        raise InvalidFile(filename, "is empty")
    header = [cell.strip() for cell in first[1]]
    if len(header) > _MOST_COLUMNS:
        raise InvalidFile(filename, f"has {len(header)} columns; is it the right file?", line=1)
    twice = [name for name, times in Counter(filter(None, header)).items() if times > 1]
    if twice:
        raise InvalidFile(filename, f"has two columns called {twice[0]!r}; rename one of them", line=1)
    return Table(filename, header, [(number, cells) for number, cells in lines if any(map(str.strip, cells))])


def _csv(content: bytes, filename: str) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content, filename=filename)
    # splitlines() would break a row at characters that may stand in a quoted cell; csv wants the line ends as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [read_back(cell) for cell in cells]
    except csv.Error as error:
        raise InvalidFile(filename, f"is no CSV that we can read ({error})", line=reader.line_num) from error


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count) if any(map(header.count, _DELIMITERS)) else ","


def _xlsx(content: bytes, filename: str) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, load_workbook

    _expect_reasonable(content, filename)
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise InvalidFile(filename, f"is no spreadsheet that we can read ({error})") from error
    for number, cells in enumerate(rows, start=1):
        yield number, [_as_text(cell) for cell in cells]


_MOST_EXPANDED = 200_000_000


def _expect_reasonable(content: bytes, filename: str) -> None:
    """A file that grows beyond measure when it is unpacked is refused before it is."""
    import zipfile

    try:
        expanded = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InvalidFile(filename, f"is no spreadsheet that we can read ({error})") from error
    if expanded > _MOST_EXPANDED:
        raise InvalidFile(filename, f"would unpack to {expanded // 1_000_000} MB; save the sheet as CSV instead")


def _as_text(cell: object) -> str:
    # A number typed into a sheet comes back as a float: 43 must not become "43.0".
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
