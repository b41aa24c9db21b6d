"""`outreach bounces`: mail that came back, and what it says of our addresses."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption
from outreach.cli.output import Output, View, say, show, show_record

if TYPE_CHECKING:
    from outreach.store.bounces import Known

app = group("Bounces: mail that came back. Its delivery is marked; an address at which nobody is gets nothing more.")

BOUNCES: View["Known"] = View(
    columns={
        "Address": lambda known: known.address,
        "Mailing": lambda known: str(known.mailing_id),
        "Code": lambda known: known.status,
        "Reason": lambda known: known.reason,
        "When": lambda known: f"{known.at:%Y-%m-%d %H:%M} UTC",
        "Suppressed": lambda known: "yes" if known.suppressed else "",
    },
    record=lambda known: {
        "address": known.address,
        "mailing": known.mailing_id,
        "status": known.status or None,
        "reason": known.reason,
        "message_id": known.message_id,
        "at": known.at.isoformat(),
        "suppressed": known.suppressed,
    },
)


@app.command("list")
def list_bounces(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the mail that came back, the newest first.

    \b
    Examples:
      outreach bounces
      outreach bounces list --format csv -o bounces.csv
    """
    from outreach.store import bounces

    with doors.rows() as rows:
        show(bounces.everything(rows), BOUNCES, output=output, file=file)


@app.command("collect")
def collect_bounces(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|MAILDIR|-", help="A message, an mbox, a Maildir, a folder of .eml files; - is standard input."
        ),
    ],
    dry_run: DryRunOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Read mail that came back and write it down. Nothing in the mailbox is touched; twice is as good as once.

    A delivery that bounced is marked so, with the reason. Where nobody is at the address (5.1.1, 5.1.2 and the like) it
    is suppressed at once; a full mailbox or a server that is cross with us never does that. Out-of-office answers and
    other mail are passed over and counted.

    \b
    Examples:
      outreach bounces collect ~/Maildir/.Bounces --dry-run
      outreach bounces collect returned.eml
      outreach bounces collect - < bounces.mbox
    """
    from outreach.services import bounces

    with doors.reading() if dry_run else doors.writing() as session:
        counts = bounces.collect(session, _messages(place), now=doors.now())
    if output is Output.JSON:
        show_record({name.replace(" ", "_"): number for name, number in counts.items()})
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    say(f"{'Would have: ' if dry_run else ''}{said or 'nothing there'}")


def _messages(place: Path) -> Iterator[bytes]:
    from outreach.mail.dsn import mailbox

    return mailbox.split(contents(place)) if str(place) == "-" else mailbox.messages(place)
