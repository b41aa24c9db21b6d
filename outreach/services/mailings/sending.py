"""Sending, and going on with it. What we promise is *at most once unless a person decides*.

SMTP cannot do better, because an answer can get lost (RFC 1047). These are the only services that take the engine
rather than a session: each step is committed before the next octet goes over the wire, because a sent mail cannot be
rolled back (see run).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from outreach.errors import WrongUsage
from outreach.mail.letter import Transport
from outreach.mail.signing import Sign, unsigned
from outreach.model.mailing import GIVE_UP_AFTER, MailingStatus
from outreach.services.mailings import interruption, senders
from outreach.services.mailings.hold import LEASE
from outreach.services.mailings.outcome import Outcome, Step
from outreach.services.mailings.pace import Pace
from outreach.services.mailings.pausing import lift
from outreach.services.mailings.refusals import PAUSE_ABOVE
from outreach.services.mailings.return_path import ReturnPath
from outreach.services.mailings.run import Run
from outreach.store import database, mailings

# How long letters on the wire are waited for when we stop, in seconds; after that the lines are hung up.
PATIENCE = 30.0


def _unwatched(_step: Step) -> None:
    """Nobody looks."""


def resume(
    engine: Engine,
    mailing_id: int,
    *,
    transport: Transport,
    connections: int,
    now: Callable[[], datetime],
    limit: int | None = None,
    progress: Callable[[Step], None] = _unwatched,
    sign: Sign = unsigned,
    return_path: ReturnPath | None = None,
    pace: Pace | None = None,
    pause_above: float = PAUSE_ABOVE,
    give_up_after: timedelta = GIVE_UP_AFTER,
) -> Outcome:
    """Goes on with a mailing that was begun, or paused; like `send`, but refuses one that never was. Raises WrongUsage.

    One that was paused before its time only stands there as planned again.
    """
    with database.writing(engine) as session:
        mailing = mailings.numbered(session, mailing_id)
        if mailing.status == MailingStatus.PLANNED:
            raise WrongUsage(f"mailing {mailing_id} was not begun yet; `outreach mailings send {mailing_id}` begins it")
        status = lift(session, mailing_id, now=now())
        if status is MailingStatus.PLANNED and mailing.send_at is not None and mailing.send_at > now():
            return Outcome(mailing_id, status, mailings.counts(session, mailing_id), {})
    return send(
        *(engine, mailing_id),
        transport=transport,
        connections=connections,
        now=now,
        limit=limit,
        progress=progress,
        sign=sign,
        return_path=return_path,
        pace=pace,
        pause_above=pause_above,
        give_up_after=give_up_after,
    )


def send(
    engine: Engine,
    mailing_id: int,
    *,
    transport: Transport,
    connections: int,
    now: Callable[[], datetime],
    limit: int | None = None,
    progress: Callable[[Step], None] = _unwatched,
    sign: Sign = unsigned,
    return_path: ReturnPath | None = None,
    pace: Pace | None = None,
    sender: str | None = None,
    patience: float = PATIENCE,
    lease: timedelta = LEASE,
    pause_above: float = PAUSE_ABOVE,
    give_up_after: timedelta = GIVE_UP_AFTER,
) -> Outcome:
    """Sends what is planned, and what was deferred and is due, over at most so many `connections`; at most `limit`.

    Called again it goes on. What another run left in hand when it died becomes unknown and is not sent. A recipient who
    is refused stops nobody else, but when more than `pause_above` percent of at least 50 were, the mailing is paused.
    Who was put off for `give_up_after` is given up. `progress` is called after each delivery that was written down.
    `sign` makes the fields (DKIM) in front of each message, `return_path` the address of its bounces (without it the
    sender's); `pace` says how fast they may go.

    Raises NotFound; WrongUsage before the time it is planned for, or when it was paused or cancelled; ServerUnavailable
    when the last line is gone, AdvisoryProblem when a message is not the one planned, and KeyboardInterrupt: each after
    all that was on the wire is written down (it is waited for `patience` seconds) and the mailing is stopped.
    """
    run = Run(
        *(engine, mailing_id),
        now=now,
        progress=progress,
        sender=sender or senders.this_run(),
        sign=sign,
        return_path=return_path,
        pace=pace or Pace(),
        lease=lease,
        pause_above=pause_above,
        give_up_after=give_up_after,
    )
    with interruption.noted() as stop:
        run.begin(transport, connections=connections, limit=limit)
        try:
            run.go(stop)
        finally:
            outcome = run.end(stop, patience=patience)
    if run.was_stopped:
        raise KeyboardInterrupt
    return outcome
