"""Import of contacts, the same for press officers and journalists."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.output import Output, View, say, show, show_record, warn
from outreach.errors import InvalidFile, WrongUsage
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.services.contacts import Report


MapOptions = Annotated[
    list[str], typer.Option("--map", help='"Their header=field" for a column that we do not know; repeatable.')
]
KeepGoingOption = Annotated[bool, typer.Option("--keep-going", help="Take the good rows even if some are bad.")]


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
            report = directory.take_in(session, people, origin=doors.origin(file))
        else:
            report = mailing_lists.import_to(session, list_name, people, origin=doors.origin(file))
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
