"""Sending at the command line: a look before, a bar while it goes, and what became of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.output import Output, say, show_record, warn
from outreach.errors import SomeNotDelivered

if TYPE_CHECKING:
    from outreach.services.mailings import Outcome, Step

_WAITING = ("planned", "sending", "deferred")


def send(
    mailing_id: int, *, limit: int | None, yes: bool, output: Output, dry_run: bool = False, insecure: bool = False
) -> None:
    """Sends, after asking. Raises SomeNotDelivered and what `mailings.send` raises."""
    from outreach.services import mailings

    _expect_ready(mailing_id)
    _go(mailings.send, mailing_id, limit=limit, yes=yes, output=output, dry_run=dry_run, insecure=insecure)


def resume(mailing_id: int, *, limit: int | None, yes: bool, output: Output, insecure: bool) -> None:
    """Goes on sending, after asking, also what was paused. Raises what `mailings.resume` raises."""
    from outreach.services import mailings

    _go(mailings.resume, mailing_id, limit=limit, yes=yes, output=output, dry_run=False, insecure=insecure)


def _go(
    go: Callable[..., "Outcome"],
    mailing_id: int,
    *,
    limit: int | None,
    yes: bool,
    output: Output,
    dry_run: bool,
    insecure: bool,
) -> None:
    settings = doors.settings()
    if not insecure:
        bootstrap.expect_protected(settings)
    transport, manners = bootstrap.transport(settings), bootstrap.manners(settings)
    if not _is_agreed(mailing_id, where=transport.where, limit=limit, yes=yes, dry_run=dry_run):
        return
    with _watched(mailing_id, output) as step:
        outcome = go(
            doors.engine(),
            mailing_id,
            transport=transport,
            connections=settings.smtp_connections,
            now=doors.now,
            limit=limit,
            progress=step,
            manners=manners,
        )
    _say_outcome(mailing_id, outcome, output=output)


@contextmanager
def _watched(mailing_id: int, output: Output) -> Iterator[Callable[["Step"], None]]:
    """What to call after each delivery; whoever stops it is told where it stands."""
    from outreach.cli.watching import reporting, watching
    from outreach.services import processes

    processes.set_apart_what_is_loaded()
    by_machine = output is Output.JSON and not sys.stderr.isatty()
    try:
        with reporting() if by_machine else watching() as step:
            yield step
    except KeyboardInterrupt:
        _say_stopped(mailing_id)
        raise typer.Exit(130) from None


def leave_to_workers(mailing_id: int, *, yes: bool, dry_run: bool) -> None:
    """Has the workers send it, after asking. Raises WrongUsage and what `mailings.leave_to_workers` raises."""
    from outreach.cli.worker import expect_shared_store
    from outreach.services import mailings

    expect_shared_store()
    _expect_ready(mailing_id)
    if not _is_agreed(mailing_id, where="the workers", limit=None, yes=yes, dry_run=dry_run):
        return
    with doors.writing() as session:
        mailings.leave_to_workers(session, mailing_id, now=doors.now())
    from outreach.worker.jobs import knock

    if not knock(doors.settings().database_url):
        say("No worker could be called: was one ever started on this store? `outreach worker` starts one")
    say(f"Left to the workers; `outreach mailings show {mailing_id}` shows how it stands")


def signed_now(message: bytes) -> bytes:
    """The fields (DKIM) that `message` would get if it were sent now. Raises what `bootstrap.signing` raises."""
    return bootstrap.signing(doors.settings())(message)


def _expect_ready(mailing_id: int) -> None:
    from outreach.services import mailings

    with doors.reading() as session:
        mailings.expect_ready(session, mailing_id, now=doors.now())


def _is_agreed(mailing_id: int, *, where: str, limit: int | None, yes: bool, dry_run: bool) -> bool:
    """Says what is about to go where, and asks; False where it was only to be said."""
    from outreach.services import mailings

    with doors.reading() as session:
        mailing = mailings.show(session, mailing_id)
        warn(mailings.doubts(session, mailing_id, now=doors.now()))
    warn(bootstrap.doubts_of_signing(doors.settings()))
    waiting = sum(mailing["counts"][status] for status in _WAITING)
    number = min(waiting, limit) if limit else waiting
    say(f"Mailing {mailing_id}: {mailing['title']}")
    say(f"{number} of {mailing['total']} messages, to {where}")
    if not (yes or dry_run):
        if number:
            typer.confirm("Send them? Mail cannot be taken back", abort=True, err=True)
        _ask_about_restored(mailing)
    return not dry_run


def _ask_about_restored(mailing: dict[str, Any]) -> None:
    """A mailing that came back out of a backup goes when a person at the keyboard says that it has not gone since."""
    from outreach.services import mailings

    if mailing["restored_at"] is None:
        return
    since = mailing["restored_at"][:16].replace("T", " ")
    say(f"It came back out of a backup on {since} UTC: it may have gone out since.")
    typer.confirm("Are you sure that it has not? Your mail server's log says", abort=True, err=True)
    with doors.writing() as session:
        mailings.release(session, mailing["id"], now=doors.now())


def _say_outcome(mailing_id: int, outcome: "Outcome", *, output: Output) -> None:
    from outreach.services import mailings

    with doors.reading() as session:
        mailing = mailings.show(session, mailing_id)
    if output is Output.JSON:
        show_record(mailing)
    else:
        say(in_words(mailing))
    _say_what_is_next(mailing)
    if outcome.closed:
        say(f"{outcome.closed} of them get nothing more, nobody is there: `outreach suppressions` lists them")
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


def _say_stopped(mailing_id: int) -> None:
    """Where a mailing stands whose sending somebody stopped, and that it may go on without them."""
    from outreach.services import mailings

    with doors.reading() as session:
        mailing = mailings.show(session, mailing_id)
    warn([f"stopped. {in_words(mailing)}"])
    if mailing["counts"]["planned"] or mailing["counts"]["deferred"]:
        warn(
            [
                f"`outreach mailings send {mailing_id}` goes on, and so does the next `send --due`; "
                f"`outreach mailings pause {mailing_id}` holds the rest, `cancel {mailing_id}` gives it up"
            ]
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
    held = " (held: restored from a backup)" if mailing["restored_at"] else ""
    why = f" ({mailing['pause_reason']})" if mailing["pause_reason"] else ""
    against = f"; complaint rate {mailing['complaint_rate']:.2f} %" if mailing["counts"]["complained"] else ""
    return f"Mailing {mailing['id']} is {mailing['status']}{held}{why}: {counts}{against}"
