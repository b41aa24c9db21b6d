"""Rows into a table by the driver's own `executemany`: SQLAlchemy's costs more than the writing itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

Processor = Callable[[Any], Any]


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows`, which all name the same columns; values are bound as the columns' types bind them."""
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns, marks = ", ".join(map(quote, names)), ", ".join([mark] * len(names))
    bound = zip(*(_bound(connection, table, name, [row[name] for row in rows]) for name in names), strict=True)
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})", list(bound))  # noqa: S608


def _bound(connection: Connection, table: Table, name: str, values: list[Any]) -> list[Any]:
    type_ = table.c[name].type
    processor: Processor | None = type_.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if processor is None:
        return values
    if isinstance(values[0], datetime):
        processor = lru_cache(maxsize=64)(processor)  # nearly always one and the same instant
    return [processor(value) for value in values]
