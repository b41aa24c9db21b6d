"""Finding anybody by anything: the best first, each with what matched.

Four questions, the surest first: who is called exactly that; whose name begins so; who has it elsewhere; who has it in
a number or an address. Each looks at ten times as many people as are wanted at most, so that a text that a million
share is answered at once; of those the active come first, then the order of family names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach.errors import InvalidValue
from outreach.model import searchable
from outreach.model.card import Card
from outreach.model.query import All, Node, Term, Words, clean, parse_leniently, terms
from outreach.model.text import fold
from outreach.store import cards, query
from outreach.store.glance import Rows
from outreach.store.query import EVERYBODY, Condition

_FOR_EACH = 10
# Each in the order in which it comes, so that it can stop early; CROSS JOIN makes SQLite begin with the index.
_CALLED = "SELECT c.id FROM contact c WHERE c.name_key = :called AND {rest} ORDER BY c.id"
_HAVING = """
    SELECT c.id FROM contact_words(:question) w CROSS JOIN contact c
    WHERE c.id = w.rowid AND {rest} ORDER BY w.rowid"""
_HAVING_ALONE = "SELECT w.rowid AS id FROM contact_words(:question) w ORDER BY w.rowid"
_REACHED = """
    SELECT c.id FROM contact_parts p CROSS JOIN contact c CROSS JOIN contact_text t
    WHERE p.parts LIKE :piece AND c.id = p.rowid AND t.contact_id = c.id AND {others} AND {rest}
    ORDER BY p.rowid"""
_ALL_OF = "SELECT c.id FROM contact c WHERE {rest} ORDER BY c.sort_key, c.id"
_BEST = """
    SELECT c.id, c.uid FROM ({question} LIMIT :most) f JOIN contact c ON c.id = f.id
    ORDER BY c.active DESC, c.sort_key, c.id LIMIT :limit"""


Question = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found, and why: each field that matched, with what it says."""

    card: Card
    why: tuple[tuple[str, str], ...]


def find(rows: Rows, text: str, *, limit: int, now: datetime, also: Node | None = None) -> list[Found]:
    """Whom `text` finds, of both kinds, at most `limit`. A text that is no query of model/query is plain words.

    `also` must hold besides. Raises NotFound for a city or list that does not exist.
    """
    try:
        words, rest = _read(rows, parse_leniently(text), also, now=now)
    except InvalidValue:
        words, rest = _read(rows, Words(clean(text)), also, now=now)
    asked = [term for word in words for term in terms(word.text)]
    if not asked and (words or rest is EVERYBODY):
        return []
    places = {term: query.cities_called(rows, term.place) for term in asked}
    called = fold(" ".join(word.text for word in words))
    questions = _questions(called, places, rest) if asked else [(_ALL_OF, {})]
    uids = _best(rows, questions, rest, limit=limit)
    return [Found(card, _why(card, asked)) for card in _in_order(rows, uids)]


def _read(rows: Rows, tree: Node, also: Node | None, *, now: datetime) -> tuple[list[Words], Condition]:
    """The words that everybody must be found by, and what else must hold."""
    nodes = tree.nodes if isinstance(tree, All) else (tree,)
    words = [node for node in nodes if isinstance(node, Words)]
    others = [node for node in (*nodes, also) if node and not isinstance(node, Words)]
    rest = All(tuple(others)) if len(others) > 1 else next(iter(others), None)
    return words, query.compiled(rows, rest, now=now) if rest else EVERYBODY


def _questions(called: str, places: dict[Term, list[int]], rest: Condition) -> Iterator[Question]:
    """The surest first; the index of words is asked for the rest as well, where it can answer that."""
    yield _CALLED, {"called": called}
    besides = f" AND ({rest.words})" if rest.words else ""
    having = _HAVING_ALONE if rest.words or rest is EVERYBODY else _HAVING
    if all(term.words for term in places):
        name = " AND ".join(f"{searchable.MARKS['name']}{word}*" for term in places for word in term.words)
        yield having, {"question": f"({name}){besides}"}
    asked = [query.asked_for(term, city_ids) for term, city_ids in places.items()]
    if all(asked):
        anywhere = " AND ".join(f"({question})" for question in asked)
        yield having, {"question": f"({anywhere}){besides}"}
    for term in places:
        if term.part:
            yield _reached(term, places)


def _reached(term: Term, places: dict[Term, list[int]]) -> Question:
    """Those who have `term` in a number or an address, and every other term anywhere."""
    others, values = ["1 = 1"], {"piece": f"%{term.part}%"}
    for number, (other, city_ids) in enumerate(places.items()):
        if other is not term:
            sql, more = _has(other, city_ids, f"t{number}")
            others.append(sql)
            values |= more
    return _REACHED.format(others=" AND ".join(others), rest="{rest}"), values


def _has(term: Term, city_ids: Sequence[int], name: str) -> tuple[str, dict[str, str]]:
    begun = {f"{name}_{number}": f"% {word}%" for number, word in enumerate(term.words)}
    piece = {f"{name}_part": f"%{term.part}%"} if term.part else {}
    ways = [" AND ".join(f"' ' || t.words LIKE :{key}" for key in begun)] if begun else []
    ways += [f"t.parts LIKE :{key}" for key in piece]
    ways += [f"c.city_id IN ({', '.join(map(str, city_ids))})"] if city_ids else []
    return f"({' OR '.join(f'({way})' for way in ways)})", begun | piece


def _best(rows: Rows, questions: Iterable[Question], rest: Condition, *, limit: int) -> dict[int, str]:
    """Those whom the questions find and for whom `rest` holds: id -> UID, the best first.

    The next question is asked only where the ones before leave room.
    """
    found: dict[int, str] = {}
    for question, values in questions:
        sql = _BEST.format(question=question.format(rest=f"({rest.sql})"))
        wanted = limit + len(found)
        for id_, uid in rows(sql, limit=wanted, most=wanted * _FOR_EACH, **values, **rest.values):
            found.setdefault(id_, uid)
        if len(found) >= limit:
            break
    return dict(list(found.items())[:limit])


def _in_order(rows: Rows, uids: dict[int, str]) -> Iterator[Card]:
    if not uids:
        return iter(())
    known = {card.uid: card for card in cards.chosen(rows, f"c.id IN ({', '.join(map(str, uids))})")}
    return (known[uid] for uid in uids.values())


def _why(card: Card, asked: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    """For each term the first field that it stands in; a name is no news."""
    why = dict.fromkeys(match for term in asked for match in [_match(card, term)] if match)
    return tuple(match for match in why if match[0] != "name") or tuple(why)


def _match(card: Card, term: Term) -> tuple[str, str] | None:
    for field, said in _said(card):
        if term.words and all(any(w.startswith(word) for w in searchable.words_of(said)) for word in term.words):
            return field, said
    for phone in card.phones:
        if term.part and term.part in searchable.digits(phone.e164) + searchable.digits(phone.extension or ""):
            return "phone", phone.international
    for email in card.emails:
        if term.part and term.part in searchable.part(email.key):
            return "email", email.address
    return ("city", card.city) if card.city and term.place else None


def _said(card: Card) -> Iterator[tuple[str, str]]:
    """The fields that hold words, each with a line of it."""
    place = ", ".join(filter(None, (card.city, card.country))) if card.city else ""
    for field, said in (
        ("name", card.name),
        ("outlet", card.outlet),
        ("title", card.title),
        ("organisation", card.organisation),
        ("city", place),
        *(("beat", beat) for beat in card.beats),
        *(("notes", line) for line in (card.notes or "").splitlines()),
    ):
        if said:
            yield field, said
