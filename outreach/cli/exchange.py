"""Import and export of contacts, the same for press officers and journalists."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.output import Output, View, say, show, show_record, warn, write_bytes
from outreach.cli.people import found
from outreach.cli.views import CONTACTS
from outreach.errors import InvalidFile, WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.model.values import Visibility

if TYPE_CHECKING:
    from outreach.services.contacts import Report


class Export(StrEnum):
    """What contacts are exported as."""

    VCARD = "vcard"
    CSV = "csv"
    JSON = "json"


class CardVersion(StrEnum):
    """The versions of vCard that we write: RFC 2426 and RFC 6350."""

    V3 = "3.0"
    V4 = "4.0"


MapOptions = Annotated[
    list[str], typer.Option("--map", help='"Their header=field" for a column that we do not know; repeatable.')
]
KeepGoingOption = Annotated[bool, typer.Option("--keep-going", help="Take the good rows even if some are bad.")]


def export_people(
    kind: ContactKind,
    *,
    city: str | None,
    form: Export,
    version: CardVersion,
    file: Path | None,
    vdir: Path | None,
    internal: bool,
) -> None:
    """Writes the cards that the reader may see, as vCards, CSV or JSON."""
    reader = Visibility.INTERNAL if internal else Visibility.PUBLIC
    with doors.rows() as rows:
        people = [card.seen_by(reader) for card in found(rows, kind, city=city)]
    if not people:
        say("There is nobody to export.")
    if form is not Export.VCARD:
        show(people, CONTACTS[kind], output=Output(form), file=file)
    elif vdir is None or file is not None:
        _write_cards(people, file, version=version)
    if vdir is not None:
        _write_vdir(people, vdir, version=version)
        say(f"Wrote {len(people)} vCards to {vdir}")
    if file is not None and str(file) != "-":
        say(f"Wrote {len(people)} people to {file}")


def _write_cards(people: Sequence[Card], file: Path | None, *, version: str) -> None:
    from outreach.formats import vcard

    write_bytes(vcard.write(people, version=vcard.Version(version)), file)


def _write_vdir(people: Sequence[Card], folder: Path, *, version: str) -> None:
    """One file each, only where it changed, so that what synchronises the folder sees only true changes."""
    from outreach.formats import vcard

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    for card in people:
        file, content = folder / vcard.vdir_name(card), vcard.one(card, version=vcard.Version(version))
        if not file.is_file() or file.read_bytes() != content:
            write_bytes([content], file)


def named_columns(named: Sequence[str]) -> dict[str, str]:
    """The `--map "Their header=field"` options. Raises WrongUsage."""
    pairs = [text.rpartition("=") for text in named]
    if any(not sign for _, sign, _ in pairs):
        raise WrongUsage('--map wants "Their header=field", for example --map "Courriel=email"')
    return {header.strip(): field.strip() for header, _, field in pairs}


def import_people(
    kind: ContactKind,
    file: Path,
    *,
    country: str | None,
    named: Sequence[str],
    dry_run: bool,
    keep_going: bool,
    output: Output,
    list_name: str | None = None,
) -> None:
    """Takes in a file of contacts, onto a list if one is named: all or, where a row is bad, none."""
    from outreach.services import contacts as directory
    from outreach.services import intake, mailing_lists

    people = intake.read(
        contents(file),
        filename=str(file),
        kind=kind,
        region=country or doors.settings().home_country,
        named=named_columns(named),
    )
    if list_name is not None:
        people = mailing_lists.expect_addresses(people)
    stop = bool(people.rejected) and not (keep_going or people.each_by_itself)
    with doors.reading() if dry_run or stop else doors.writing() as session:
        if list_name is None:
            report = directory.take_in(session, people, now=doors.now())
        else:
            report = mailing_lists.import_to(session, list_name, people, now=doors.now())
    show_report(report, output=output, done=not (dry_run or stop))
    if people.rejected:
        left = "nothing was written; mend them, or --keep-going to take the rest" if stop else "the rest can come in"
        raise InvalidFile(str(file), f"{len(people.rejected)} could not be read; {left}")


REPORT: View[tuple[int, str, str, str]] = View(
    columns={
        "Row": lambda line: str(line[0]),
        "Person, or what is wrong": lambda line: line[1],
        "Outcome": lambda line: line[2],
        "Why": lambda line: line[3],
    },
    record=lambda line: {"row": line[0], "name": line[1], "outcome": line[2], "why": line[3]},
)


def show_report(report: "Report", *, output: Output, done: bool) -> None:
    """What became of each row; counts and rejections as JSON for programs."""
    if output is Output.JSON:
        show_record(report_record(report))
        return
    people = [(row, name, outcome.value, "") for row, name, outcome in report.people]
    rejected = [(bad.row, bad.value, "rejected", f"{bad.field}: {bad.problem}") for bad in report.rejected]
    show(sorted(people + rejected), REPORT, output=output)
    warn(report.warnings)
    counts = report_record(report)
    say(
        f"{'' if done else 'Would be: '}{counts['added']} added, {counts['updated']} updated, "
        f"{counts['unchanged']} unchanged, {len(report.rejected)} rejected"
    )


def report_record(report: "Report") -> dict[str, Any]:
    """The JSON of an import's report."""
    from outreach.services.contacts import Outcome

    return {
        **{outcome.value: report.count(outcome) for outcome in Outcome},
        "rejected": [
            {"row": bad.row, "field": bad.field, "value": bad.value, "problem": bad.problem} for bad in report.rejected
        ],
        "warnings": report.warnings,
    }
