"""Where each key of a TOML file stands: the library that reads it does not say."""

import re
from collections.abc import Mapping

_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")


def of_keys(text: str) -> Mapping[tuple[str, ...], int]:
    """The line (from 1) of every table and key in `text`, by its path from the top."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, *_parts(key[1]))
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def line(lines: Mapping[tuple[str, ...], int], path: tuple[str, ...]) -> int:
    """The line of `path`, or of the nearest thing that holds it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


def _parts(path: str) -> tuple[str, ...]:
    return tuple("".join(part) for part in _PART.findall(path))
