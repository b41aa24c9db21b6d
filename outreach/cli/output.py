"""How answers are shown: a table for people, JSON and CSV for programs. Answers go to stdout, talk to stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from outreach.cli.columns import aligned
from outreach.errors import InvalidFile

T = TypeVar("T")


class Output(StrEnum):
    """What a list is printed as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """How one kind of thing is shown: its columns for people, its record for programs, its cells for spreadsheets."""

    columns: Mapping[str, Callable[[T], str]]
    record: Callable[[T], dict[str, Any]]
    sheet: Callable[[Sequence[T]], tuple[list[str], list[list[str]]]] | None = None


def say(text: str) -> None:
    """A word to the person at the keyboard."""
    print(text, file=sys.stderr)  # noqa: T201


def warn(warnings: Iterable[str]) -> None:
    """What is doubtful, a line each."""
    for warning in warnings:
        say(f"Note: {warning}")


def show(things: Iterable[T], view: View[T], *, output: Output, file: Path | None = None) -> None:
    """Prints `things`, or writes them to `file`."""
    if output is Output.JSON:
        write_bytes((part.encode() for part in _json(map(view.record, things))), file)
        return
    found = list(things)
    if output is Output.TABLE and file is None:
        if found:
            _print_table(found, view)
        else:
            say("There is nothing to list.")
        return
    _write(_rendered(found, view, output), file)


def show_record(record: Any, *, file: Path | None = None) -> None:
    """One thing, as JSON."""
    _write(json.dumps(record, ensure_ascii=False, indent=2) + "\n", file)


def show_facts(facts: Iterable[tuple[str, str]]) -> None:
    """What is known of one thing, a line each; what is not known is left out."""
    known = [(name, value) for name, value in facts if value]
    width = max((len(name) for name, _ in known), default=0)
    for name, value in known:
        print(f"{name:<{width}}  {value}")  # noqa: T201


def write_bytes(content: Iterable[bytes], file: Path | None) -> None:
    """Bytes to `file`, or as they are to stdout. Raises InvalidFile where the file cannot be written."""
    if file is None or str(file) == "-":
        for part in content:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    try:
        _write_whole(content, file)
    except OSError as error:
        raise InvalidFile(str(file), f"cannot be written ({error.strerror})") from error


def _write_whole(content: Iterable[bytes], file: Path) -> None:
    """A file beside it becomes `file` once it is complete: a full disk leaves what was there before."""
    if file.exists() and not file.is_file():
        # A device or a pipe cannot be replaced.
        with file.open("wb") as out:
            out.writelines(content)
        return
    # Names that start with a dot and end so are no item of a vdir.
    beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as out:
            out.writelines(content)
        if file.exists():
            beside.chmod(file.stat().st_mode)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _write(text: str, file: Path | None) -> None:
    write_bytes([text.encode()], file)


def _json(records: Iterable[Any]) -> Iterator[str]:
    """What json.dumps would make of a list of them, one at a time."""
    opened = False
    for record in records:
        yield (",\n  " if opened else "[\n  ") + json.dumps(record, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        opened = True
    yield "\n]\n" if opened else "[]\n"


def _rendered(things: Sequence[T], view: View[T], output: Output) -> str:
    header, lines = view.sheet(things) if view.sheet else _cells(things, view)
    if output is Output.TABLE:
        return _plain_table(*_cells(things, view))
    return _csv(header, lines)


def _cells(things: Iterable[T], view: View[T]) -> tuple[list[str], list[list[str]]]:
    return list(view.columns), [[cell(thing) for cell in view.columns.values()] for thing in things]


def _csv(header: list[str], lines: list[list[str]]) -> str:
    import csv
    import io

    from outreach.formats.spreadsheet.cells import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180 §2
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return out.getvalue()


def _plain_table(header: list[str], lines: list[list[str]]) -> str:
    return "".join("\t".join(line) + "\n" for line in [header, *lines])


def _print_table(things: Sequence[T], view: View[T]) -> None:
    header, lines = _cells(things, view)
    if sys.stdout.isatty():
        _print_on_terminal(header, lines)
    else:
        write_bytes((f"{line}\n".encode() for line in aligned(header, lines)), None)


def _print_on_terminal(header: list[str], lines: list[list[str]]) -> None:
    """A terminal has a width: what is too long for it is folded."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title in header:
        table.add_column(title, overflow="fold")
    for line in lines:
        table.add_row(*map(Text, line))
    Console(highlight=False).print(table)
