"""Conditions on `c`, a row of contact, and how several are made one."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """`sql` on `c` with its named `values`; `words` is the same as a question to the index, where it is only that."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)
    words: str = ""


EVERYBODY = Condition("1 = 1")


def joined(word: str, conditions: list[Condition]) -> Condition:
    """All of `conditions` with `word` between them."""
    if len(conditions) == 1:
        return conditions[0]
    values = {name: value for condition in conditions for name, value in condition.values.items()}
    return Condition(word.join(f"({condition.sql})" for condition in conditions), values)


def linked(questions: list[str], word: str) -> str:
    """All of these questions to the index of words, with `word` between them."""
    return word.join(f"({question})" for question in questions)
