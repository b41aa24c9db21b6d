"""Addresses at which nobody is: a server that refuses one says so as well as a bounce does."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from outreach.errors import AlreadyThere
from outreach.model import reply
from outreach.model.bounce import Bounce
from outreach.model.mailing import DeliveryStatus
from outreach.model.values import EmailAddress
from outreach.services.mailings.outcome import Outcome
from outreach.store import database, mailings, suppressions
from outreach.store.rows import DeliveryRow

_S = DeliveryStatus


def closed(engine: Engine, outcome: Outcome, *, now: datetime) -> Outcome:
    """From now on nothing goes to whom the server refused because nobody is there (5.1.1 and the like, never 5.7.x).

    The `outcome` with how many these are, of this run and of those before. A server that has refused more of a mailing
    than it took says nothing about anybody: then something is wrong with it, or with us.
    """
    refused = outcome.counts.get(_S.REFUSED, 0)
    if not refused or refused > outcome.counts.get(_S.ACCEPTED, 0):
        return outcome
    with database.writing(engine) as session:
        gone = [row for row in mailings.refused(session, outcome.mailing_id) if _is_nobody_there(row)]
        number = sum(_close(session, row, now=now) for row in gone)
    return replace(outcome, closed=number)


def _is_nobody_there(delivery: DeliveryRow) -> bool:
    said = delivery.reply or ""
    code = reply.read(said).code or ""
    return code.startswith("5.") and Bounce((delivery.address,), code, said).is_hard


def _close(session: Session, delivery: DeliveryRow, *, now: datetime) -> bool:
    reason = f"refused on {now:%Y-%m-%d}, mailing {delivery.mailing_id}: {delivery.reply}"
    try:
        suppressions.add(session, EmailAddress.parse(delivery.address), reason=reason, now=now)
    except AlreadyThere:
        return False
    session.flush()
    return True
