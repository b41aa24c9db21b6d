"""How values lie in a column, the same on SQLite and PostgreSQL: instants as UTC, lists and mappings as JSON text."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# One encoder for all: json.dumps makes a new one for each value.
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Only aware datetimes go in; UTC comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without the zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A list or a mapping, as JSON in a text column, so that plain SQL gives the same text on both stores."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """JSON with its letters readable and its keys in the order given."""
        return _AS_JSON(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The list or mapping."""
        return json.loads(value) if value else None
