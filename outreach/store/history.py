"""What happened to people in the directory, written line by line and never changed."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreach.model.history import Act, Change, Fields, Origin
from outreach.store.glance import Rows, instant

if TYPE_CHECKING:
    from sqlmodel import Session

_OF = """
    SELECT h.contact_uid, h.act, h.at, h.by, h.source, h.batch, h.fields FROM change h
    WHERE h.contact_uid = :uid ORDER BY h.id"""


def record(session: "Session", uid: str, act: Act, *, origin: Origin, fields: Fields) -> None:
    """Writes down one change to the person with that UID."""
    from outreach.store.rows import ChangeRow

    session.add(
        ChangeRow(
            contact_uid=uid,
            act=act.value,
            at=origin.at,
            by=origin.by,
            source=origin.source,
            batch=origin.batch,
            fields={name: list(values) for name, values in fields.items()},
        )
    )


def of(rows: Rows, uid: str) -> Iterator[Change]:
    """Everything that happened to the person with that UID, the oldest first."""
    return (_change(row) for row in rows(_OF, uid=uid))


def _change(row: tuple[Any, ...]) -> Change:
    uid, act, at, by, source, batch, written = row
    fields: Mapping[str, list[str | None]] = json.loads(written)
    origin = Origin(instant(at), by, source, batch)
    return Change(uid, Act(act), origin, {name: (before, after) for name, (before, after) in fields.items()})
