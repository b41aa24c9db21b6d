"""`outreach mailings correct` and `cancel-event`: taking back what went out, from exactly those who have it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import approval, doors
from outreach.cli.options import DryRunOption, FormatOption, YesOption
from outreach.cli.output import Output, say, show_record

if TYPE_CHECKING:
    from outreach.services.mailings import Plan

IdArgument = Annotated[int, typer.Argument(metavar="ID", help="The mailing's number.", show_default=False)]
NoteOption = Annotated[str, typer.Option("--note", help="Your own sentence on what has changed; it stands first.")]


def correct_mailing(
    mailing_id: IdArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The advisory as it is right.", show_default=False)],
    note: NoteOption = "",
    at: Annotated[str | None, typer.Option("--at", help='Not before: "2026-12-01 09:00 Europe/Vienna".')] = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Plan the correction of a mailing: for those who have it, and the right version for those who still wait.

    Who has it gets the right version in the same thread, marked as a correction, with what has changed at the top. Who
    still waits gets only the right version. Nothing is sent yet.

    \b
    Examples:
      outreach mailings correct 3 advisory.md --note "The session starts at 11:00, not at 10:00."
      outreach mailings correct 3 advisory.md --dry-run
    """
    from outreach.services import advisories, mailings
    from outreach.store import database, gazetteer

    settings = doors.settings()
    sender = bootstrap.sender(settings)
    _ask(f"Take back what waits of mailing {mailing_id}, and plan its correction?", yes=yes or dry_run)
    with doors.reading() if dry_run else doors.writing() as session:
        right, marked = advisories.correction(
            approval.versions(file),
            approval.surroundings(database.rows_of(session), file),
            earlier=mailings.earlier(session, mailing_id),
            city=gazetteer.city,
            note=note,
            **approval.house_style(),  # type: ignore[arg-type]
        )
        plan = mailings.correct(
            session,
            mailing_id,
            right=right,
            marked=marked,
            sender=sender,
            organisation=settings.organisation,
            now=doors.now(),
            way_off=bootstrap.way_off(settings),
            send_at=approval.instant(at) if at else None,
        )
    _say_plan(plan, f"correction of mailing {mailing_id}", output=output, dry_run=dry_run)


def cancel_event(
    mailing_id: IdArgument,
    note: NoteOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Plan the word that a mailing's event is off, for those who have the mailing. Nothing is sent yet.

    They get it in the same thread, marked as cancelled, with an entry that strikes the event out of their calendar. Who
    still waits gets nothing any more.

    \b
    Examples:
      outreach mailings cancel-event 3 --note "A new date will be announced."
      outreach mailings cancel-event 3 --dry-run
    """
    from outreach.services import advisories, mailings
    from outreach.store import database, gazetteer

    settings = doors.settings()
    sender = bootstrap.sender(settings)
    _ask(f"Take back what waits of mailing {mailing_id}, and plan the word that its event is off?", yes=yes or dry_run)
    with doors.reading() if dry_run else doors.writing() as session:
        marked = advisories.called_off(
            approval.surroundings(database.rows_of(session), Path("-")),
            earlier=mailings.earlier(session, mailing_id),
            city=gazetteer.city,
            note=note,
            **approval.house_style(),  # type: ignore[arg-type]
        )
        plan = mailings.call_off(
            session,
            mailing_id,
            marked=marked,
            sender=sender,
            organisation=settings.organisation,
            now=doors.now(),
            way_off=bootstrap.way_off(settings),
        )
    _say_plan(plan, f"cancellation for mailing {mailing_id}", output=output, dry_run=dry_run)


def _ask(question: str, *, yes: bool) -> None:
    if not yes:
        typer.confirm(question, abort=True, err=True)


def _say_plan(plan: "Plan", what: str, *, output: Output, dry_run: bool) -> None:
    if output is Output.JSON:
        show_record({"id": None if dry_run else plan.id, "recipients": plan.recipients, "excluded": plan.excluded})
        return
    for left_out in plan.excluded:
        say(f"Left out: {left_out['address']} ({left_out['reason']})")
    if dry_run:
        say(f"Would plan the {what} to {plan.recipients} people; nothing was kept")
    else:
        say(f"Planned mailing {plan.id}, the {what}, to {plan.recipients} people")
        say(f"`outreach mailings message {plan.id} ADDRESS` shows what one of them gets")
        say(f"`outreach mailings send {plan.id}` sends it")
