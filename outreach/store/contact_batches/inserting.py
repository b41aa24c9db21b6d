"""Rows into a table by the driver's own `executemany`: SQLAlchemy's costs more than the writing itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

Processor = Callable[[Any], Any]


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows`, which all name the same columns; values are bound as the columns' types bind them."""
    names = list(rows[0])
    bound = zip(*(_bound(connection, table, name, [row[name] for row in rows]) for name in names), strict=True)
    connection.exec_driver_sql(_insert(connection, table, names), list(bound))


def insert_in_one(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts `rows` of plain values in one statement: after each statement, FTS5 writes out what it was given."""
    values = tuple(chain.from_iterable(rows))
    connection.exec_driver_sql(_insert(connection, table, names, times=len(rows)), values)


def _insert(connection: Connection, table: Table, names: Sequence[str], *, times: int = 1) -> str:
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns, marks = ", ".join(map(quote, names)), ", ".join([mark] * len(names))
    return f"INSERT INTO {quote(table.name)} ({columns}) VALUES {', '.join([f'({marks})'] * times)}"  # noqa: S608


def _bound(connection: Connection, table: Table, name: str, values: list[Any]) -> list[Any]:
    type_ = table.c[name].type
    processor: Processor | None = type_.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if processor is None:
        return values
    if isinstance(values[0], datetime):
        processor = lru_cache(maxsize=64)(processor)  # nearly always one and the same instant
    return [processor(value) for value in values]
