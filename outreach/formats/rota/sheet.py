"""A rota as a table: a line each stretch, with the columns who, from, to, and perhaps city, kind and note."""

from collections.abc import Callable, Mapping

from outreach.errors import InvalidFile, InvalidValue
from outreach.formats.spreadsheet.table import Table, table
from outreach.model import rota
from outreach.model.city import City
from outreach.model.rota import Entry, RotaFile, ShiftKind
from outreach.model.text import fold, one_line

# What people call the columns, folded, in English, French, Spanish, German, Italian and Portuguese.
_CALLED = {
    "who": "name|officer|press officer|email|person|qui|nom|quien|nombre|wer|chi|nome|quem",
    "from": "start|starts|begin|since|de|du|debut|desde|inicio|von|ab|beginn|da|dal|inizio",
    "to": "end|ends|until|till|a|au|fin|hasta|bis|ende|al|fine|ate|fim",
    "city": "for|place|office|ville|ciudad|stadt|ort|citta|cidade",
    "kind": "type|what|genre|tipo|art",
    "note": "notes|comment|remarque|nota|notas|bemerkung|notiz|observacoes",
}
_FIELD_OF = {name: field for field, names in _CALLED.items() for name in [field, *names.split("|")]}
_NEEDED = ("who", "from", "to")


def read(content: bytes, *, filename: str, city: Callable[[str], City]) -> RotaFile:
    """The entries of a table. Raises InvalidFile where a column is missing or unknown."""
    found = table(content, filename=filename)
    columns = _columns(found)
    file = RotaFile()
    for number, cells in found.rows:
        row = {field: cell.strip() for field, cell in zip(columns, cells, strict=False) if field and cell.strip()}
        try:
            file.entries.append(_entry(f"row {number}", row, city=city))
        except InvalidValue as error:
            file.problems.append(f"row {number}: {error}")
    return file


def _columns(found: Table) -> list[str]:
    columns = []
    for header in found.header:
        field = _FIELD_OF.get(fold(header), "" if not header else None)
        if field is None:
            raise InvalidFile(found.file, f"column {header[:40]!r} is unknown; a rota has {', '.join(_CALLED)}", line=1)
        if field and field in columns:
            raise InvalidFile(found.file, f"two columns say {field}; rename or delete one", line=1)
        columns.append(field)
    if missing := [field for field in _NEEDED if field not in columns]:
        raise InvalidFile(found.file, f"no column is called {missing[0]!r}; a rota has {', '.join(_CALLED)}", line=1)
    return columns


def _entry(place: str, row: Mapping[str, str], *, city: Callable[[str], City]) -> Entry:
    for field in _NEEDED:
        if field not in row:
            raise InvalidValue(field, "", "is empty; say who, from and to on every line")
    start, end = row["from"], row["to"]
    return Entry(
        place=place,
        who=(one_line(row["who"], field="who"),),
        kind=rota.kind_called(row["kind"]) if "kind" in row else ShiftKind.DUTY,
        when=lambda zone: rota.span(start, end, zone=zone, city=city),
        city=row.get("city"),
        note=one_line(row["note"], field="note") if "note" in row else None,
    )
