"""A query as a tree into one condition.

Most of a query is one question to the index of words (search_index), which answers in the order of the index without
reading a person; the rest are conditions on columns.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from outreach.errors import InvalidValue, NotFound
from outreach.model import searchable
from outreach.model.query import Age, All, Day, Either, Is, Never, Node, Not, Term, When, Words, dialled, parse, terms
from outreach.model.query.fields import DAYS
from outreach.model.text import fold
from outreach.store import cities
from outreach.store.glance import Rows
from outreach.store.query.asking import asked_for, cities_called, language_tag, marked, says_nothing
from outreach.store.query.condition import EVERYBODY, Condition, joined, linked

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
_LIST = "SELECT id, query FROM mailing_list WHERE key = :key"
_ON_LIST = "c.id IN (SELECT m.contact_id FROM membership m WHERE m.list_id = {})"
_DEEPEST = 20
# A database takes no condition of any length.
_MOST_VALUES = 400


def compiled(rows: Rows, tree: Node, *, now: datetime) -> Condition:
    """The condition that chooses exactly those whom `tree` means.

    Raises NotFound for a city or list that does not exist, InvalidValue for a value that says nothing.
    """
    return _Compiler(rows, now).condition(tree)


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
            raise says_nothing(clause, "digits")
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
        whole = self._all(wanted) if wanted else EVERYBODY
        index = [c.words for c in wanted if c.words]
        off = [c for c in unwanted if c.words and index]
        if off:
            question = f"({linked(index, ' AND ')}) NOT ({linked([c.words for c in off], ' OR ')})"
            whole = self._all([self._words(question), *(c for c in wanted if not c.words)])
        rest = [replace(c, sql=f"NOT ({c.sql})", words="") for c in unwanted if c not in off]
        return self._all([whole, *rest]) if rest else whole

    def _all(self, conditions: list[Condition]) -> Condition:
        """One question to the index for all that is only that, and the other conditions."""
        asked = [c for c in conditions if c.words]
        if len(asked) > 1:
            question = self._words(linked([c.words for c in asked], " AND "))
            conditions = [question, *(c for c in conditions if not c.words)]
        return joined(" AND ", conditions)

    def _either(self, conditions: list[Condition]) -> Condition:
        if len(conditions) > 1 and all(c.words for c in conditions):
            return self._words(linked([c.words for c in conditions], " OR "))
        return joined(" OR ", conditions)

    def _words(self, question: str) -> Condition:
        return replace(self._with(_IN_WORDS, question), words=question)

    def _with(self, sql: str, value: Any) -> Condition:
        self.named += 1
        if self.named > _MOST_VALUES:
            raise InvalidValue("query", value, "asks for too many things at once; make a list of its parts")
        name = f"v{self.named}"
        return Condition(sql.format(f":{name}"), {name: value})


def _span(day: Day) -> tuple[datetime, datetime]:
    begins = datetime.combine(day.day, time(), UTC)
    return begins, begins + timedelta(days=1)
