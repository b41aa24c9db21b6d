"""The progress of long work: a bar on a terminal, silence in a log."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def counting(what: str, *, total: int | None) -> Iterator[Callable[[int], None]]:
    """What to call with how many are done; there is a bar on a terminal only, and rich is loaded for one only."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _one(_thing: object) -> int:
    return 1


def counted(things: Iterable[T], *, doing: str, size: Callable[[T], int] = _one) -> Iterator[T]:
    """The same things, with a count of what went by on a terminal; `size` says how many each of them is."""
    done = 0
    with counting(doing, total=None) as step:
        for thing in things:
            yield thing
            done += size(thing)
            step(done)
