"""`outreach suppressions`: addresses that get nothing, whatever list they are on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors
from outreach.cli.files import FileArgument, contents
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, View, say, show
from outreach.errors import AlreadyThere, InvalidFile, InvalidValue
from outreach.model.values import EmailAddress

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from outreach.store.rows import SuppressionRow

app = group(
    "Suppressions: addresses that get nothing. They outlive every import and every deletion.",
    "suppressions",
    'suppressions add ines@example.com --reason "asked by phone"',
)
AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS", help="An e-mail address.", show_default=False)]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for those who come after you.")]

SUPPRESSIONS: View["SuppressionRow"] = View(
    columns={
        "Address": lambda row: row.address,
        "Since": lambda row: f"{row.created_at:%Y-%m-%d %H:%M} UTC",
        "Reason": lambda row: row.reason,
    },
    record=lambda row: {"address": row.address, "reason": row.reason, "created_at": row.created_at.isoformat()},
)


@app.command("list")
def list_suppressions(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the addresses that get nothing."""
    from outreach.store import suppressions

    with doors.reading() as session:
        show(suppressions.everyone(session), SUPPRESSIONS, output=output, file=file)


@app.command("add")
def add_suppression(
    address: AddressArgument, reason: ReasonOption = "asked to be left out", dry_run: DryRunOption = False
) -> None:
    """Never write to an address again.

    \b
    Example:
      outreach suppressions add ines@example.com --reason "asked by phone"
    """
    from outreach.model.text import one_line
    from outreach.store import suppressions

    email = EmailAddress.parse(address)
    with doors.reading() if dry_run else doors.writing() as session:
        suppressions.add(session, email, reason=one_line(reason, field="reason"), now=doors.now())
    say(f"{email.address} {'would get' if dry_run else 'gets'} nothing from now on")


@app.command("remove")
def remove_suppression(address: AddressArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Let an address get mail again. Only with the person's word."""
    from outreach.store import suppressions

    email = EmailAddress.parse(address)
    if not dry_run and not yes:
        typer.confirm(f"Did {email.address} agree to get mail again?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        suppressions.remove(session, email)
    say(f"{email.address} {'could' if dry_run else 'can'} get mail again")


@app.command("import")
def import_suppressions(file: FileArgument, reason: ReasonOption = "imported", dry_run: DryRunOption = False) -> None:
    """Add every address of a text file, one a line. All of them or, where a line is bad, none."""
    from outreach.store import suppressions

    emails = _addresses(file)
    added = 0
    with doors.reading() if dry_run else doors.writing() as session:
        for email in emails:
            try:
                suppressions.add(session, email, reason=reason, now=doors.now())
                added += 1
            except AlreadyThere:
                continue
    say(f"{'Would add' if dry_run else 'Added'} {added}; {len(emails) - added} were there already")


def _addresses(file: Path) -> list[EmailAddress]:
    from outreach.formats.encoding import decoded

    found = []
    for number, line in enumerate(decoded(contents(file), filename=str(file)).splitlines(), start=1):
        if line.strip():
            try:
                found.append(EmailAddress.parse(line.strip()))
            except InvalidValue as error:
                raise InvalidFile(str(file), str(error), line=number) from error
    return found
