"""Finding anybody by anything: the best first, each with what matched.

Four questions, the surest first: who is called exactly that; whose name begins so; who has it elsewhere; who has it in
a number or an address. Each looks at a thousand people at most, so that a text that a million share is answered at
once; of those the active come first, then the order of family names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach.model import searchable
from outreach.model.card import Card
from outreach.model.query import All, Node, Term, Words, parse_leniently, terms
from outreach.model.text import fold
from outreach.store import cards, query
from outreach.store.glance import Rows
from outreach.store.query import EVERYBODY, Condition

_MOST = 1_000
# Each in the order in which it comes, so that it can stop early; CROSS JOIN makes SQLite begin with the index.
_CALLED = "SELECT c.id FROM contact c WHERE c.name_key = :called AND {rest} ORDER BY c.id"
_HAVING = """
    SELECT c.id FROM contact_words({}) w CROSS JOIN contact c WHERE c.id = w.rowid AND {{rest}} ORDER BY w.rowid"""
_REACHED = """
    SELECT c.id FROM contact_parts p CROSS JOIN contact c CROSS JOIN contact_text t
    WHERE p.parts LIKE :piece AND c.id = p.rowid AND t.contact_id = c.id AND {others} AND {{rest}}
    ORDER BY p.rowid"""
_ALL_OF = "SELECT c.id FROM contact c WHERE {rest} ORDER BY c.sort_key, c.id"
_TIER = "SELECT id, {tier} FROM ({question} LIMIT {most}) q{tier}"
_BEST = """
    WITH found(id, tier) AS ({found})
    SELECT c.id, c.uid, c.active, c.sort_key
    FROM (SELECT id, MIN(tier) AS tier FROM found GROUP BY id) f JOIN contact c ON c.id = f.id
    ORDER BY f.tier, c.active DESC, c.sort_key, c.id LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found, and why: each field that matched, with what it says."""

    card: Card
    why: tuple[tuple[str, str], ...]


def find(rows: Rows, text: str, *, limit: int, now: datetime, also: Node | None = None) -> list[Found]:
    """Whom `text` finds, of both kinds, at most `limit`. A text that is no query of model/query is plain words.

    `also` must hold besides. Raises NotFound for a city or list that does not exist.
    """
    words, others = _parted(parse_leniently(text))
    rest = (
        query.compiled(rows, _together([*others, *([also] if also else [])]), now=now) if others or also else EVERYBODY
    )
    asked = [term for word in words for term in terms(word.text)]
    if not asked and (words or not others):
        return []
    places = {term: query.cities_called(rows, term.place) for term in asked}
    uids = _best(rows, [(_ALL_OF, {})], rest, limit=limit) if not asked else _by_words(rows, words, places, rest, limit)
    return [Found(card, _why(card, asked)) for card in _in_order(rows, uids)]


def _parted(tree: Node) -> tuple[list[Words], list[Node]]:
    """The words that everybody must be found by, and what else must hold."""
    nodes = tree.nodes if isinstance(tree, All) else (tree,)
    return [n for n in nodes if isinstance(n, Words)], [n for n in nodes if not isinstance(n, Words)]


def _together(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _by_words(
    rows: Rows, words: Sequence[Words], places: dict[Term, list[int]], rest: Condition, limit: int
) -> dict[int, str]:
    found = _best(rows, _surest(words, places), rest, limit=limit)
    if len(found) < limit:
        reached = [question for term in places if term.part for question in [_reached(term, places)]]
        more = _best(rows, reached, rest, limit=limit + len(found)) if reached else {}
        found |= {id_: uid for id_, uid in more.items() if id_ not in found}
    return dict(list(found.items())[:limit])


def _surest(words: Sequence[Words], places: dict[Term, list[int]]) -> list[tuple[str, dict[str, Any]]]:
    questions: list[tuple[str, dict[str, Any]]] = [(_CALLED, {"called": fold(" ".join(w.text for w in words))})]
    if all(term.words for term in places):
        name = " AND ".join(f"{searchable.MARKS['name']}{word}*" for term in places for word in term.words)
        questions.append((_HAVING.format(":name"), {"name": name}))
    asked = [query.asked_for(term, city_ids) for term, city_ids in places.items()]
    if all(asked):
        anywhere = " AND ".join(f"({question})" for question in asked)
        questions.append((_HAVING.format(":anywhere"), {"anywhere": anywhere}))
    return questions


def _reached(term: Term, places: dict[Term, list[int]]) -> tuple[str, dict[str, Any]]:
    """Those who have `term` in a number or an address, and every other term anywhere."""
    at = list(places).index(term)
    others, values = ["1 = 1"], {f"piece{at}": f"%{term.part}%"}
    for number, (other, city_ids) in enumerate(places.items()):
        if other is not term:
            sql, more = _has(other, city_ids, f"t{at}_{number}")
            others.append(sql)
            values |= more
    sql = _REACHED.replace(":piece", f":piece{at}").format(others=" AND ".join(others))
    return sql, values


def _has(term: Term, city_ids: Sequence[int], name: str) -> tuple[str, dict[str, str]]:
    ways, values = [], {}
    begun = []
    for number, word in enumerate(term.words):
        begun.append(f"' ' || t.words LIKE :{name}_{number}")
        values[f"{name}_{number}"] = f"% {word}%"
    if begun:
        ways.append(f"({' AND '.join(begun)})")
    if term.part:
        ways.append(f"t.parts LIKE :{name}_part")
        values[f"{name}_part"] = f"%{term.part}%"
    if city_ids:
        ways.append(f"c.city_id IN ({', '.join(map(str, city_ids))})")
    return f"({' OR '.join(ways)})", values


def _best(
    rows: Rows, questions: Sequence[tuple[str, dict[str, Any]]], rest: Condition, *, limit: int
) -> dict[int, str]:
    """Those whom the questions find and for whom `rest` holds: id -> UID, the best first."""
    found = " UNION ALL ".join(
        _TIER.format(tier=tier, question=sql.format(rest=f"({rest.sql})"), most=max(_MOST, limit))
        for tier, (sql, _) in enumerate(questions)
    )
    values = {name: value for _, own in questions for name, value in own.items()} | rest.values
    return {id_: uid for id_, uid, *_ in rows(_BEST.format(found=found), limit=limit, **values)}


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
