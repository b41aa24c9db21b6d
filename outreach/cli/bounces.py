"""`outreach bounces`: mail that came back, complaints, and what they say of our addresses."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption
from outreach.cli.output import Output, View, say, show, show_record, warn

if TYPE_CHECKING:
    from outreach.store.bounces import Known, OfMailing

app = group(
    "Bounces: mail that came back, and complaints. An address at which nobody is, or that complains, gets nothing more."
)

BOUNCES: View["Known"] = View(
    columns={
        "Address": lambda known: known.address,
        "Mailing": lambda known: str(known.mailing_id),
        "What": lambda known: known.kind,
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
        "kind": known.kind,
    },
)
RATES: View["OfMailing"] = View(
    columns={
        "Mailing": lambda one: str(one.mailing_id),
        "Advisory": lambda one: one.title,
        "Taken": lambda one: str(one.rate.of),
        "Complaints": lambda one: str(one.rate.complaints),
        "Rate": lambda one: f"{one.rate.percent:.2f} %",
    },
    record=lambda one: {
        "mailing": one.mailing_id,
        "title": one.title,
        "planned_at": one.planned_at.isoformat(),
        "taken": one.rate.of,
        "complaints": one.rate.complaints,
        "rate": round(one.rate.percent, 3),
    },
)


@app.command("list")
def list_bounces(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the mail that came back and the complaints, the newest first.

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
    """Read mail that came back, and complaints, and write them down. Nothing in the mailbox is touched.

    A delivery that bounced is marked so, with the reason. Where nobody is at the address (5.1.1, 5.1.2 and the like) it
    is suppressed at once; a full mailbox or a server that is cross with us never does that. So is whoever complains; a
    mailing of which three readers and 0.3 % of them complain is paused. Out-of-office answers and other mail are passed
    over and counted.

    A report is believed by our token or Message-ID in it. One that speaks of our mail and proves nothing changes
    nothing, and is told.

    \b
    Examples:
      outreach bounces collect ~/Maildir/.Bounces --dry-run
      outreach bounces collect returned.eml
      outreach bounces collect - < bounces.mbox
    """
    from outreach.services import bounces

    settings = doors.settings()
    with doors.reading() if dry_run else doors.writing() as session:
        seals = bounces.Seals(bootstrap.secret_key(settings), are_everywhere=settings.return_path is not None)
        found = bounces.collect(session, _messages(place), seals=seals, now=doors.now())
    if output is Output.JSON:
        show_record({name.replace(" ", "_"): number for name, number in found.counted.items()})
    said = ", ".join(f"{number} {name}" for name, number in found.counted.items() if number)
    say(f"{'Would have: ' if dry_run else ''}{said or 'nothing there'}")
    warn(found.told)


@app.command("complaints")
def show_complaints(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """Show how many readers complained of each mailing, and of all in the last 30 days.

    Large receivers want fewer than 0.1 % and shut their doors at 0.3 %.

    \b
    Examples:
      outreach bounces complaints
      outreach bounces complaints --format json
    """
    from outreach.model.complaint import ROLLING_DAYS
    from outreach.store import bounces

    with doors.rows() as rows:
        show(bounces.rates(rows), RATES, output=output, file=file)
        rolling = bounces.rate_of_late(rows, now=doors.now())
    say(f"In the last {ROLLING_DAYS} days {rolling}")


def _messages(place: Path) -> Iterator[bytes]:
    from outreach.mail.dsn import mailbox

    return mailbox.split(contents(place)) if str(place) == "-" else mailbox.messages(place)
