"""A query of the one language as plain SQL on `c`, a row of contact, that both stores take.

Most of a query is one question to the index of words (search_index), which answers in the order of the index without
reading a person; the rest are conditions on columns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from outreach.errors import InvalidValue, NotFound
from outreach.model import searchable
from outreach.model.card import Card
from outreach.model.query import Age, All, Day, Either, Is, Never, Node, Not, Term, When, Words, dialled, parse, terms
from outreach.model.query.fields import DAYS
from outreach.model.text import fold
from outreach.store import cards, cities
from outreach.store.glance import Rows

_COLUMN_OF = {"verified": "c.confirmed_at", "changed": "c.changed_at", "added": "c.created_at"}
_NEVER_VERIFIED = """(NOT EXISTS (SELECT 1 FROM phone p WHERE p.contact_id = c.id AND p.verified_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM email e WHERE e.contact_id = c.id AND e.verified_at IS NOT NULL))"""
_IN_WORDS = "c.id IN (SELECT rowid FROM contact_words({}))"
_IN_PARTS = "c.id IN (SELECT rowid FROM contact_parts WHERE parts LIKE {})"
# Compared as model/searchable keeps parts: without what LIKE takes for a joker.
_EMAIL = """EXISTS (SELECT 1 FROM email e WHERE e.contact_id = c.id
    AND replace(replace(replace(e.key, '_', '-'), '%', '-'), '\\', '-') LIKE {})"""
_PHONE = """EXISTS (SELECT 1 FROM phone p WHERE p.contact_id = c.id
    AND replace(p.e164, '+', '') || COALESCE(p.extension, '') LIKE {})"""
# A city is named by any word of any of its names, in any language; of very many only these are asked for.
_CITIES = "SELECT id FROM city WHERE names LIKE :begins OR names LIKE :within ORDER BY id LIMIT 100"
_LIST = "SELECT id, query FROM mailing_list WHERE key = :key"
_ON_LIST = "c.id IN (SELECT m.contact_id FROM membership m WHERE m.list_id = {})"
_IDS = "SELECT c.id FROM contact c WHERE {where}"
# Cards are read by three queries: where few are meant, the condition is worked out once for all three.
_ASKED_ONCE = 5_000
_DEEPEST = 20
# A database takes no condition of any length.
_MOST_VALUES = 400
_TAG = re.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Condition:
    """`sql` on `c` with its named `values`; `words` is the same as a question to the index, where it is only that."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)
    words: str = ""


EVERYBODY = Condition("1 = 1")


def compiled(rows: Rows, tree: Node, *, now: datetime) -> Condition:
    """The condition that chooses exactly those whom `tree` means.

    Raises NotFound for a city or list that does not exist, InvalidValue for a value that says nothing.
    """
    return _Compiler(rows, now).condition(tree)


def chosen(rows: Rows, condition: Condition) -> Iterator[Card]:
    """The cards of those whom `condition` chooses, by family name."""
    some = islice(rows(_IDS.format(where=condition.sql), **condition.values), _ASKED_ONCE + 1)
    ids = [str(id_) for (id_,) in some]
    if len(ids) > _ASKED_ONCE:
        return cards.chosen(rows, condition.sql, **condition.values)
    return cards.chosen(rows, f"c.id IN ({', '.join(ids)})") if ids else iter(())


def members(rows: Rows, list_id: int, query: str | None, *, now: datetime) -> Condition:
    """Who is on a list: those put there by hand, and those whom its query finds now."""
    return _Compiler(rows, now).members(list_id, query)


