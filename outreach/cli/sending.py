"""Sending at the command line: a look before, a bar while it goes, and what became of it."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.output import Output, say, show_record, warn
from outreach.errors import SomeNotDelivered

if TYPE_CHECKING:
    from outreach.services.mailings import Outcome
    from outreach.settings import Settings

_WAITING = ("planned", "sending", "deferred")


def send(
    mailing_id: int, *, limit: int | None, yes: bool, output: Output, dry_run: bool = False, begun: bool = False
) -> None:
    """Sends, or (`begun`) goes on sending, after asking. Raises SomeNotDelivered and what `mailings.send` raises."""
    from outreach.cli.watching import reporting, watching
    from outreach.services import mailings

    settings = doors.settings()
    transport = bootstrap.transport(settings)
    _look_before(mailing_id, where=transport.where, limit=limit, yes=yes or dry_run)
    if dry_run:
        return
    go = mailings.resume if begun else mailings.send
    by_machine = output is Output.JSON and not sys.stderr.isatty()
    with reporting() if by_machine else watching() as step:
        outcome = go(
            doors.engine(),
            mailing_id,
            transport=transport,
            connections=settings.smtp_connections,
            now=doors.now,
            limit=limit,
            progress=step,
            **_manners(settings),
        )
    _say_outcome(mailing_id, outcome, output=output)


def _manners(settings: "Settings") -> dict[str, Any]:
    """How long to keep trying, and when to stop for refusals, where a setting says so."""
    manners: dict[str, Any] = {}
    if settings.give_up_after is not None:
        manners["give_up_after"] = settings.give_up_after
    if settings.max_refusals is not None:
        manners["pause_above"] = float(settings.max_refusals)
    return manners


def _look_before(mailing_id: int, *, where: str, limit: int | None, yes: bool) -> None:
    """Says what is about to go where, and asks."""
    from outreach.services import mailings

    with doors.reading() as session:
        mailing = mailings.show(session, mailing_id)
        warn(mailings.doubts(session, mailing_id, now=doors.now()))
    waiting = sum(mailing["counts"][status] for status in _WAITING)
    number = min(waiting, limit) if limit else waiting
    say(f"Mailing {mailing_id}: {mailing['title']}")
    say(f"{number} of {mailing['total']} messages, to {where}")
    if number and not yes:
        typer.confirm("Send them? Mail cannot be taken back", abort=True, err=True)


def _say_outcome(mailing_id: int, outcome: "Outcome", *, output: Output) -> None:
    from outreach.services import mailings

    with doors.reading() as session:
        mailing = mailings.show(session, mailing_id)
    if output is Output.JSON:
        show_record(mailing)
    else:
        say(in_words(mailing))
    _say_what_is_next(mailing)
    if mailing["counts"]["unknown"]:
        say(f"Decide about the unknown ones: `outreach mailings resolve {mailing_id} --sent` or `--resend`")
    if outcome.pause_reason:
        raise SomeNotDelivered(
            f"mailing {mailing_id} holds itself back: {outcome.pause_reason}; "
            f"`outreach mailings show {mailing_id} --deliveries` says why, "
            f"`outreach mailings resume {mailing_id}` goes on"
        )
    undelivered = max(outcome.undelivered, mailing["counts"]["unknown"])
    if undelivered:
        raise SomeNotDelivered(
            f"{undelivered} were not accepted; `outreach mailings show {mailing_id} --deliveries` says why"
        )


def _say_what_is_next(mailing: dict[str, Any]) -> None:
    from outreach.services import mailings

    if not (mailing["counts"]["planned"] or mailing["counts"]["deferred"]):
        return
    number = mailing["id"]
    if mailing["status"] == "paused":
        say(f"`outreach mailings resume {number}` goes on")
        return
    with doors.reading() as session:
        later = mailings.next_due(session, number, now=doors.now())
    if later:
        say(f"The next can go at {later:%Y-%m-%d %H:%M} UTC: `outreach mailings send {number}`, or `send --due`")
    else:
        say(f"`outreach mailings send {number}` goes on")


def in_words(mailing: dict[str, Any]) -> str:
    """Where a mailing stands, in a sentence."""
    counts = ", ".join(f"{number} {status}" for status, number in mailing["counts"].items() if number)
    why = f" ({mailing['pause_reason']})" if mailing["pause_reason"] else ""
    return f"Mailing {mailing['id']} is {mailing['status']}{why}: {counts}"
