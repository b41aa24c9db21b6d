"""How the columns of a spreadsheet were named by hand, remembered by its header line."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from outreach.store.glance import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

_NAMED = "SELECT named FROM import_layout WHERE key = :key"


def named(rows: Rows, key: str) -> dict[str, str]:
    """Header -> field, as it was said the last time for that layout; nothing for one that was never named."""
    found = next(iter(rows(_NAMED, key=key)), None)
    return json.loads(found[0]) if found else {}


def remember(session: "Session", key: str, named: Mapping[str, str], *, now: datetime) -> None:
    """Keeps what the columns of that layout were called by hand."""
    from outreach.store.rows import ImportLayoutRow

    session.merge(ImportLayoutRow(key=key, named=dict(named), used_at=now))
