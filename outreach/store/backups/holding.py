"""What a store that came back out of a backup must not do by itself: send what may have gone out since, or forget a no.

A mailing with `restored_at` hands out nothing (see mailings/claiming) until a person says so.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from outreach.model import mailbox
from outreach.model.mailing import MailingStatus
from outreach.store.rows import MailingRow, SuppressionRow

_MAILING: Table = MailingRow.__table__  # type: ignore[attr-defined]
_SUPPRESSED: Table = SuppressionRow.__table__  # type: ignore[attr-defined]
_DONE = (MailingStatus.FINISHED, MailingStatus.CANCELLED)
No = dict[str, Any]


def noes(engine: Engine) -> list[No]:
    """Every suppression of a store that is about to be replaced; none where it cannot be read any more."""
    # In words of every version of the store: it may be older than this program.
    columns = [column for column in _SUPPRESSED.c if column.name not in ("id", "mailbox")]
    try:
        with engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(select(*columns))]
    except DBAPIError:
        return []


def settle(connection: Connection, kept: Sequence[No], *, now: datetime) -> int:
    """Holds every mailing that is not done, and puts back each newer no; gives how many mailings it holds.

    What a sender had in hand when the copy was made is found by the next look at its mailing, and is unknown.
    """
    connection.execute(update(_MAILING).where(_MAILING.c.status.not_in(_DONE)).values(restored_at=now))
    known = set(connection.execute(select(_SUPPRESSED.c.key)).scalars())
    if new := [no for no in kept if no["key"] not in known]:
        connection.execute(insert(_SUPPRESSED), [no | {"mailbox": mailbox.sealed(no["key"])} for no in new])
    held = select(func.count()).where(_MAILING.c.restored_at == now)
    return int(connection.execute(held).scalar_one())
