"""What a query is made of: who is meant, as a tree of plain values. `str` of each is a query that reads as the same."""

import re
from dataclasses import dataclass
from datetime import date

_PLAIN_VALUE = re.compile(r'[^\s()"\\-][^\s()"\\]*')
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
CONNECTIVES = frozenset({"AND", "OR"})


@dataclass(frozen=True, slots=True)
class Words:
    """Words, numbers or addresses that somebody is found by, wherever they stand."""

    text: str

    def __str__(self) -> str:
        is_plain = _PLAIN_WORD.fullmatch(self.text) and self.text not in CONNECTIVES
        return self.text if is_plain else _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Is:
    """A field says something: `city:Vienna`, `-outlet:ORF`. `field` is one of FIELDS."""

    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}:{self.value if _PLAIN_VALUE.fullmatch(self.value) else _quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Age:
    """Longer ago (`>`) or less long ago (`<`) than `number` of a unit: d, w, m (30 days), y (365 days)."""

    sign: str
    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.sign}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Day:
    """Before (`<`), after (`>`) or, without a sign, on a day, in UTC."""

    sign: str
    day: date

    def __str__(self) -> str:
        return f"{self.sign}{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Never:
    """It has not happened."""

    def __str__(self) -> str:
        return "never"


@dataclass(frozen=True, slots=True)
class When:
    """Something happened to somebody at a time: `verified:<90d`."""

    field: str
    than: Age | Day | Never

    def __str__(self) -> str:
        return f"{self.field}:{self.than}"


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody whom `node` does not find."""

    node: "Node"

    def __str__(self) -> str:
        return f"-{_bracketed(self.node)}"


@dataclass(frozen=True, slots=True)
class All:
    """Whom each of two or more finds."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(_bracketed(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Either:
    """Whom one of two or more finds."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(f"({node})" if isinstance(node, Either) else str(node) for node in self.nodes)


Node = Words | Is | When | Not | All | Either


def _bracketed(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Either) else str(node)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
