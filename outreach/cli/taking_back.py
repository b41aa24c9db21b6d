"""`import --undo`: an import taken back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.output import Output, View, say, show, show_record, warn
from outreach.cli.reports import SHOWN, in_words
from outreach.errors import WrongUsage
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.services.taking_back import Person, Taken

UndoOption = Annotated[
    str | None, typer.Option("--undo", metavar="BATCH", help="Take that import back, instead of reading a file.")
]

_PEOPLE: "View[Person]" = View(
    columns={
        "Person": lambda person: person.name,
        "Outcome": lambda person: person.outcome,
        "What": lambda person: "; ".join(_what(person)),
    },
    record=lambda person: {
        "uid": person.uid,
        "name": person.name,
        "outcome": person.outcome,
        "changes": {field: {"before": before, "after": after} for field, (before, after) in person.changes.items()},
        "left": list(person.left),
    },
)


def _what(person: "Person") -> list[str]:
    return [*(in_words(person.changes) if person.outcome == "restored" else ()), *person.left]


def file_or_batch(file: Path | None, batch: str | None) -> Path | str:
    """What is meant: the file to be read, or the import to be taken back. Raises WrongUsage for both and for none."""
    if file is not None and batch is not None:
        raise WrongUsage(f"--undo takes the import {batch} back and reads no file; leave one of the two out")
    meant = file or batch
    if not meant:
        raise WrongUsage("name the file to import, or the import to take back with --undo BATCH")
    return meant


def take_back(kind: ContactKind, batch: str, *, dry_run: bool, yes: bool, output: Output, file: Path | None) -> None:
    """Shows what would be taken back, asks, and takes it back."""
    from outreach.services import taking_back

    origin = doors.origin()
    with doors.reading() as session:
        taken = taking_back.take_back(session, batch, kind=kind, origin=origin)
    if dry_run or not yes:
        _show(taken, output=output if dry_run else Output.TABLE, file=file if dry_run else None, done=False)
    if dry_run or not (taken.count("removed") or taken.count("restored")):
        return
    if not yes:
        typer.confirm(f"Take the import {batch} back? Who is removed leaves every list, too.", abort=True, err=True)
    with doors.writing() as session:
        taken = taking_back.take_back(session, batch, kind=kind, origin=origin)
    _show(taken, output=output, file=file, done=True)


def _show(taken: "Taken", *, output: Output, file: Path | None, done: bool) -> None:
    if output is Output.JSON:
        show_record(_record(taken), file=file)
        return
    in_short = output is Output.TABLE and file is None
    shown = taken.people[:SHOWN] if in_short else taken.people
    if not (done and in_short):
        show(shown, _PEOPLE, output=output, file=file)
    if len(shown) < len(taken.people):
        say(f"… and {len(taken.people) - len(shown)} people more; --format json, --format csv or -o FILE tells of all")
    warn(
        f"mailing {number} is planned for {name} all the same; `suppressions add` or `mailings cancel` stops it"
        for name, number in taken.planned
    )
    said = ", ".join(f"{taken.count(outcome)} {outcome}" for outcome in ("removed", "restored", "left"))
    say(f"{'' if done else 'Would be: '}{said}")


def _record(taken: "Taken") -> dict[str, Any]:
    return {
        "batch": taken.batch,
        **{outcome: taken.count(outcome) for outcome in ("removed", "restored", "left")},
        "people": [_PEOPLE.record(person) for person in taken.people],
    }
