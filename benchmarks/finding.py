"""`search.find` with a prefix, in the process, against the same question by the standard library's sqlite3."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import stores
from outreach.store import glance, search

_NOW = datetime(2026, 1, 2, tzinfo=UTC)
# Family and given names of the store: very common, common, rare, and a word that nine of ten people have.
_PREFIXES = ("ka", "kal", "kalolo", "correspondent")
_ROUNDS = 41
_LIMIT = 50
# The peer asks what find asks first: whose name begins so, else who has the word anywhere, the active first.
_WHO = """
    SELECT c.id, c.uid, c.kind, c.name, c.given_name, c.family_name, c.additional_name, c.prefix, c.suffix, c.title,
           c.organisation, outlet.name, city.name, COALESCE(city.country, c.country), city.timezone, city.latitude,
           city.longitude, c.languages, c.beats, c.notes, c.active, c.changed_at, c.confirmed_at
    FROM (SELECT w.rowid AS id FROM contact_words(?) w ORDER BY w.rowid LIMIT 500) f
    JOIN contact c ON c.id = f.id
    LEFT JOIN city ON city.id = c.city_id LEFT JOIN outlet ON outlet.id = c.outlet_id
    ORDER BY c.active DESC, c.sort_key, c.id LIMIT ?"""
_NUMBERS = """
    SELECT contact_id, e164, written, extension, kind, visibility, valid, international, usage, verified_at
    FROM phone WHERE contact_id IN ({}) ORDER BY contact_id, position"""
_ADDRESSES = """
    SELECT contact_id, address, written, kind, visibility, usage, verified_at
    FROM email WHERE contact_id IN ({}) ORDER BY contact_id, position"""


def run(folder: Path, *, size: int = 1_000_000) -> Iterator[str]:
    """A row for each prefix."""
    file = folder / "outreach.db"
    begun = time.perf_counter()
    stores.fill(file, size // 10, size - size // 10, size // 200)
    yield f"a store of {size:,} contacts: {time.perf_counter() - begun:.0f} s, {file.stat().st_size / 1e6:,.0f} MB"
    yield from rows(file, size)


def rows(file: Path, size: int) -> Iterator[str]:
    """The rows on a store that is there already."""
    with glance.glancing(file) as lean, closing(sqlite3.connect(file)) as plain:
        for prefix in _PREFIXES:
            ours, theirs = _in_turn(
                lambda prefix=prefix: len(search.find(lean, prefix, limit=_LIMIT, now=_NOW)),
                lambda prefix=prefix: len(_plainly(plain, prefix)),
            )
            name, peer = f"find {prefix}, {size:,} contacts", "the same by sqlite3"
            yield (f"{name:<44} {ours:7.4f} s           | {peer:<34} {theirs:7.4f} s | ratio {ours / theirs:6.3f}")


def _plainly(connection: sqlite3.Connection, prefix: str) -> list[tuple[object, ...]]:
    people: list[tuple[object, ...]] = []
    for question in (f"_n_{prefix}*", f"{prefix}*"):
        if len(people) < _LIMIT:
            people = connection.execute(_WHO, (question, _LIMIT)).fetchall()
    ids = ", ".join(str(person[0]) for person in people)
    for query in (_NUMBERS, _ADDRESSES):
        connection.execute(query.format(ids)).fetchall()
    return people


def _in_turn(ours: Callable[[], int], theirs: Callable[[], int]) -> tuple[float, float]:
    """The median seconds of both, which must find as many people; one round of each is not counted."""
    if ours() != theirs():
        raise RuntimeError("the peer finds other people")
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for which, ask in enumerate((ours, theirs)):
            begun = time.perf_counter()
            ask()
            times[which].append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])