@dataclass(slots=True)
class _Compiler:
    rows: Rows
    now: datetime
    named: int = 0
    asking: tuple[int, ...] = ()

    def condition(self, node: Node) -> Condition:
        if isinstance(node, Words):
            return self._all([self.term(term) for term in terms(node.text)] or [Condition("1 = 0")])
        if isinstance(node, Is):
            return self._is(node)
        if isinstance(node, When):
            return self._when(node)
        if isinstance(node, Not):
            negated = self.condition(node.node)
            return replace(negated, sql=f"NOT ({negated.sql})", words="")
        if isinstance(node, Either):
            return self._either([self.condition(part) for part in node.nodes])
        return self._all_nodes(node)

    def term(self, term: Term) -> Condition:
        """Whoever has a word that begins so, or sits in a city of that name, or has that piece in a number."""
        asked = asked_for(term, cities_called(self.rows, term.place))
        words = [self._words(asked)] if asked else []
        parts = [self._with(_IN_PARTS, f"%{term.part}%")] if term.part else []
        return self._either([*words, *parts])

    def _is(self, clause: Is) -> Condition:
        if clause.field in searchable.MARKS:
            return self._words(marked(clause))
        match clause.field:
            case "city":
                return self._words(f"{searchable.CITY}{cities.identified(self.rows, clause.value)}")
            case "country":
                from outreach.model.country import country_code

                return self._words(searchable.COUNTRY + country_code(clause.value).lower())
            case "language":
                return self._words(searchable.language_marks(language_tag(clause.value))[-1])
            case "list":
                return self._list(clause.value)
            case "kind":
                return self._with("c.kind = {}", clause.value)
            case "active":
                return Condition("c.active" if clause.value == "yes" else "NOT c.active")
            case "email":
                return self._email(clause)
        return self._phone(clause)

    def _email(self, clause: Is) -> Condition:
        return self._piece(searchable.part(clause.value.strip()), _EMAIL)

    def _phone(self, clause: Is) -> Condition:
        piece = dialled(clause.value)
        if not piece:
            raise _says_nothing(clause, "digits")
        return self._piece(piece, _PHONE)

    def _piece(self, piece: str, owner: str) -> Condition:
        found = self._with(owner, f"%{piece}%")
        if len(piece) < searchable.SHORTEST_PART:
            return found
        return self._all([self._with(_IN_PARTS, f"%{piece}%"), found])

    def _when(self, clause: When) -> Condition:
        column, than = _COLUMN_OF[clause.field], clause.than
        if isinstance(than, Never):
            return Condition(_NEVER_VERIFIED)
        if isinstance(than, Age):
            moment = self.now - timedelta(days=than.number * DAYS[than.unit])
            return self._with(f"{column} > {{}}" if than.sign == "<" else f"{column} <= {{}}", moment)
        begins, ends = _span(than)
        if than.sign == "<":
            return self._with(f"{column} < {{}}", begins)
        if than.sign == ">":
            return self._with(f"{column} >= {{}}", ends)
        return self._all([self._with(f"{column} >= {{}}", begins), self._with(f"{column} < {{}}", ends)])

    def _list(self, name: str) -> Condition:
        found = next(self.rows(_LIST, key=fold(name)), None)
        if found is None:
            raise NotFound("list", name, advice="`outreach lists` shows them all")
        return self.members(*found)

    def members(self, list_id: int, query: str | None) -> Condition:
        by_hand = self._with(_ON_LIST, list_id)
        if not query:
            return by_hand
        if list_id in self.asking or len(self.asking) >= _DEEPEST:
            raise InvalidValue("query", query, "asks for the people of its own list")
        self.asking = (*self.asking, list_id)
        condition = self._either([by_hand, self.condition(parse(query))])
        self.asking = self.asking[:-1]
        return condition

    def _all_nodes(self, tree: All) -> Condition:
        """What is not wanted is taken off the question to the index, where there is one to take it off."""
        wanted = [self.condition(node) for node in tree.nodes if not isinstance(node, Not)]
        unwanted = [self.condition(node.node) for node in tree.nodes if isinstance(node, Not)]
        joined = self._all(wanted) if wanted else EVERYBODY
        index = [c.words for c in wanted if c.words]
        off = [c for c in unwanted if c.words and index]
        if off:
            question = f"({_linked(index, ' AND ')}) NOT ({_linked([c.words for c in off], ' OR ')})"
            joined = self._all([self._words(question), *(c for c in wanted if not c.words)])
        rest = [replace(c, sql=f"NOT ({c.sql})", words="") for c in unwanted if c not in off]
        return self._all([joined, *rest]) if rest else joined

    def _all(self, conditions: list[Condition]) -> Condition:
        """One question to the index for all that is only that, and the other conditions."""
        asked = [c for c in conditions if c.words]
        if len(asked) > 1:
            question = self._words(_linked([c.words for c in asked], " AND "))
            conditions = [question, *(c for c in conditions if not c.words)]
        return _joined(" AND ", conditions)

    def _either(self, conditions: list[Condition]) -> Condition:
        if len(conditions) > 1 and all(c.words for c in conditions):
            return self._words(_linked([c.words for c in conditions], " OR "))
        return _joined(" OR ", conditions)

    def _words(self, question: str) -> Condition:
        return replace(self._with(_IN_WORDS, question), words=question)

    def _with(self, sql: str, value: Any) -> Condition:
        self.named += 1
        if self.named > _MOST_VALUES:
            raise InvalidValue("query", value, "asks for too many things at once; make a list of its parts")
        name = f"v{self.named}"
        return Condition(sql.format(f":{name}"), {name: value})


def _joined(word: str, conditions: list[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    values = {name: value for condition in conditions for name, value in condition.values.items()}
    return Condition(word.join(f"({condition.sql})" for condition in conditions), values)


def _linked(questions: list[str], word: str) -> str:
    return word.join(f"({question})" for question in questions)


def asked_for(term: Term, city_ids: list[int]) -> str:
    """What the index of words is asked for a term: words that begin so, or one of those cities."""
    begun = " AND ".join(f"{word}*" for word in term.words)
    return " OR ".join([*([f"({begun})"] if begun else []), *(f"{searchable.CITY}{id_}" for id_ in city_ids)])


def marked(clause: Is) -> str:
    """What the index of words is asked for a field's words. Raises InvalidValue where the value has none."""
    words = searchable.asked_words(clause.value)
    if not words:
        raise _says_nothing(clause, "letters or digits")
    return " AND ".join(f"{searchable.MARKS[clause.field]}{word}*" for word in words)


def _says_nothing(clause: Is, what: str) -> InvalidValue:
    return InvalidValue("query", clause, f"needs {what}")


def cities_called(rows: Rows, place: str) -> list[int]:
    """The cities in use of which a name, in any language, has a word that begins with `place`."""
    if not place:
        return []
    return [id_ for (id_,) in rows(_CITIES, begins=f"%|{place}%", within=f"% {place}%")]


def language_tag(text: str) -> str:
    """The tag that `text` is, or names in one of six languages. Raises InvalidValue."""
    if _TAG.fullmatch(text.strip()):
        return text.strip()
    from outreach.model.contact import checked_language

    return checked_language(text)


def _span(day: Day) -> tuple[datetime, datetime]:
    begins = datetime.combine(day.day, time(), UTC)
    return begins, begins + timedelta(days=1)
