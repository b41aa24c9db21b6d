"""What became of a file that was imported: for people in short, for programs row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from outreach.cli.output import Output, View, say, show, show_record, warn
from outreach.model.history import Fields

if TYPE_CHECKING:
    from outreach.model.intake import Rejection
    from outreach.services.imports import Report, Told

# On a screen, of each kind no more than this many are told one by one.
SHOWN = 50
_LONGEST = 60  # characters of what is wrong


class Line(NamedTuple):
    """One line of the report."""

    row: int
    name: str
    outcome: str
    why: str


REPORT: View[Line] = View(
    columns={
        "Row": lambda line: str(line.row),
        "Person": lambda line: line.name,
        "Outcome": lambda line: line.outcome,
        "Why": lambda line: line.why,
    },
    record=lambda line: line._asdict(),
)


def show_report(report: "Report", *, output: Output, file: Path | None, done: bool, batch: str | None) -> None:
    """Counts and what is to be told of rows; a table on the screen tells of no more than some of each kind."""
    if output is Output.JSON:
        show_record(record(report, batch=batch if done else None), file=file)
        return
    in_short = output is Output.TABLE and file is None
    lines = sorted(_lines(report, SHOWN if in_short else None))
    if in_short and not done:
        lines = [line._replace(outcome=_WOULD_BE.get(line.outcome, line.outcome)) for line in lines]
    show(lines, REPORT, output=output, file=file)
    warn(report.warnings[:SHOWN] if in_short else report.warnings)
    untold = sum(report.counts.values()) + len(report.rejected) - len(lines)
    if untold > 0:
        say(f"… and {untold} rows more; --format json, --format csv or -o FILE tells of every one")
    say(_counts(report, done=done))
    if done and batch:
        say(f"This import is batch {batch} in the history")


_WOULD_BE = {"added": "would be added", "updated": "would be updated"}


def _counts(report: "Report", *, done: bool) -> str:
    counts = record(report, batch=None)
    kept = sum(len(told.left) for told in report.people)
    left = f", {kept} fields left as they were typed here" if kept else ""
    return (
        f"{'' if done else 'Would be: '}{counts['added']} added, {counts['updated']} updated, "
        f"{counts['unchanged']} unchanged, {len(report.rejected)} rejected{left}"
    )


def _lines(report: "Report", most: int | None) -> Iterator[Line]:
    told = [told for told in report.people if not told.is_plain]
    plain = [told for told in report.people if told.is_plain]
    for some in (told, plain):
        yield from (Line(one.row, one.name, one.outcome.value, _why(one)) for one in some[:most])
    yield from (Line(bad.row, bad.name, "rejected", _what_is_wrong(bad)) for bad in report.rejected[:most])


def _what_is_wrong(bad: "Rejection") -> str:
    shown = f" {bad.value[:_LONGEST]!r}" if bad.value and bad.value != bad.name else ""
    return f"{bad.field}{shown}: {bad.problem}"


def _why(told: "Told") -> str:
    return "; ".join([*in_words(told.changes), *map(str, told.left)])


def in_words(changes: Fields) -> Iterator[str]:
    """Each change, as `title: Spokesperson -> Press officer`."""
    for field, (before, after) in changes.items():
        yield f"{field}: {before or 'nothing'} -> {after or 'nothing'}"


def record(report: "Report", *, batch: str | None) -> dict[str, Any]:
    """The JSON of an import's report."""
    from outreach.model.reimport import Outcome

    return {
        **{outcome.value: report.count(outcome) for outcome in Outcome},
        "rejected": [
            {"row": bad.row, "name": bad.name, "field": bad.field, "value": bad.value, "problem": bad.problem}
            for bad in report.rejected
        ],
        "left": [left for told in report.people for left in _left(told)],
        "rows": [_row(told) for told in report.people],
        "warnings": report.warnings,
        "batch": batch,
    }


def _row(told: "Told") -> dict[str, Any]:
    return {
        "row": told.row,
        "name": told.name,
        "outcome": told.outcome.value,
        "changes": {field: {"before": before, "after": after} for field, (before, after) in told.changes.items()},
        "left": [left.field for left in told.left],
    }


def _left(told: "Told") -> Iterator[dict[str, Any]]:
    for left in told.left:
        yield {
            "row": told.row,
            "name": told.name,
            "field": left.field,
            "ours": left.ours,
            "theirs": left.theirs,
            "by": left.origin.by,
            "at": left.origin.at.isoformat(),
            "why": str(left),
        }
