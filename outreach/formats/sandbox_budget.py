"""What a template may spend while it runs: steps, characters and time, so that none runs for ever or fills the memory.

What costs little is counted; what costs by the length of a text is weighed by it. The clock is looked at on the way, so
whatever the counting misses ends as well.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from jinja2 import StrictUndefined

_STEPS = 50_000
_CHARACTERS = 2_000_000
_WORK = 20_000_000
_SECONDS = 1.5


class TooMuch(Exception):
    """A template wants more steps, characters or time than it is given."""


@dataclass(slots=True)
class Budget:
    """What one rendering has left; `ends` is on the clock that only goes forward."""

    steps: int = _STEPS
    characters: int = _CHARACTERS
    work: int = _WORK
    ends: float = field(default_factory=lambda: time.monotonic() + _SECONDS)

    def step(self, number: int = 1) -> None:
        """Spend `number` steps. Raises TooMuch."""
        self.steps -= number
        if self.steps < 0:
            raise TooMuch(f"takes more than {_STEPS:,} steps; a template may not run for ever")
        if time.monotonic() > self.ends:
            raise TooMuch(f"takes more than {_SECONDS} seconds; a template may not run for ever")

    def write(self, number: int) -> None:
        """Spend `number` characters of what may be written. Raises TooMuch."""
        self.characters -= number
        if self.characters < 0:
            raise TooMuch(f"writes more than {_CHARACTERS:,} characters; a template may not write for ever")

    def weigh(self, value: Any) -> None:
        """Spend a step, and the length of `value` if it is a text or a list: it is going to be walked through."""
        self.step()
        if isinstance(value, str | list | tuple):
            self.work -= len(value)
            if self.work < 0:
                raise TooMuch("works on the same long text again and again; a template may not run for ever")


BUDGET: ContextVar[Budget] = ContextVar("budget")


class _Walk(list[Any]):
    """A list that looks at the clock before each of its items."""

    def __iter__(self) -> Iterator[Any]:
        budget = BUDGET.get()
        for item in super().__iter__():
            budget.step()
            yield item


def written(pieces: Iterable[str]) -> str:
    """`pieces` as one text, paid for."""
    budget, text = BUDGET.get(), []
    for piece in pieces:
        budget.write(len(piece))
        text.append(piece)
    return "".join(text)


def countable(value: Any) -> Any:
    """What `{% for %}` may walk: a step for each item, as far as there are any left before the first is seen."""
    if isinstance(value, StrictUndefined):
        str(value)
    if not isinstance(value, list | tuple | dict | str):
        raise TypeError(f"cannot loop over {type(value).__name__}")
    if len(value) > BUDGET.get().steps:
        BUDGET.get().step(len(value))
    return _Walk(value)


def weighed(value: Any) -> Any:
    """`value`, paid for by its length."""
    if budget := BUDGET.get(None):
        budget.weigh(value)
    return value


def paid(function: Any) -> Callable[..., Any]:
    """`function`, a filter or a test, that pays for the length of what it is given."""

    @wraps(function)
    def paying(*values: Any, **named: Any) -> Any:
        if budget := BUDGET.get(None):
            for value in (*values, *named.values()):
                budget.weigh(value)
        return function(*values, **named)

    return paying
