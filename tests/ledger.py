"""A mailing in the ledger without its messages, and the steps of its deliveries: for tests of the store."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import select

from outreach.model.mailing import DeliveryStatus as S
from outreach.model.message import Attachment
from outreach.store import database, mailings
from outreach.store.mailings import Delivery, settling
from outreach.store.rows import DeliveryRow, MailingRow, MoveRow

LEASE = timedelta(minutes=30)


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def kept(engine: Engine, number: int, *, attachments: tuple[Attachment, ...] = (), uid: str = "u") -> int:
    """A planned mailing to so many recipients; gives its number."""
    mailing = MailingRow(
        uid=uid, status="planned", title="T", source="S", form={}, lists=["L"], planned_at=NOW, changed_at=NOW
    )
    deliveries = [
        mailings.Planned(
            address=f"R{n}@example.com",
            key=f"r{n}@example.com",
            merge={"name": "Zoë"},
            message_id=f"<{n}@x>",
            sha256="0" * 64,
        )
        for n in range(number)
    ]
    with database.writing(engine) as session:
        return mailings.add(session, mailing, attachments=attachments, deliveries=deliveries)


def claim(engine: Engine, mailing_id: int, limit: int, *, sender: str = "a", now: datetime = NOW) -> list[Delivery]:
    with database.writing(engine) as session:
        return mailings.claim(session, mailing_id, sender=sender, limit=limit, now=now, lease=LEASE)


def settle(
    engine: Engine, delivery: Delivery, after: S, *, sender: str = "a", reply: str = "250 ok", now: datetime = NOW
) -> S:
    with database.writing(engine) as session:
        return settling.settle(session, delivery, after, sender=sender, reply=reply, now=now)


def counts(engine: Engine, mailing_id: int) -> dict[str, int]:
    with database.reading(engine) as session:
        return {str(status): number for status, number in mailings.counts(session, mailing_id).items() if number}


def row_of(engine: Engine, delivery: Delivery) -> DeliveryRow:
    with database.reading(engine) as session:
        found = session.get(DeliveryRow, delivery.id)
        assert found is not None
        session.expunge(found)
        return found


def moves(engine: Engine, delivery: Delivery) -> list[tuple[str, str, str | None]]:
    with database.reading(engine) as session:
        rows = session.exec(select(MoveRow).where(MoveRow.delivery_id == delivery.id).order_by(MoveRow.id))  # type: ignore[arg-type]
        return [(row.before, row.after, row.reply) for row in rows]
