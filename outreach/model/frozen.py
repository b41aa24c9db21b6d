"""Frozen dataclasses by the million: made as quickly as open ones, and as closed as ever once they are made."""

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def maker(kind: Callable[P, T]) -> Callable[P, T]:
    """What makes the same as `kind`, a frozen dataclass with slots and without parents, at less than half the cost.

    A frozen dataclass sets each of its own fields by a call (object.__setattr__). Here an open twin with the same slots
    sets them, and then it becomes a `kind`.
    """
    known: tuple[Any, ...] = fields(kind)  # type: ignore[arg-type]

    def close(twin: Any) -> None:
        twin.__class__ = kind

    twin = make_dataclass(
        kind.__name__,
        [(each.name, Any, field(default=each.default, kw_only=each.kw_only)) for each in known],
        namespace={"__post_init__": close, "__doc__": kind.__doc__},
        slots=True,
        eq=False,
        repr=False,
        match_args=False,
    )
    return cast(Callable[P, T], twin)
