"""Sending, and going on with it. What we promise is *at most once unless a person decides*.

SMTP cannot do better, because an answer can get lost (RFC 1047). These are the only services that take the engine
rather than a session: each step is committed before the next octet goes over the wire, because a sent mail cannot be
rolled back (see run).
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from outreach.errors import AdvisoryProblem, WrongUsage
from outreach.mail.letter import Transport
from outreach.model.mailing import MailingStatus
from outreach.services.mailings import dead_ends, interruption, senders
from outreach.services.mailings.interruption import Interruption
from outreach.services.mailings.manners import Manners
from outreach.services.mailings.outcome import Outcome, Step
from outreach.services.mailings.pausing import lift
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
    manners: Manners | None = None,
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
        manners=manners,
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
    manners: Manners | None = None,
    sender: str | None = None,
    patience: float = PATIENCE,
    stop: Interruption | None = None,
) -> Outcome:
    """Sends what is planned, and what was deferred and is due, over at most so many `connections`; at most `limit`.

    Called again it goes on. What another run left in hand when it died becomes unknown and is not sent. A recipient who
    is refused stops nobody else; an address at which nobody is gets nothing more (see dead_ends). `progress` is called
    after each delivery that was written down. `stop` is one that may ask to stop, as signals do that arrive in the main
    thread.

    Raises NotFound; WrongUsage before the time it is planned for, or when it was paused or cancelled; ServerUnavailable
    when the last line is gone, AdvisoryProblem when a message is not the one planned, and KeyboardInterrupt: each after
    all that was on the wire is written down (it is waited for `patience` seconds) and the mailing is stopped; for an
    AdvisoryProblem it is paused.
    """
    by = sender or senders.this_run()
    run = Run(engine, mailing_id, now=now, progress=progress, sender=by, manners=manners or Manners())
    with interruption.noted(stop) as stopping:
        run.begin(transport, connections=connections, limit=limit)
        try:
            outcome = run.through(stopping, patience=patience)
        except AdvisoryProblem as problem:
            run.hold_back(str(problem))
            raise
    if run.was_stopped:
        raise KeyboardInterrupt
    return dead_ends.closed(engine, outcome, now=now())
