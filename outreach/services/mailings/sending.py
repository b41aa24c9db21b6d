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
from outreach.model.mailing import MailingStatus
from outreach.services.mailings import interruption, senders
from outreach.services.mailings.hold import LEASE
from outreach.services.mailings.run import Outcome, Run, Step
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
) -> Outcome:
    """Goes on with a mailing that was begun; like `send`, but refuses one that never was. Raises WrongUsage."""
    with database.reading(engine) as session:
        if mailings.numbered(session, mailing_id).status == MailingStatus.PLANNED:
            raise WrongUsage(f"mailing {mailing_id} was not begun yet; `outreach mailings send {mailing_id}` begins it")
    return send(
        engine, mailing_id, transport=transport, connections=connections, now=now, limit=limit, progress=progress
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
    sender: str | None = None,
    patience: float = PATIENCE,
    lease: timedelta = LEASE,
) -> Outcome:
    """Sends what is planned, and what was deferred and is due, over at most so many `connections`; at most `limit`.

    Called again it goes on. What another run left in hand when it died becomes unknown and is not sent. A recipient who
    is refused stops nobody else. `progress` is called after each delivery that was written down.

    Raises NotFound; WrongUsage before the time it is planned for, or when it was cancelled; ServerUnavailable when the
    last line is gone, AdvisoryProblem when a message is not the one that was planned, and KeyboardInterrupt: each after
    all that was on the wire is written down (it is waited for `patience` seconds) and the mailing is stopped.
    """
    run = Run(engine, mailing_id, now=now, progress=progress, sender=sender or senders.this_run(), lease=lease)
    with interruption.noted() as stop:
        run.begin(transport, connections=connections, limit=limit)
        try:
            run.go(stop)
        finally:
            outcome = run.end(stop, patience=patience)
    if run.was_stopped:
        raise KeyboardInterrupt
    return outcome
