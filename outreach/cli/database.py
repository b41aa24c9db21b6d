"""`outreach database`: the store itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.groups import plain_group
from outreach.cli.options import DryRunOption, FormatOption, YesOption
from outreach.cli.output import Output, say, show_record, warn
from outreach.errors import AlreadyThere, StoreOutdated

if TYPE_CHECKING:
    from outreach.store.backups import Contents

app = plain_group(
    "The store: upgrade it after an update of outreach, check it, back it up, restore it.",
    "database check",
    "database upgrade",
    "database backup office.backup",
)
BackupArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The backup's file.", show_default=False)]


@app.command("upgrade")
def upgrade_database() -> None:
    """Bring the store to the schema of this version. Nothing is lost; an error leaves it as it was."""
    say("Upgraded the store" if bootstrap.make_store(doors.settings()) else "The store is up to date")


@app.command("check")
def check_database() -> None:
    """Check that the store is sound: its schema, and the database's own test of integrity."""
    from outreach.store import database

    problems = database.problems(doors.engine())
    warn(database.advice(doors.engine()))
    for problem in problems:
        say(problem)
    if problems:
        raise StoreOutdated(f"the store has {len(problems)} problems; mend the index as it says, else restore a backup")
    say("The store is sound")


@app.command("reindex")
def reindex_database() -> None:
    """Make the search index anew, for `outreach find` and the queries. Nothing else is touched."""
    from outreach.store import database

    database.reindex(doors.engine())
    say("Made the search index anew")


@app.command("backup")
def back_up_database(
    file: BackupArgument, yes: YesOption = False, dry_run: DryRunOption = False, output: FormatOption = Output.TABLE
) -> None:
    """Copy the whole store to a file, while others work in it. The copy is checked before it gets its name.

    It holds everything that is known of everybody, and is not encrypted: keep it where the store could be kept. A
    PostgreSQL store is copied by pg_dump.

    \b
    Examples:
      outreach database backup outreach-2026-12-01.db
      outreach database backup /backups/outreach.db --yes     over the one that is there
    """
    from outreach.store import backups

    if file.exists() and not yes:
        raise AlreadyThere(f"there is a file {file} already; --yes writes over it")
    if dry_run:
        say(f"Would back up the store to {file}")
        return
    made = backups.save(doors.settings().database_url, file)
    say(f"Backed up the store to {file}: {_in_words(made)}; it is not encrypted")
    if output is Output.JSON:
        show_record(_record(file, made))


@app.command("restore")
def restore_database(
    file: BackupArgument, yes: YesOption = False, dry_run: DryRunOption = False, output: FormatOption = Output.TABLE
) -> None:
    """Put a backup in the place of the store. The store as it is now is kept beside it, under another name.

    Mailings that the backup knows as unfinished are held: they may have gone out since, so `mailings send` asks first.
    Whoever asked for no more mail since the backup was made still gets none.

    \b
    Examples:
      outreach database restore outreach-2026-12-01.db --dry-run
      outreach database restore outreach-2026-12-01.db
    """
    from outreach.store import backups

    url = doors.settings().database_url
    found = backups.look(url, file)
    say(f"{file}: {_in_words(found)}")
    if dry_run:
        say("It could be restored; nothing was changed")
        return
    if not yes:
        typer.confirm("Put it in the place of the store?", abort=True, err=True)
    kept = backups.restore(url, file, now=doors.now())
    say(f"Restored the store from {file}" + (f"; what was there is kept in {kept}" if kept else ""))
    if found.counts.get("unfinished", 1):
        say("Unfinished mailings are held until you say so: `outreach mailings` lists them, `mailings send` asks")
    if output is Output.JSON:
        show_record(_record(file, found) | {"kept": str(kept) if kept else None})


def _in_words(contents: "Contents") -> str:
    counts = "".join(f", {number} {name}" for name, number in contents.counts.items())
    return f"schema {contents.schema}, {contents.octets} octets{counts}"


def _record(file: Path, contents: "Contents") -> dict[str, object]:
    return {"file": str(file), "schema": contents.schema, "octets": contents.octets, **contents.counts}
