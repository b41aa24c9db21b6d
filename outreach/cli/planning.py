"""`outreach mailings plan`: every message written and frozen, and what is said of a plan."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import approval, doors, timing
from outreach.cli.options import DryRunOption, FormatOption
from outreach.cli.output import Output, say, show_record, warn

if TYPE_CHECKING:
    from outreach.model.local_hours import LocalHours
    from outreach.services.mailings import Plan, Terms


def plan_mailing(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The advisory.", show_default=False)],
    lists: Annotated[list[str], typer.Option("--list", help="A mailing list; may be given several times.")],
    exclude: Annotated[list[str], typer.Option("--exclude", help="A list whose people get nothing.")] = [],
    at: Annotated[str | None, typer.Option("--at", help='Not before: "2026-12-01 09:00 Europe/Vienna".')] = None,
    at_embargo: Annotated[bool, typer.Option("--at-embargo", help="Not before the embargo ends.")] = False,
    local_hours: Annotated[
        str | None, typer.Option("--local-hours", metavar="8-18", help="Only at these hours of each reader's own day.")
    ] = None,
    dry_run: DryRunOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Write every message of a mailing and freeze them. Nothing is sent; one missing field stops it all.

    With --at or --at-embargo it goes by itself at its time where `outreach mailings send --due` runs every minute. With
    --local-hours each message waits for those hours where its reader is; who has no time zone gets it at once.

    \b
    Examples:
      outreach mailings plan advisory.md --list "Vienna correspondents"
      outreach mailings plan advisory.md --list Vienna --exclude Local --at "2026-12-01 09:00 Europe/Vienna"
      outreach mailings plan advisory.md --list World --at-embargo
      outreach mailings plan advisory.md --list World --local-hours 8-18
    """
    from outreach.services import mailings
    from outreach.store import database, mailing_lists

    when, whole = timing.hours(local_hours), approval.versions(file)
    agreed = terms(send_at=timing.instant(whole.main.embargo, at=at, at_embargo=at_embargo), local_hours=when)
    with doors.reading() if dry_run else doors.writing() as session:
        readers = mailing_lists.audience(session, lists, now=agreed.now)
        edition = approval.approved(database.rows_of(session), whole, file, send_at=agreed.send_at, readers=readers)
        plan = mailings.plan_for_lists(session, edition, agreed, audience=readers, lists=lists, exclude=exclude)
        warn(mailings.doubts(session, plan.id, now=doors.now()))
    say_plan(plan, agreed, output=output, dry_run=dry_run)


def terms(*, send_at: datetime | None = None, local_hours: "LocalHours | None" = None) -> "Terms":
    """On what terms this office sends, as of now. Raises MissingSetting for an office without a sender."""
    from outreach.services.mailings import Terms

    settings = doors.settings()
    return Terms(
        sender=bootstrap.sender(settings),
        organisation=settings.organisation,
        now=doors.now(),
        send_at=send_at,
        way_off=bootstrap.way_off(settings),
        local_hours=local_hours,
    )


def say_plan(plan: "Plan", agreed: "Terms", *, output: Output, dry_run: bool, which: str = "") -> None:
    """What was planned, when it goes, and who gets nothing; `which` says what it is (", the correction of …,")."""
    if output is Output.JSON:
        show_record({"id": None if dry_run else plan.id, "recipients": plan.recipients, "excluded": plan.excluded})
        return
    for left_out in plan.excluded:
        say(f"Left out: {left_out['address']} ({left_out['reason']})")
    if dry_run:
        say(f"Would plan a mailing{which} to {plan.recipients} people; nothing was kept")
        return
    say(f"Planned mailing {plan.id}{which} to {plan.recipients} people; {_how_it_goes(plan.id, agreed)}")
    say(f"`outreach mailings message {plan.id} ADDRESS` shows what one of them gets")


def _how_it_goes(number: int, agreed: "Terms") -> str:
    by_itself = "a worker, or `outreach mailings send --due` every minute, sends it"
    hours = f", between {agreed.local_hours} where each reader is" if agreed.local_hours else ""
    if agreed.send_at:
        return f"from {agreed.send_at:%Y-%m-%d %H:%M} UTC on{hours}, {by_itself}"
    return f"`outreach mailings send {number}` sends it{hours}"
