"""A mailing that is ready to go, and where it stands: for tests of sending."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from outreach.mail import transport
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Approved, Attachment, Edition, Parts
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.services import mailings
from outreach.store import database
from tests.smtp_server import SmtpServer

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SENDER = NamedAddress("press@example.org", "Press Office")
PARTS = Parts(
    "Migration talks open in Vienna",
    "Dear {{ recipient.name }},\n\nTalks open on Tuesday.\n.\n",
    "<p>Dear {{ recipient.name }},</p>\n<p>Talks open on Tuesday.</p>\n",
)


def approved(*, parts: Parts = PARTS, attachments: Sequence[Attachment] = (), reply_to: str | None = None) -> Approved:
    """An advisory that may be planned."""
    return Approved(
        title="Migration talks open in Vienna",
        source="---\nheadline: Migration talks open in Vienna\n---\n",
        parts=parts,
        attachments=tuple(attachments),
        reply_to=reply_to,
    )


def recipient(address: str, name: str = "Zoë O'Brien-Łukasz", **said: str) -> Recipient:
    """Somebody at `address`, about whom the directory knows what is `said`."""
    known = dict.fromkeys(MERGE_FIELDS, "") | {"name": name, "email": address} | said
    return Recipient(address, address.casefold(), None, known)


def recipients(number: int) -> list[Recipient]:
    """Somebody at r1@example.com, at r2@example.com, and so on."""
    return [recipient(f"r{n}@example.com", f"Zoë the {n}th") for n in range(1, number + 1)]


def planned(engine: Engine, number: int, *, now: datetime, parts: Parts = PARTS) -> int:
    """A mailing to so many recipients; gives its number."""
    with database.writing(engine) as session:
        plan = mailings.plan(
            session,
            Edition(approved(parts=parts)),
            mailings.Terms(sender=SENDER, organisation="Organisation", now=now),
            recipients=recipients(number),
            excluded={},
            lists=["Vienna press"],
        )
    return plan.id


def plan(engine: Engine, **changes: Any) -> mailings.Plan:
    """Plans a mailing to three people, but for what is changed."""
    usual: dict[str, Any] = {
        "recipients": recipients(3),
        "excluded": {},
        "lists": ["Vienna press"],
    }
    agreed: dict[str, Any] = {"sender": SENDER, "organisation": "Organisation", "now": NOW}
    agreed |= {name: changes.pop(name) for name in _TERMS & changes.keys()}
    what = changes.pop("edition", None) or Edition(changes.pop("approved", approved()))
    with database.writing(engine) as session:
        return mailings.plan(session, what, mailings.Terms(**agreed), **usual | changes)


_TERMS = {field.name for field in fields(mailings.Terms)}
_MANNERS = {field.name for field in fields(mailings.Manners)}


def send(engine: Engine, number: int, server: SmtpServer, **options: Any) -> mailings.Outcome:
    """Sends the mailing over four lines to `server`, but for what is changed."""
    usual: dict[str, Any] = {
        "connections": 4,
        "now": lambda: NOW,
        "transport": transport.smtp(server.url, timeout=2, end_timeout=2),
    }
    said = {name: options.pop(name) for name in _MANNERS & options.keys()}
    usual["manners"] = mailings.Manners(**said)
    return mailings.send(engine, number, **usual | options)


def message(engine: Engine, mailing_id: int, address: str) -> bytes:
    """What `address` gets."""
    with database.reading(engine) as session:
        return mailings.message(session, mailing_id, address)


def statuses(engine: Engine, mailing_id: int) -> dict[str, str]:
    """Where every delivery stands, by address."""
    with database.reading(engine) as session:
        shown = mailings.show_with_deliveries(session, mailing_id)
    return {delivery["address"]: delivery["status"] for delivery in shown["deliveries"]}


def status(engine: Engine, mailing_id: int) -> str:
    """Where the mailing stands."""
    with database.reading(engine) as session:
        found: str = mailings.show(session, mailing_id)["status"]
    return found


def counts(engine: Engine, mailing_id: int) -> dict[str, int]:
    """How many deliveries stand where, without those that are none."""
    with database.reading(engine) as session:
        shown = mailings.show(session, mailing_id)
    return {name: number for name, number in shown["counts"].items() if number}


def expect_agreement(engine: Engine, number: int, server: SmtpServer) -> None:
    """Nobody has two; who was accepted has one; who has one is not thought to have none."""
    for address, stands in statuses(engine, number).items():
        copies = server.copies[address]
        assert copies <= 1, address
        assert copies == 1 or stands != "accepted", (address, stands)
        assert copies == 0 or stands in ("accepted", "unknown"), (address, stands)
