"""The front matter of an advisory: YAML, but only the part of it that people write by hand, and with its lines.

Every value is taken as it is typed (`no` is not false, `10:00` is not six hundred minutes). Anchors, aliases and
tags are refused, so nothing in a file can grow or become an object.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from outreach.errors import InvalidFile

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LONGEST = 64_000
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Text:
    """A value as typed; None where nothing stands after the colon. `cut` is what a `#` took from it as a comment."""

    text: str | None
    line: int
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Value", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with values. `twice` are the keys, with their lines, that stand there a second time."""

    entries: dict[str, "Value"]
    line: int
    lines: dict[str, int] = field(default_factory=dict)
    twice: tuple[tuple[str, int], ...] = ()


Value = Text | Items | Table


def split(text: str, *, file: str) -> tuple[Table, str, int]:
    """The front matter, the body, and the line on which the body starts. Raises InvalidFile, with the line."""
    if not text.strip():
        raise InvalidFile(file, "is empty; `outreach advisories new` writes an advisory to start from")
    fences = _FENCE.finditer(text)
    first, second = next(fences, None), next(fences, None)
    if first is None or text[: first.start()].strip():
        raise InvalidFile(file, "must start with --- on a line of its own, then the front matter (YAML)", line=1)
    if second is None:
        raise InvalidFile(file, "the front matter has no end; close it with --- on a line of its own", line=1)
    above = text.count("\n", 0, first.end())
    table = _read(text[first.end() : second.start()], file=file, above=above)
    body_line = text.count("\n", 0, second.end()) + 2
    return table, text[second.end() :].removeprefix("\n"), body_line


def _read(text: str, *, file: str, above: int) -> Table:
    import yaml

    if len(text) > _LONGEST:
        raise InvalidFile(file, f"the front matter is longer than {_LONGEST:,} characters", line=above + 1)
    try:
        # Event by event: what is too deep is refused before the rest is looked at.
        return _Builder(text, file=file, above=above).top(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        # A quotation that never ends is a mistake where it starts.
        mark = error.context_mark if "end of stream" in str(error.problem) else error.problem_mark
        line = above + mark.line + 1 if mark else None
        raise InvalidFile(file, _advice(str(error.problem or error.context)), line=line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidFile(file, f"the front matter cannot be read: {error}", line=above + 1) from error


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'a colon inside a value needs quotes around the value: headline: "Talks: what next"'
    if "found character" in problem and "\\t" in problem:
        return "a tab stands where YAML wants spaces; use spaces"
    if "could not find expected ':'" in problem:
        return (
            "a line has no colon after its key; each line up here is a key, a colon and a value: headline: Ports meet"
        )
    if "unexpected end of stream" in problem:
        return "a quotation mark is opened here and never closed; close it at the end of the value"
    return f"the lines between --- and --- cannot be read here ({problem}); compare with `outreach advisories new`"


class _Builder:
    """Turns YAML's events into values, and refuses what an advisory has no use for."""

    def __init__(self, text: str, *, file: str, above: int) -> None:
        self._lines, self._file, self._above = text.split("\n"), file, above

    def top(self, events: Iterator[Any]) -> Table:
        """The outermost table."""
        import yaml

        for event in events:
            if isinstance(event, yaml.StreamEndEvent):
                return Table({}, self._above + 1)
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, depth=0)
                if isinstance(value, Table):
                    return value
                raise InvalidFile(self._file, "the front matter must be keys with values", line=value.line)
        raise AssertionError("a stream of YAML events ends with its end")

    def _value(self, event: Any, events: Iterator[Any], *, depth: int) -> Value:
        import yaml

        line = self._above + event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            why = "a value that starts with & or * needs quotes around it (YAML's anchors are not used here)"
            raise InvalidFile(self._file, why, line=line)
        if event.tag and event.tag != "!":
            raise InvalidFile(self._file, "a value that starts with ! needs quotes around it", line=line)
        if depth > _DEEPEST:
            raise InvalidFile(self._file, "the front matter is nested too deeply", line=line)
        if isinstance(event, yaml.ScalarEvent):
            nothing = event.style is None and event.value in {"", "~", "null"}
            return Text(None if nothing else event.value, line, self._cut(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(events, line=line, depth=depth)
        return self._table(events, line=line, depth=depth)

    def _cut(self, scalar: Any) -> str:
        rest = self._lines[scalar.end_mark.line][scalar.end_mark.column :].strip()
        return rest if scalar.style is None and re.match(r"#\S", rest) else ""

    def _items(self, events: Iterator[Any], *, line: int, depth: int) -> Items:
        import yaml

        found: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self._value(event, events, depth=depth + 1))
        return Items(tuple(found), line)

    def _table(self, events: Iterator[Any], *, line: int, depth: int) -> Table:
        import yaml

        entries: dict[str, Value] = {}
        lines: dict[str, int] = {}
        twice: list[tuple[str, int]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._value(event, events, depth=depth + 1)
            value = self._value(next(events), events, depth=depth + 1)
            if not isinstance(key, Text) or key.text is None:
                raise InvalidFile(self._file, "a value that starts with { or [ needs quotes around it", line=key.line)
            if key.text in entries:
                twice.append((key.text, key.line))
            else:
                entries[key.text], lines[key.text] = value, key.line
        return Table(entries, line, lines, tuple(twice))
