"""Rows of a spreadsheet made ready to be written, in a second process where the file is worth one.

Checking a number and an address costs more than writing them. For a large file a second process reads along: the rows
go there and come back as entries in pieces of a thousand, in their order; this process reads a piece itself whenever
the other one is behind.
"""

import gc
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING

from outreach.formats.spreadsheet import Recipe, read_row
from outreach.model.city import City
from outreach.model.entry import entry
from outreach.model.intake import Arrival, Rejection
from outreach.store import gazetteer

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Row = tuple[int, list[str]]
Prepared = list[Arrival | Rejection]
PIECE = 1_000
# Below this many octets one process is done before a second has started.
WORTH_A_PROCESS = 300_000
_AHEAD = 4  # pieces that the other process has before it
_WAITING = 6  # pieces that are ready before the first of them is


def prepared(rows: Iterable[Row], recipe: Recipe, *, size: int) -> Iterator[Arrival | Rejection]:
    """Each row as an entry or a rejection, in their order; `size` is the file's, in octets."""
    if size < WORTH_A_PROCESS or len(os.sched_getaffinity(0)) == 1:
        return (_prepared(row, recipe) for row in rows)
    return _beside(rows, recipe)


def _beside(rows: Iterable[Row], recipe: Recipe) -> Iterator[Arrival | Rejection]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a fork would take the open transaction along.
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_collect_seldom)
    usual = gc.get_threshold()
    _collect_seldom()
    try:
        with closing(_in_order(_pieces(rows), recipe, pool)) as pieces:
            for piece in pieces:
                yield from piece
    finally:
        gc.set_threshold(*usual)
        pool.shutdown(wait=True, cancel_futures=True)


def _collect_seldom() -> None:
    # Entries refer to nothing that refers to them: looking for circles among them takes a quarter of the time.
    gc.set_threshold(200_000, 20, 100)


def _in_order(pieces: Iterator[list[Row]], recipe: Recipe, pool: "Executor") -> Generator[Prepared, None, None]:
    waiting: deque[Future[Prepared]] = deque()
    for piece in pieces:
        while waiting and (waiting[0].done() or len(waiting) >= _WAITING):
            yield waiting.popleft().result()
        there = sum(not future.done() for future in waiting)
        waiting.append(pool.submit(prepare, piece, recipe) if there < _AHEAD else _done(prepare(piece, recipe)))
    while waiting:
        yield waiting.popleft().result()


def _done(result: Prepared) -> "Future[Prepared]":
    from concurrent.futures import Future

    future: Future[Prepared] = Future()
    future.set_result(result)
    return future


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def prepare(rows: list[Row], recipe: Recipe) -> Prepared:
    """A piece of a file: what the second process does."""
    return [_prepared(row, recipe) for row in rows]


def _prepared(row: Row, recipe: Recipe) -> Arrival | Rejection:
    draft = read_row(row, recipe, city=known_city)
    return draft if isinstance(draft, Rejection) else Arrival(row[0], entry(draft))


@lru_cache(maxsize=10_000)
def known_city(name: str, country: str | None = None) -> City:
    """The city that `name` means: for forms, where an unknown one is refused. Raises NotFound."""
    return gazetteer.city(name, country=country)
