"""`outreach privacy`: what a person may ask of us: to know what we hold of them, and to have it erased."""

from typing import Annotated

import typer

from outreach.cli import doors
from outreach.cli.groups import plain_group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, WhoArgument, YesOption
from outreach.cli.output import Output, say, show_record, write_bytes
from outreach.errors import WrongUsage

app = plain_group("What a person may ask of us: everything that we hold of them, and to have it erased (GDPR).")

_PUBLISHED = {"mailing.form", "mailing.source", "mailing.title"}


@app.command("export")
def export_person(who: WhoArgument, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """Everything that the store holds of a person: entry, history, lists, messages, suppressions (GDPR, Art. 15).

    Officers and journalists alike, also one who was removed. A text to read, or with --format json all of it.

    \\b
    Examples:
      outreach privacy export "Ines Duarte"
      outreach privacy export ines@example.com --format json -o ines.json
    """
    from outreach.services import privacy

    if output is Output.CSV:
        raise WrongUsage("a person does not fit into one table; say --format json, or leave --format out for a text")
    with doors.reading() as session:
        found = privacy.export(session, privacy.one(session, who), now=doors.now())
    if output is Output.JSON:
        show_record(found, file=file)
    else:
        write_bytes([privacy.in_words(found).encode()], file)


@app.command("erase")
def erase_person(
    who: WhoArgument,
    suppress: Annotated[
        bool, typer.Option("--suppress", help="And never write to their addresses again, whatever is imported.")
    ] = False,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Erase a person and every trace of them, history and merges included (GDPR, Art. 17). It cannot be undone.

    Who wanted no mail is kept as a digest, so that no import writes to them. In mailings a pseudonym takes their place,
    so that the counts stay right; what still waits for them is cancelled. Backups made before still hold them.

    \\b
    Examples:
      outreach privacy erase ines@example.com --dry-run
      outreach privacy erase "Ines Duarte" --suppress
    """
    from outreach.services import privacy
    from outreach.store import database

    with doors.reading() as session:
        person = privacy.one(session, who)
    if not dry_run and not yes:
        typer.confirm(f"Erase {person.name} ({person.uids[0]}) and every trace of them?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        done = privacy.erase(session, privacy.one(session, person.uids[0]), suppress=suppress, now=doors.now())
    if not dry_run:
        database.wipe(doors.engine())
    counts = {"messages": done.messages, "cancelled": done.cancelled, "suppressions_kept": done.sealed}
    words = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
    say(f"{'Would erase' if dry_run else 'Erased'} {person.name}: {words}")
    for place, number in done.traces.items():
        why = "a text as it was published" if place in _PUBLISHED else "what is said of somebody else"
        say(f"Note: still named in {number} rows of {place}: {why}")
    if output is Output.JSON:
        show_record({**counts, "still_named": done.traces, "dry_run": dry_run})
