"""Spreadsheets as press offices have them."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidFile, WrongUsage
from outreach.formats import spreadsheet
from outreach.formats.spreadsheet.cells import harmless, read_back
from outreach.model.card import ContactKind
from outreach.model.intake import Intake
from outreach.store import gazetteer


def read(content: bytes, **options: object) -> Intake:
    return spreadsheet.read(
        content,
        filename="people.csv",
        kind=ContactKind.JOURNALIST,
        city=lambda name, country: gazetteer.city(name, country=country),
        **options,  # type: ignore[arg-type]
    )


FRENCH = "Nom;Courriel;Ville;Pays;Langue\nAmélie Durand;amelie@example.com;Genève;Suisse;fr\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "mac_roman"])
def test_a_table_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    [(row, draft)] = read(FRENCH.encode(encoding)).drafts

    assert (row, draft.name, draft.emails[0].address, draft.languages) == (
        2,
        "Amélie Durand",
        "amelie@example.com",
        ["fr"],
    )
    assert draft.city
    assert str(draft.city) == "Geneva, CH"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    content = f"name{delimiter}email\nAna Ek{delimiter}ana@example.org\n"

    [(_, draft)] = read(content.encode()).drafts

    assert (draft.name, draft.emails[0].address) == ("Ana Ek", "ana@example.org")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "is not text"),
        (b"PK\x03\x04 no zip at all", "is no spreadsheet"),
        (b"foo,bar\n1,2\n", "column 'foo' is unknown"),
        (b"email,city\na@example.org,Vienna\n", "no column is called 'name'"),
        (b"name,Emial\nA,a@example.org\n", "did you mean email"),
        (b"name,name\nA,B\n", "two columns called 'name'"),
        (b'name,email\n"A,a@example.org\n', "is no CSV"),
        (b"name\n" + b"x" * 10_000_000, "is no CSV"),
        (b"name" + b",x" * 2_000_000, "columns; is it the right file"),
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "no-zip",
        "unknown",
        "no-name",
        "misspelled",
        "twice",
        "quote",
        "10MB",
        "2M-columns",
    ],
)
def test_what_is_no_table_of_people_is_refused_with_a_sentence(content: bytes, problem: str) -> None:
    with pytest.raises(InvalidFile, match=problem):
        read(content)


def test_a_column_can_be_named_or_left_out_by_hand() -> None:
    content = b"Wer,Schuhe\nAna Ek,41\n"

    [(_, draft)] = read(content, named={"Wer": "name", "Schuhe": ""}).drafts

    assert draft.name == "Ana Ek"
    with pytest.raises(WrongUsage, match="'surname', which does not exist"):
        read(content, named={"Wer": "surname", "Schuhe": ""})


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Prénom;Nom;Langue", "Ana;de la Cruz;Français"),
        ("Vorname;Nachname;Sprache", "Ana;de la Cruz;Französisch"),
        ("first name;last name;language", "Ana;de la Cruz;French"),
    ],
)
def test_a_name_in_two_columns_is_one_name(header: str, row: str) -> None:
    [(_, draft)] = read(f"{header}\n{row}\n".encode()).drafts

    assert (draft.name, draft.given_name, draft.family_name) == ("Ana de la Cruz", "Ana", "de la Cruz")
    assert draft.languages == ["fr"]


def test_two_columns_of_numbers_are_two_numbers() -> None:
    header, row = (
        "name,email,e-mail,phone,mobile,phone_1",
        "A,a@example.org,b@example.org,+43 1 9999 123,+43 660 1234567,",
    )

    [(_, draft)] = read(f"{header}\n{row}+43 1 9999 124\n".encode()).drafts

    assert [phone.e164 for phone in draft.phones] == ["+4319999123", "+436601234567", "+4319999124"]
    assert [email.address for email in draft.emails] == ["a@example.org", "b@example.org"]


def test_two_columns_that_say_one_thing_are_refused() -> None:
    with pytest.raises(InvalidFile, match="the columns 'city' and 'Ville' both say city"):
        read(b"name,city,Ville\nA,Vienna,Geneva\n")


def test_each_bad_row_is_named_with_its_field() -> None:
    rows = [
        "name,email,phone,city",
        ",a@example.org,,",
        "B,nomail,,",
        "C,,12345,",
        "D,,,Nowhereville",
        "E,e@example.org,,",
    ]
    content = "\n".join(rows).encode()

    intake = read(content)

    assert [(bad.row, bad.field) for bad in intake.rejected] == [(2, "name"), (3, "email"), (4, "phone"), (5, "city")]
    assert [draft.name for _, draft in intake.drafts] == ["E"]


def test_several_numbers_and_addresses_have_numbered_columns() -> None:
    header = b"name,city,phone,phone_2,phone_kind_2,email,email_2"
    content = header + b"\nA,Vienna,01 9999 123,01 9999 124,fax,a@example.org,b@example.org\n"

    [(_, draft)] = read(content).drafts

    assert [(phone.e164, phone.kind.value) for phone in draft.phones] == [
        ("+4319999123", "work"),
        ("+4319999124", "fax"),
    ]
    assert [email.address for email in draft.emails] == ["a@example.org", "b@example.org"]


def test_a_workbook_is_read_like_a_table() -> None:
    [(row, draft)] = read(workbook([["name", "phone", "country"], ["Ana Ek", "2025550143", "US"]])).drafts

    assert (row, draft.name, draft.phones[0].e164) == (2, "Ana Ek", "+12025550143")


def test_a_workbook_that_would_burst_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)

    with pytest.raises(InvalidFile, match="would unpack to 210 MB"):
        read(bomb.getvalue())


@given(st.text())
def test_no_cell_starts_a_formula_and_every_cell_comes_back(cell: str) -> None:
    shown = harmless(cell)

    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read_back(shown) == cell


def workbook(rows: list[list[str]]) -> bytes:
    """The least XLSX that spreadsheet programs read (ECMA-376)."""
    cells = "".join(f"<row>{_cells(row)}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "_rels/.rels": f'<Relationships xmlns="{parts}">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{parts}">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def _cells(row: list[str]) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
