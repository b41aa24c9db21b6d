"""Rows of a spreadsheet made ready to be written, in a process of their own where the file is worth one.

Reading a row and checking its numbers and addresses takes as long as writing it. So a large file is read in a second
process, while this one writes: the entries come over in pieces, in their order.
"""

import gc
import marshal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple
from functools import lru_cache
from itertools import islice
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from outreach.errors import InvalidFile
from outreach.formats.spreadsheet import Recipe, Table, read_row, table
from outreach.model.city import City
from outreach.model.entry import Entry, entry
from outreach.model.intake import Arrival, Rejection
from outreach.services import processes
from outreach.store import gazetteer

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Below this many octets one process is done before a second has started.
WORTH_A_PROCESS = 300_000
_PIECE = 500  # rows
_WAITING = 12  # pieces


def prepared(opened: Table, content: bytes, recipe: Recipe) -> Iterator[Arrival | Rejection]:
    """Each row of the table as an entry or a rejection, in their order. `content` is the file that it was opened from.

    Raises InvalidFile where the file turns out to be none.
    """
    if len(content) < WORTH_A_PROCESS or processes.cores() == 1:
        return _each(opened, recipe)
    return _beside(content, opened.file, recipe)


def _each(opened: Table, recipe: Recipe) -> Iterator[Arrival | Rejection]:
    for row in opened.rows:
        draft = read_row(row, recipe, city=known_city)
        yield draft if isinstance(draft, Rejection) else Arrival(row[0], entry(draft))


def _beside(content: bytes, file: str, recipe: Recipe) -> Iterator[Arrival | Rejection]:
    context = processes.context()
    ours, theirs = context.Pipe(duplex=False)
    reader = context.Process(target=_send_all, args=(content, file, recipe, theirs), daemon=True)
    reader.start()
    theirs.close()
    return _received(reader, ours, file)


def _received(reader: "BaseProcess", pieces: "Connection", file: str) -> Iterator[Arrival | Rejection]:
    """What the reader sends. It ends where the reader has nothing more; that it ended well, its exit code says."""
    # Some are fetched while others are written, so that neither side waits for the other.
    waiting: Queue[bytes | None] = Queue(_WAITING)
    fetcher = Thread(target=_fetch, args=(pieces, waiting), daemon=True)
    fetcher.start()
    try:
        with _collecting_seldom():
            for piece in iter(waiting.get, None):
                yield from _people(piece, file)
        reader.join()
        if reader.exitcode:
            raise InvalidFile(file, "could not be read to its end; is there enough memory?")
    finally:
        reader.terminate()
        reader.join()
        _let_go(fetcher, waiting)


def _people(piece: bytes, file: str) -> Iterator[Arrival | Rejection]:
    found, problem = marshal.loads(piece)  # noqa: S302 - from a process of our own
    for row, *rest in found:
        yield Arrival(row, Entry(*rest[0])) if len(rest) == 1 else Rejection(row, *rest)
    if problem:
        what, line = problem
        raise InvalidFile(file, what, line=line)


def _fetch(pieces: "Connection", into: "Queue[bytes | None]") -> None:
    try:
        with pieces, suppress(EOFError, OSError):  # the other end has nothing more, or is gone
            while True:
                into.put(pieces.recv_bytes())
    finally:
        into.put(None)


def _let_go(fetcher: Thread, waiting: "Queue[bytes | None]") -> None:
    """Who stops in the middle leaves a fetcher that waits for room; with its reader gone, it ends soon."""
    while fetcher.is_alive():
        with suppress(Empty):
            waiting.get(timeout=0.01)


def _send_all(content: bytes, file: str, recipe: Recipe, pieces: "Connection") -> None:
    """What the second process does: pieces as (rows, None), and after what cannot be read ([], (problem, line))."""
    processes.settle_in()
    people = map(_plain, _each(table(content, filename=file), recipe))
    try:
        while piece := list(islice(people, _PIECE)):
            pieces.send_bytes(marshal.dumps((piece, None)))
    except InvalidFile as error:
        pieces.send_bytes(marshal.dumps(([], (error.problem, error.line))))


def _plain(found: Arrival | Rejection) -> tuple[Any, ...]:
    return astuple(found) if isinstance(found, Rejection) else (found.row, tuple(found.entry))


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Looks for circles among objects seldom: entries refer to nothing, and looking takes a quarter of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@lru_cache(maxsize=10_000)
def known_city(name: str, country: str | None = None) -> City:
    """The city that `name` means, kept for the next rows. Raises NotFound."""
    return gazetteer.city(name, country=country)
