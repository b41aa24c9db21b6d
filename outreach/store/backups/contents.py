"""What is in a backup, told before anything is replaced by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_OPEN = "SELECT COUNT(*) FROM mailing WHERE status NOT IN ('finished', 'cancelled')"
COUNTS = {
    "people": "SELECT COUNT(*) FROM contact",
    "mailings": "SELECT COUNT(*) FROM mailing",
    "unfinished": _OPEN,
    "suppressed": "SELECT COUNT(*) FROM suppression",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """A backup: its schema, its size in octets, and how many there are of what (COUNTS), where it can be told."""

    schema: str
    octets: int
    counts: dict[str, int]


def counted(ask: Callable[[str], int]) -> dict[str, int]:
    """How many there are of everything, asked one by one."""
    return {name: ask(sql) for name, sql in COUNTS.items()}


def kept_name(store: Path, now: datetime) -> Path:
    """Where the old store is kept: beside it, with the moment in its name, never over another."""
    name = f"{store.name}.before-restore-{now:%Y%m%dT%H%M%SZ}"
    tries = (store.with_name(f"{name}{mark}") for mark in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(file for file in tries if not file.exists())
