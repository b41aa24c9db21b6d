"""Mailings in time: when one may go, everything that is due (for cron and systemd), and holding one back."""

from datetime import datetime
from typing import TYPE_CHECKING

from outreach.cli import approval, doors, sending
from outreach.cli.options import DryRunOption, MailingArgument
from outreach.cli.output import Output, say
from outreach.errors import AdvisoryProblem, InvalidValue, SomeNotDelivered, WrongUsage

if TYPE_CHECKING:
    from outreach.model.advisory import Moment
    from outreach.model.local_hours import LocalHours


def instant(embargo: "Moment | None", *, at: str | None, at_embargo: bool) -> datetime | None:
    """The instant before which nothing goes: what --at says, or the embargo's end. Raises WrongUsage, InvalidValue."""
    if at is not None and at_embargo:
        raise WrongUsage("say one: --at with a time, or --at-embargo")
    if not at_embargo:
        return approval.instant(at) if at else None
    if embargo is None:
        raise WrongUsage("the advisory has no embargo; say when with --at, or leave --at-embargo out")
    if embargo.instant <= doors.now():
        written = f"{embargo.instant:%Y-%m-%d %H:%M} UTC"
        raise InvalidValue("--at-embargo", written, "is past; leave --at-embargo out to send at once")
    return embargo.instant


def hours(written: str | None) -> "LocalHours | None":
    """The hours that --local-hours means. Raises InvalidValue."""
    from outreach.model.local_hours import LocalHours

    return LocalHours.parse(written) if written else None


def send_due(*, dry_run: bool, insecure: bool, output: Output) -> None:
    """Sends all that is due, one mailing after another. Raises SomeNotDelivered, and what stops every mailing."""
    from outreach.services import mailings

    with doors.reading() if dry_run else doors.writing() as session:
        ready, missed = mailings.due(session, now=doors.now())
    for mailing_id in missed:
        say(f"Mailing {mailing_id} was missed: its time is over an hour past. `outreach mailings send {mailing_id}`")
        say(f"sends it, if it is still worth sending; `outreach mailings cancel {mailing_id}` lets it be")
    troubles = [f"{len(missed)} missed" for _ in missed[:1]]
    for mailing_id in ready:
        try:
            sending.send(mailing_id, limit=None, yes=True, dry_run=dry_run, insecure=insecure, output=output)
        except (SomeNotDelivered, AdvisoryProblem) as trouble:
            troubles.append(f"mailing {mailing_id}: {trouble}")
    if troubles and not dry_run:
        raise SomeNotDelivered("; ".join(troubles))


def pause_mailing(mailing_id: MailingArgument, dry_run: DryRunOption = False) -> None:
    """Hold a mailing back, also while it is being sent from another terminal. `resume` lets it go on.

    \b
    Example:
      outreach mailings pause 3
    """
    from outreach.services import mailings

    with doors.reading() if dry_run else doors.writing() as session:
        number = mailings.pause(session, mailing_id, now=doors.now())
    say(
        f"{'Would hold' if dry_run else 'Held'} back {number} messages; `outreach mailings resume {mailing_id}` goes on"
    )
