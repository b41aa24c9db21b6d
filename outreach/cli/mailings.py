"""`outreach mailings`: an advisory to some lists, one message a person, every one of them accounted for."""

from typing import Annotated, Any

import typer

from outreach.cli import correcting, doors, planning, proving, sending, timing
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, MailingArgument, YesOption
from outreach.cli.output import Output, View, say, show, show_record, write_bytes
from outreach.errors import WrongUsage

app = group(
    "Mailings: plan an advisory for some lists, send it, and see what became of every message.",
    "mailings plan advisory.md --list Vienna",
    "mailings send 3",
    "mailings show 3 --deliveries",
    'mailings correct 3 advisory.md --note "It starts at 11:00."',
)
InsecureOption = Annotated[
    bool, typer.Option("--insecure", help="Send over smtp:// to another machine, readable for all on the way.")
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many messages, to begin with.")]

MAILINGS: View[dict[str, Any]] = View(
    columns={
        "ID": lambda mailing: str(mailing["id"]),
        "Status": lambda mailing: mailing["status"],
        "Advisory": lambda mailing: mailing["title"],
        "Lists": lambda mailing: ", ".join(mailing["lists"]),
        "Accepted": lambda mailing: f"{mailing['counts']['accepted']} of {mailing['total']}",
        "Planned": lambda mailing: mailing["planned_at"][:16].replace("T", " ") + " UTC",
    },
    record=lambda mailing: mailing,
)
DELIVERIES: View[dict[str, Any]] = View(
    columns={
        "Address": lambda delivery: delivery["address"],
        "Status": lambda delivery: delivery["status"],
        "Attempts": lambda delivery: str(delivery["attempts"]),
        "Reason": lambda delivery: delivery["reason"] or "",
        "Server's reply": lambda delivery: delivery["reply"] or "",
        "Changed": lambda delivery: delivery["changed_at"][:19].replace("T", " ") + " UTC",
    },
    record=lambda delivery: delivery,
)


@app.command("list")
def list_mailings(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List mailings, the newest first."""
    from outreach.services import mailings

    with doors.reading() as session:
        show(mailings.overview(session), MAILINGS, output=output, file=file)


app.command("plan")(planning.plan_mailing)


@app.command("send")
def send_mailing(
    mailing_id: Annotated[int | None, typer.Argument(metavar="[ID]", help="The mailing's number.")] = None,
    due: Annotated[bool, typer.Option("--due", help="All whose time has come; for cron and systemd.")] = False,
    by_worker: Annotated[
        bool, typer.Option("--by-worker", help="Leave it to the workers (`outreach worker`).")
    ] = False,
    limit: LimitOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    insecure: InsecureOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Send a mailing, or go on sending it. Nobody gets it twice; Ctrl-C stops it, the same command goes on.

    With --format json, and stderr in a file or a pipe, each message is a line of JSON there as it is written down.

    \b
    Examples:
      outreach mailings send 3 --limit 1     one message first, to look at
      outreach mailings send 3
      outreach mailings send --due           everything whose time has come; does not ask
      outreach mailings send 3 --by-worker   by whatever machines run `outreach worker`
    """
    if by_worker and (mailing_id is None or limit is not None):
        raise WrongUsage("--by-worker goes with a mailing's number, and without --limit: workers send all of it")
    if due == (mailing_id is not None):
        raise WrongUsage("say what to send: a mailing's number, or --due for all whose time has come")
    if mailing_id is None:
        timing.send_due(dry_run=dry_run, insecure=insecure, output=output)
        return
    if by_worker:
        sending.leave_to_workers(mailing_id, yes=yes, dry_run=dry_run)
        return
    sending.send(mailing_id, limit=limit, yes=yes, dry_run=dry_run, insecure=insecure, output=output)


@app.command("resume")
def resume_mailing(
    mailing_id: MailingArgument,
    limit: LimitOption = None,
    yes: YesOption = False,
    insecure: InsecureOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Go on with a mailing that was begun and stopped, or paused. What is unknown stays so until you resolve it.

    One that held itself back because too many were refused does not stop again until their share has doubled.
    """
    sending.resume(mailing_id, limit=limit, yes=yes, insecure=insecure, output=output)


@app.command("show")
def show_mailing(
    mailing_id: MailingArgument,
    deliveries: Annotated[bool, typer.Option("--deliveries", help="Every recipient, with the server's reply.")] = False,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """Show where a mailing stands.

    \b
    Examples:
      outreach mailings show 3
      outreach mailings show 3 --deliveries --format csv -o ledger.csv
    """
    from outreach.services import mailings

    with doors.reading() as session:
        found = (mailings.show_with_deliveries if deliveries else mailings.show)(session, mailing_id)
    if output is Output.JSON:
        show_record(found, file=file)
    elif deliveries:
        show(found["deliveries"], DELIVERIES, output=output, file=file)
    else:
        show([found], MAILINGS, output=output, file=file)
    if output is Output.TABLE:
        say(sending.in_words(found))


@app.command("message")
def show_message(
    mailing_id: MailingArgument,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The recipient.", show_default=False)],
    file: FileOption = None,
) -> None:
    """Print the exact bytes that a recipient gets, or got, with the signatures (DKIM) that went in front.

    \b
    Example:
      outreach mailings message 3 ines@example.com -o proof.eml
    """
    from outreach.services import mailings

    with doors.reading() as session:
        write_bytes([mailings.message(session, mailing_id, address, sign=sending.signed_now)], file)


@app.command("cancel")
def cancel_mailing(mailing_id: MailingArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Cancel what has not been sent. What was sent stays sent."""
    from outreach.services import mailings

    if not dry_run and not yes:
        with doors.reading() as session:
            number = mailings.cancel(session, mailing_id, now=doors.now())
        typer.confirm(f"Cancel {number} messages of mailing {mailing_id}?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        number = mailings.cancel(session, mailing_id, now=doors.now())
    say(f"{'Would cancel' if dry_run else 'Cancelled'} {number} messages")


@app.command("release")
def release_mailing(mailing_id: MailingArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Let a mailing go that is held because the store was restored from a backup.

    It may have gone out after the backup was made: look at your mail server's log first. Nothing is sent yet.

    \b
    Examples:
      outreach mailings release 3
      outreach mailings release 3 --yes
    """
    from outreach.services import mailings

    if not dry_run and not yes:
        typer.confirm(f"Are you sure that mailing {mailing_id} has not gone out since?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        mailings.release(session, mailing_id, now=doors.now())
    say(f"Mailing {mailing_id} {'would be' if dry_run else 'is'} free; `outreach mailings send {mailing_id}` sends it")


@app.command("resolve")
def resolve_mailing(
    mailing_id: MailingArgument,
    address: Annotated[str | None, typer.Argument(metavar="[ADDRESS]", help="One recipient; all without it.")] = None,
    sent: Annotated[bool, typer.Option("--sent", help="They have it: your mail server's log says so.")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="They do not have it: send it to them again.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Decide about messages of which nobody knows whether they arrived (the power failed, the line broke).

    \b
    Examples:
      outreach mailings resolve 3 ines@example.com --sent
      outreach mailings resolve 3 --resend
    """
    from outreach.services import mailings

    if sent == resend:
        raise WrongUsage("say what is true: --sent if they have it, --resend if they do not")
    decide = mailings.resolve_as_sent if sent else mailings.resolve_for_resending
    with doors.reading() if dry_run else doors.writing() as session:
        number = decide(session, mailing_id, address=address, now=doors.now())
    say(f"{'Would mark' if dry_run else 'Marked'} {number} as {'accepted' if sent else 'planned'}")
    if resend and not dry_run:
        say(f"`outreach mailings send {mailing_id}` sends them")


app.command("prove")(proving.prove_mailing)
app.command("pause")(timing.pause_mailing)
app.command("correct")(correcting.correct_mailing)
app.command("cancel-event")(correcting.cancel_event)
