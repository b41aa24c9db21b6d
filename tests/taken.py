"""A mailing that a server has taken for very many, without the time that sending takes; and what comes back of it."""

import re
from collections.abc import Iterable
from datetime import datetime
from email import message_from_bytes

from sqlalchemy import Engine, insert, select, text

from outreach.services import bounces
from outreach.services.bounces import Collected, Seals
from outreach.services.mailings import WayOff
from outreach.store import database, suppressions
from outreach.store.rows import DeliveryRow, MoveRow
from tests.press_room import NOW, message, plan, recipients

KEY = "a key that nobody knows"
SEALS = Seals(KEY)
WAY_OFF = WayOff(KEY, page="https://press.example.org")


def taken(engine: Engine, number: int, *, waiting: int = 1) -> int:
    """A mailing that so many have and so many wait for; gives its number. All have r1, r2 … at example.com."""
    made = plan(engine, recipients=recipients(min(number, 40) + waiting), way_off=WAY_OFF)
    delivery, move = DeliveryRow.__table__, MoveRow.__table__  # type: ignore[attr-defined]
    with engine.execution_options(writing=True).begin() as connection:
        rows = connection.execute(select(delivery).order_by(delivery.c.id)).mappings().all()
        accepted = [row["id"] for row in rows[: len(rows) - waiting]]
        connection.execute(delivery.update().where(delivery.c.id.in_(accepted)).values(status="accepted", attempts=1))
        further = [
            {name: value for name, value in rows[0].items() if name != "id"}
            | {"address": f"x{n}@example.com", "key": f"x{n}@example.com", "message_id": f"<x{n}@x>"}
            | {"status": "accepted", "attempts": 1}
            for n in range(number - len(accepted))
        ]
        if further:
            connection.execute(insert(delivery), further)
        numbers = connection.execute(select(delivery.c.id).where(delivery.c.status == "accepted")).scalars().all()
        steps = [("planned", "sending"), ("sending", "accepted")]
        connection.execute(
            insert(move),
            [{"delivery_id": n, "at": NOW, "before": one, "after": other} for n in numbers for one, other in steps],
        )
        connection.execute(text(f"UPDATE mailing SET status = 'stopped' WHERE id = {made.id}"))
    return made.id


def delivery_number(engine: Engine, mailing_id: int, address: str) -> int:
    """The number of the delivery to `address`."""
    query = text("SELECT id FROM delivery WHERE mailing_id = :mailing AND address = :address")
    with engine.connect() as connection:
        return int(connection.execute(query, {"mailing": mailing_id, "address": address}).scalar_one())


def message_id(engine: Engine, mailing_id: int, address: str) -> str:
    """The Message-ID of what `address` got."""
    return str(message_from_bytes(message(engine, mailing_id, address))["Message-ID"])


def page(engine: Engine, mailing_id: int, address: str) -> str:
    """The https address in the List-Unsubscribe of what `address` got."""
    header = str(message_from_bytes(message(engine, mailing_id, address))["List-Unsubscribe"])
    found = re.search(r"<(https:[^>]+)>", header)
    assert found
    return found[1]


def collected(
    engine: Engine, mail: Iterable[bytes], *, seals: Seals = SEALS, now: datetime = NOW
) -> tuple[dict[str, int], Collected]:
    """What a collection counts, without what is none, and all that it tells."""
    with database.writing(engine) as session:
        found = bounces.collect(session, mail, seals=seals, now=now)
    return {name: number for name, number in found.counted.items() if number}, found


def suppressed(engine: Engine) -> dict[str, str]:
    """Who gets nothing, and why."""
    with database.reading(engine) as session:
        return {row.address: row.reason for row in suppressions.everyone(session)}
