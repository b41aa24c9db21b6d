"""The filters that templates may use: few, on text, numbers and short lists, and none that can blow a text up."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from outreach.formats.sandbox_budget import TooMuch

_LONGEST = 500_000


def refuse_if_long(length: int) -> None:
    """Raise TooMuch for a text of `length` characters that no mail needs."""
    if length > _LONGEST:
        raise TooMuch(f"makes a text of {length:,} characters; {_LONGEST:,} are enough")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | StrictUndefined):
        return str(value)
    raise TypeError(f"works on text, not on {type(value).__name__}")


def _on_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    def filtered(value: Any) -> str:
        return change(_text(value))

    return filtered


def default(value: Any, fallback: Any = "", boolean: Any = False) -> Any:
    """`fallback` where `value` is undefined, or empty if `boolean`."""
    return fallback if isinstance(value, StrictUndefined) or (boolean and not value) else value


def join(values: Any, separator: Any = "") -> str:
    """The texts of a list in one, with `separator` between them; escaped where that or a part of it is HTML."""
    parts, between = [_text(value) for value in list(values)], _text(separator)
    refuse_if_long(sum(map(len, parts)) + len(between) * len(parts))
    if any(isinstance(part, Markup) for part in (*parts, between)):
        return Markup(escape(between)).join(parts)  # noqa: S704 - escaped in the same breath
    return between.join(parts)


def replace(value: Any, old: Any, new: Any) -> str:
    """`value` with `new` for each `old`."""
    text, old, new = _text(value), _text(old), _text(new)
    refuse_if_long(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _length(value: Any) -> int:
    return len(value)


def _items(value: Any) -> list[tuple[Any, Any]]:
    if not isinstance(value, dict):
        raise TypeError("items works on fields with names only")
    return list(value.items())


def _first(value: Any) -> Any:
    return next(iter(value))


def _last(value: Any) -> Any:
    return list(value)[-1]


FOR_TEXT: Mapping[str, Callable[..., Any]] = {
    "default": default,
    "d": default,
    "upper": _on_text(lambda text: text.upper()),
    "lower": _on_text(lambda text: text.lower()),
    "title": _on_text(lambda text: text.title()),
    "capitalize": _on_text(lambda text: text.capitalize()),
    "trim": _on_text(lambda text: text.strip()),
}
FOR_PAGES: Mapping[str, Callable[..., Any]] = {
    **FOR_TEXT,
    "escape": _on_text(escape),
    "e": _on_text(escape),
    "urlencode": _on_text(lambda text: quote(text, safe="/")),
    "join": join,
    "replace": replace,
    "length": _length,
    "count": _length,
    "items": _items,
    "first": _first,
    "last": _last,
}
