"""A spreadsheet as a table: which columns there are, and the rows by their numbers."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outreach.errors import InvalidFile
from outreach.formats.encoding import doubts, encoding_of
from outreach.formats.spreadsheet import workbook
from outreach.formats.spreadsheet.cells import read_back

_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 500
# Names of workbooks. Programs call tables of plain text so too: only what is neither is refused.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
_LOOKED_AT = 4_096  # octets
_LONGEST_HEADER = 1_000_000  # characters; the delimiter shows long before


@dataclass(frozen=True, slots=True)
class Table:
    """`header` as written; `rows` as (number counted from 1 with the header as 1, cells as text), read as asked for.

    `warnings` say what is doubtful about the file, a sentence each.
    """

    file: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    warnings: tuple[str, ...] = ()


def table(content: bytes, *, filename: str) -> Table:
    """The table in a CSV or XLSX file. Raises InvalidFile."""
    warnings: tuple[str, ...] = ()
    if content.startswith(b"PK\x03\x04"):
        lines = workbook.rows(content, filename=filename)
    elif filename.lower().endswith(_WORKBOOKS) and b"\x00" in content[:_LOOKED_AT]:
        raise InvalidFile(filename, "is no workbook that we can read; save it as .xlsx or as CSV")
    else:
        encoding = encoding_of(content, filename=filename)
        lines, warnings = _csv(content, encoding, filename), doubts(encoding)
    first = next(lines, None)
    if first is None:
        raise InvalidFile(filename, "is empty")
    header = [cell.strip() for cell in first[1]]
    if len(header) > _MOST_COLUMNS:
        raise InvalidFile(filename, f"has {len(header)} columns; is it the right file?", line=1)
    twice = [name for name, times in Counter(filter(None, header)).items() if times > 1]
    if twice:
        raise InvalidFile(filename, f"has two columns called {twice[0]!r}; rename one of them", line=1)
    rows = ((number, cells) for number, cells in lines if any(map(str.strip, cells)))
    return Table(filename, header, rows, warnings)


def _csv(content: bytes, encoding: str, filename: str) -> Iterator[tuple[int, list[str]]]:
    # csv wants the line ends as they are: a row may go on over several lines.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    reader = csv.reader(_without_nul(lines, filename), delimiter=_delimiter(content, encoding), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [read_back(cell) if cell[:1] == "'" else cell for cell in cells]
    except csv.Error as error:
        raise InvalidFile(filename, f"is no CSV that we can read ({error})", line=reader.line_num) from error
    except UnicodeDecodeError as error:
        raise InvalidFile(filename, f"is not text in the encoding it starts with ({error.encoding})") from error


def _without_nul(lines: Iterable[str], filename: str) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise InvalidFile(filename, "is not text (it holds NUL characters); is it the right file?")
        yield line


def _delimiter(content: bytes, encoding: str) -> str:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    header = lines.readline(_LONGEST_HEADER)
    return max(_DELIMITERS, key=header.count) if any(map(header.count, _DELIMITERS)) else ","
