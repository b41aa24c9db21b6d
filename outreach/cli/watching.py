"""Watching a mailing go out: a bar with rate and refusals on a terminal, a line of JSON an event for programs."""

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from outreach.cli.columns import aligned
from outreach.cli.output import say

if TYPE_CHECKING:
    from outreach.services.mailings import Step

_WORTH_A_WORD = ("refused", "deferred", "failed", "unknown")
_LONG = 100  # messages from which on the domains are told one by one at the end
_DOMAINS = 15


class Domains:
    """How a run went, domain by domain."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, done: "Step") -> None:
        """One more."""
        self._counts[done.address.rpartition("@")[2].casefold()][done.status] += 1

    def table(self) -> list[str]:
        """The domains with most recipients, a line each; nothing after a short run."""
        if sum(counts.total() for counts in self._counts.values()) < _LONG:
            return []
        largest = sorted(self._counts.items(), key=lambda each: (-each[1].total(), each[0]))
        shown = [_row(domain, counts) for domain, counts in largest[:_DOMAINS]]
        rest = sum((counts for _, counts in largest[_DOMAINS:]), Counter[str]())
        if rest:
            shown.append(_row(f"{len(largest) - _DOMAINS} others", rest))
        return list(aligned(["Domain", "Accepted", "Refused", "Deferred", "Other"], shown))


def _row(name: str, counts: Counter[str]) -> list[str]:
    refused = counts["refused"] + counts["failed"]
    other = counts.total() - counts["accepted"] - refused - counts["deferred"]
    return [name, *(str(number) for number in (counts["accepted"], refused, counts["deferred"], other))]


@contextmanager
def watching() -> Iterator[Callable[["Step"], None]]:
    """What to call after each delivery: refusals are named as they come, the domains of a long run at its end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console, domains, begun, refused = Console(stderr=True, highlight=False), Domains(), time.monotonic(), 0
    said = TextColumn("{task.fields[said]}")
    columns = (TextColumn("Sending"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), said)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("sending", total=None, said="")

        def step(done: "Step") -> None:
            nonlocal refused
            domains.note(done)
            refused += done.status in ("refused", "failed")
            if console.is_terminal:
                rate = done.done / max(time.monotonic() - begun, 0.001)
                bar.update(task, completed=done.done, total=done.total, said=f"{rate:.0f}/s, {refused} refused")
            if done.status in _WORTH_A_WORD:
                console.print(f"{done.address}: {done.status} ({done.reply})", markup=False)

        yield step
    for line in domains.table():
        say(line)


@contextmanager
def reporting() -> Iterator[Callable[["Step"], None]]:
    """What to call after each delivery: each is a line of JSON on stderr; stdout is kept for the answer."""
    begun = time.monotonic()

    def step(done: "Step") -> None:
        _tell(
            "delivery",
            address=done.address,
            status=done.status,
            reply=done.reply,
            done=done.done,
            total=done.total,
            seconds=round(time.monotonic() - begun, 3),
        )

    _tell("begun")
    try:
        yield step
    finally:
        _tell("ended", seconds=round(time.monotonic() - begun, 3))


def _tell(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}), file=sys.stderr, flush=True)  # noqa: T201
