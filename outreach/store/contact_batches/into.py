"""Rows into a table by the driver's own `executemany`: SQLAlchemy's costs more than writing."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table
from sqlmodel import SQLModel

_MOST_VALUES = 6_000  # in one statement; SQLite and PostgreSQL both take more


class Into:
    """One table. Rows name `columns` in that order, and hold values as the driver takes them (`bound`)."""

    def __init__(self, connection: Connection, table: type[SQLModel], columns: Sequence[str]) -> None:
        self._connection = connection
        self._table: Table = table.__table__  # type: ignore[attr-defined]
        self._columns = columns

    def bound(self, column: str, value: Any) -> Any:
        """`value` as the driver takes it for `column`."""
        dialect = self._connection.dialect
        processor = self._table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
        return processor(value) if processor else value

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        """Inserts them, a statement a row."""
        if rows:
            self._connection.exec_driver_sql(self._insert(), rows)

    def write_in_one(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Inserts them, one statement for thousands."""
        step = _MOST_VALUES // len(self._columns)
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            self._connection.exec_driver_sql(self._insert(times=len(some)), tuple(chain.from_iterable(some)))

    def _insert(self, *, times: int = 1) -> str:
        dialect = self._connection.dialect
        quote = dialect.identifier_preparer.quote
        columns = ", ".join(map(quote, self._columns))
        marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(self._columns))
        return f"INSERT INTO {quote(self._table.name)} ({columns}) VALUES {', '.join([f'({marks})'] * times)}"  # noqa: S608
