"""Files that mean harm, or were made by programs that do: each read, or refused with one sentence, at once."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

import pytest

from outreach.cli.output import Output, View, show
from outreach.errors import InvalidFile
from outreach.formats.spreadsheet.cells import harmless, read_back
from outreach.formats.spreadsheet.table import table
from tests.formats.spreadsheet.test_spreadsheet import workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'


def with_sheet(xml: str, **more: bytes) -> bytes:
    """A workbook whose sheet is `xml`, with more members beside it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["name"]]))) as plain,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z,
    ):
        for name in plain.namelist():
            z.writestr(name, xml if name.endswith("sheet1.xml") else plain.read(name))
        for name, content in more.items():
            z.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, *, before: str = "", dimension: str = "A1") -> str:
    return f'{before}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'


def lying(content: bytes) -> bytes:
    """A zip that says of its members that they unpack to ten octets."""
    data = bytearray(content)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at += 4
    return bytes(data)


_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE: dict[str, Callable[[], bytes]] = {
    "expands to 60 MB": lambda: with_sheet(sheet(_ONE), **{"xl/media/a.bin": bytes(60_000_000)}),
    "a ratio of a thousand": lambda: with_sheet(sheet(_ONE), **{"xl/media/a.bin": bytes(9_000_000)}),
    "a bomb in its sheet": lambda: with_sheet(sheet(_ONE + " " * 40_000_000)),
    "nested archives": lambda: with_sheet(
        sheet(_ONE), **{f"{n}.zip": with_sheet(sheet(_ONE), a=bytes(9_000_000)) * 20 for n in range(40)}
    ),
    "lies about its sizes": lambda: lying(with_sheet(sheet(_ONE + " " * 5_000_000))),
    "one cell at the far corner": lambda: with_sheet(sheet(_ONE + _FAR)),
    "external entity": lambda: with_sheet(
        sheet("&x;", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "a billion laughs": lambda: with_sheet(sheet("&l9;", before=f'<!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGHS}]>')),
    "cut off": lambda: workbook([["name"]])[:-40],
    "no sheet": lambda: with_sheet(""),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_workbook_is_refused_with_one_sentence_in_no_time(make: Callable[[], bytes]) -> None:
    # Not ru_maxrss: that one remembers the process that started this one.
    code = (
        "import re, sys, time\n"
        "from outreach.errors import InvalidFile\n"
        "from outreach.formats.spreadsheet import table\n"
        "content = sys.stdin.buffer.read()\n"
        "begun = time.process_time()\n"
        "try:\n    print(len(list(table(content, filename='x').rows)), end=' ')\n"
        "except InvalidFile as error:\n    print(error, end=' ')\n"
        "peak = re.search('VmHWM:\\\\s+(\\\\d+)', open('/proc/self/status').read())[1]\n"
        "print('|', time.process_time() - begun, int(peak) // 1024)"
    )

    ran = subprocess.run([sys.executable, "-c", code], input=make(), capture_output=True, check=True, timeout=60)

    sentence, _, figures = ran.stdout.decode().partition(" | ")
    seconds, megabytes = map(float, figures.split())
    assert sentence.startswith("x: ")
    assert seconds < 2
    assert megabytes < 150


def test_a_sheet_that_lies_about_its_dimension_is_read_as_it_is() -> None:
    found = table(with_sheet(sheet(_ONE, dimension="A1:XFD1048576")), filename="x")

    assert (found.header, list(found.rows)) == (["name"], [])


def test_members_with_paths_are_never_unpacked() -> None:
    found = table(with_sheet(sheet(_ONE), **{"../../etc/evil": b"x", "/evil": b"x"}), filename="x")

    assert found.header == ["name"]


def test_a_formula_comes_as_its_value_and_is_never_run() -> None:
    rows = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3"><f>HYPERLINK("x")</f></c></row>'

    assert list(table(with_sheet(sheet(_ONE + rows)), filename="x").rows) == [(2, ["2"])]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("name;note\nAna;x\n".encode("utf-16-le"), ["Ana", "x"]),
        ("name;note\nAna;x\n".encode("utf-16-be"), ["Ana", "x"]),
        ("\ufeffname\tnote\r\nAna\tx\r\n".encode(), ["Ana", "x"]),
        ("name;note\nZoë;…\n".encode("cp1252"), ["Zoë", "…"]),
        (b'name,note\nAna,"two\nlines, ""quoted"""\n', ["Ana", 'two\nlines, "quoted"']),
        (b"name,note\nAna,=HYPERLINK(1)\n", ["Ana", "=HYPERLINK(1)"]),
        (b"name,note\nAna,x,too,many\n", ["Ana", "x", "too", "many"]),
    ],
    ids=["utf-16-le", "utf-16-be", "BOM and tabs", "cp1252", "quoted lines", "formula", "long row"],
)
def test_odd_files_are_read_as_they_were_meant(content: bytes, cells: list[str]) -> None:
    found = table(content, filename="x")

    assert [row for _, row in found.rows] == [cells]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"name,note\nAna,\x00x\n", "NUL"),
        (b'name\n"' + b"x" * 11_000_000, "is no CSV"),
        (b"name,name\nA,B\n", "two columns called 'name'"),
        ("name\nAna\x00\n".encode("utf-16"), "NUL"),
        (b"name\nAna\n" + b"\x00" * 10, "is not text"),
    ],
    ids=["NUL", "10 MB quote", "twice", "NUL in UTF-16", "NUL at the end"],
)
def test_what_is_no_table_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(InvalidFile, match=problem):
        list(table(content, filename="x").rows)


def test_a_picture_by_a_workbooks_name_is_called_no_workbook() -> None:
    with pytest.raises(InvalidFile, match="is no workbook that we can read"):
        table(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", filename="staff.xlsx")


def test_a_table_of_text_may_be_called_a_workbook() -> None:
    assert table(b"name\nAna\n", filename="staff.xls").header == ["name"]


_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_REST = ("HYPERLINK(1)", "cmd|' /C calc'!A0", "43 660 1234567", "")
_MORE = ("'=1", "''+1", "'", "'Brien", "a=1")
PAYLOADS = [sign + rest for sign in _SIGNS for rest in _REST] + list(_MORE)


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_export_starts_a_formula_and_each_comes_back(payload: str) -> None:
    assert len(PAYLOADS) == 45
    assert not harmless(payload).startswith(_SIGNS)
    assert read_back(harmless(payload)) == payload


_COLUMNS = "name title organisation outlet city country languages beats notes phone email email_usage".split()


@pytest.mark.parametrize("column", _COLUMNS)
def test_every_payload_in_every_column_comes_back_from_a_file_whose_headers_stay(column: str, tmp_path: Path) -> None:
    """R-45: one product's mending of this put numbers in the place of its headers."""
    at, file = _COLUMNS.index(column), tmp_path / "people.csv"
    people = [["Ana"] * at + [payload] + ["Ana"] * (len(_COLUMNS) - at - 1) for payload in PAYLOADS]
    view = View(columns={name: itemgetter(n) for n, name in enumerate(_COLUMNS)}, record=dict)

    show(people, view, output=Output.CSV, file=file)
    written = file.read_bytes()

    assert written.startswith(",".join(_COLUMNS).encode() + b"\r\n")
    assert not any(cells[at].startswith(_SIGNS) for cells in csv.reader(io.StringIO(written.decode(), newline="")))
    assert [cells for _, cells in table(written, filename="people.csv").rows] == people
