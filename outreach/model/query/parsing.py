"""Reading a query: a tokenizer and four rules. What cannot be read is said with the word that it is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from outreach.errors import InvalidValue
from outreach.model.query.fields import FIELDS, clause, field_named, nearest
from outreach.model.query.terms import number_at
from outreach.model.query.tree import CONNECTIVES, All, Either, Node, Not, Words

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_FIELD = re.compile(r"([^\W\d_]+):")
_BARE = re.compile(r'[^\s()"]+')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DEEPEST = 50
_MOST_ITEMS = 200


def parse(text: str) -> Node:
    """The tree that `text` stands for. Raises InvalidValue with a sentence that names the word that is wrong."""
    reader = _Reader(clean(text))
    try:
        tree = reader.either()
        if not reader.is_at_end:
            raise ValueError(f"there is a {reader.rest[0]!r} too many")  # noqa: TRY301 - one place words the error
    except ValueError as problem:
        raise InvalidValue("query", text.strip(), str(problem)) from None
    return tree


def parse_leniently(text: str) -> Node:
    """The tree of `text`; a text that is no query is searched for as it stands."""
    try:
        return parse(text)
    except InvalidValue:
        return Words(clean(text).strip())


def clean(text: str) -> str:
    """`text` as a database takes it: without NUL and without halves of characters."""
    return text.encode("utf-8", "ignore").decode().replace("\0", " ")


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    depth: int = 0
    items: int = 0

    @property
    def rest(self) -> str:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at :]

    @property
    def is_at_end(self) -> bool:
        return not self.rest

    def either(self) -> Node:
        nodes = [self.all()]
        while self._takes_word("OR"):
            nodes.append(self.all())
        return nodes[0] if len(nodes) == 1 else Either(tuple(nodes))

    def all(self) -> Node:
        nodes = [self.item()]
        while self._takes_word("AND") or not self._ends_here():
            nodes.append(self.item())
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def _ends_here(self) -> bool:
        return self.is_at_end or self.text[self.at] == ")" or self._word() == "OR"

    def item(self) -> Node:
        self._count()
        if self.is_at_end:
            raise ValueError("something is missing at the end" if self.text.strip() else "is empty")
        if number := number_at(self.text, self.at):
            self.at += len(number)
            return Words(number)
        if self.text[self.at] == "-":
            return self._inside(self._negated)
        if self.text[self.at] == "(":
            return self._inside(self._group)
        return self._field() or self._words()

    def _inside(self, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("has too many brackets in one another")
        self.at += 1
        node = rule()
        self.depth -= 1
        return node

    def _negated(self) -> Node:
        if self.is_at_end or self.text[self.at - 1].isspace():
            raise ValueError("a '-' stands before what is not wanted, without a space: -outlet:ORF")
        return Not(self.item())

    def _group(self) -> Node:
        node = self.either()
        if self.is_at_end or self.text[self.at] != ")":
            raise ValueError("a bracket is not closed")
        self.at += 1
        return node

    def _field(self) -> Node | None:
        found = _FIELD.match(self.text, self.at)
        if not found:
            return None
        field = field_named(found[1])
        if field is None:
            near = nearest(found[1])
            hint = f" (did you mean {near}?)" if near else f"; the fields are {', '.join(FIELDS)}"
            raise ValueError(f"no field named {found[1]!r}{hint}")
        self.at = found.end()
        number = number_at(self.text, self.at) if field == "phone" else ""
        self.at += len(number)
        return clause(field, number or self._value())

    def _value(self) -> str:
        if quoted := _QUOTED.match(self.text, self.at):
            self.at = quoted.end()
            return _ESCAPED.sub(r"\1", quoted[1])
        bare = _BARE.match(self.text, self.at)
        self.at = bare.end() if bare else self.at
        return bare[0] if bare else ""

    def _words(self) -> Node:
        word = self._word()
        if word in CONNECTIVES:
            raise ValueError(f"{word} stands between two things")
        if self.text[self.at] == '"' and not _QUOTED.match(self.text, self.at):
            raise ValueError("a quotation mark is not closed")
        value = self._value()
        if not value.strip():
            raise ValueError(f"there is a {self.text[self.at : self.at + 1] or self.text[-1]!r} too many")
        return Words(value)

    def _word(self) -> str:
        bare = _BARE.match(self.text, self.at)
        return bare[0] if bare else ""

    def _takes_word(self, word: str) -> bool:
        if self.is_at_end or self._word() != word:
            return False
        self.at += len(word)
        return True

    def _count(self) -> None:
        self.items += 1
        if self.items > _MOST_ITEMS:
            raise ValueError(f"asks for more than {_MOST_ITEMS} things")
