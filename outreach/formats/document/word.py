"""A .docx file as lines: paragraphs and table rows in their order; unpacked only if it is not a trap."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from outreach.errors import InvalidFile
from outreach.formats.document.plain import with_target

_MOST_ENTRIES, _MOST_UNPACKED, _MOST_SHRUNK = 2_000, 60_000_000, 200
# A picture of one colour shrinks well; only what unpacks to a lot can do harm.
_HARMLESS = 5_000_000
_BROKEN = "is not a .docx that can be read (broken, or of another program); open it and save it again as .docx"


def lines(content: bytes, *, filename: str) -> list[str]:
    """The visible lines of a Word document. Raises InvalidFile for a broken one, and for a zip bomb unread."""
    _refuse_traps(content, filename)
    document = _opened(content, filename)
    found = [line for block in document.iter_inner_content() for line in _block(block)]
    if not any("@" in line or sum(map(str.isdigit, line)) > 6 for line in found):
        found += [
            line
            for section in document.sections
            for block in section.footer.iter_inner_content()
            for line in _block(block)
        ]
    return found


def _refuse_traps(content: bytes, filename: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InvalidFile(filename, _BROKEN) from error
    unpacked = sum(entry.file_size for entry in entries)
    # zipfile never unpacks more of an entry than its directory says, so the directory can be judged by.
    if len(entries) > _MOST_ENTRIES or unpacked > max(_HARMLESS, min(_MOST_UNPACKED, _MOST_SHRUNK * len(content))):
        raise InvalidFile(filename, "unpacks to far more than a press release can hold; it was not opened")
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise InvalidFile(filename, "is an archive but no Word document; save the release as .docx")


def _opened(content: bytes, filename: str) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(content))
    except (
        OpcError,
        zipfile.BadZipFile,
        etree.LxmlError,
        KeyError,
        ValueError,
        OSError,
        AttributeError,
        TypeError,
    ) as error:
        # Each of them has been seen on damaged files: python-docx promises no single class for them.
        raise InvalidFile(filename, _BROKEN) from error


def _block(block: Any) -> Iterator[str]:
    if hasattr(block, "rows"):
        yield from _rows(block)
    else:
        yield from _paragraph(block)


def _paragraph(paragraph: Any) -> Iterator[str]:
    text = paragraph.text
    for link in paragraph.hyperlinks:
        target = re.match(r"(?i)(?:mailto|tel):([^?#]+)", link.address or "")
        if target and link.text:
            text = text.replace(link.text, with_target(link.text, target[1]), 1)
    yield from (line.strip() for line in re.split(r"[\r\n\x0b\x0c]", text))


def _rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                # A merged cell is handed out once for each column that it covers.
                seen.add(id(cell._tc))
                cells.append("\n".join(line for block in cell.iter_inner_content() for line in _block(block)).strip())
        yield from _side_by_side(cells)


def _side_by_side(cells: list[str]) -> Iterator[str]:
    """One line for a row of short cells; cells of several lines are read one after the other."""
    if any("\n" in cell for cell in cells):
        for cell in cells:
            yield from cell.split("\n")
            yield ""
    else:
        yield "\t".join(cells)
