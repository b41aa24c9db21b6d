"""A query in SQL chooses exactly those whom its tree means, read in plain Python, on both stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from outreach.errors import InvalidValue, NotFound
from outreach.model.card import Card, ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.query import Age, All, Day, Either, Is, Never, Node, Not, Term, When, Words, parse, terms
from outreach.model.searchable import asked_words, words_of
from outreach.model.text import fold
from outreach.store import cards, contacts, database, gazetteer, mailing_lists, query
from tests.conftest import NOW
from tests.factories import journalist, officer

PLACES = {"Vienna": ("Wien", "vienne", "Vienna, AT"), "Geneva": ("Genf", "Genève"), "Tokyo": ("東京", "tokio")}
ON_LIST = "Chosen"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """Somebody as the store knows them, and as a test does."""

    card: Card
    added_at: datetime
    is_on_list: bool
    is_verified: bool


def draft(number: int) -> ContactDraft:
    """People who have much in common, so that a query tells some of them from others."""
    pick = (number * 7 + number // 3) % 12
    fields = {
        "city": gazetteer.city([*PLACES][pick % 3]) if pick % 4 else None,
        "country": None if pick % 4 else "AT",
        "languages": [["de-AT", "en"], ["fr"], ["de"], []][pick % 4],
        "beats": [["Migration"], ["labour rights", "climate"], []][number % 3],
        "title": [None, "Press Officer", "Korrespondent"][number % 3],
        "organisation": [None, "Ärzte Example"][number % 2],
        "notes": [None, "met in Łódź", "100% a_b"][pick % 3],
        "active": bool(number % 5),
        "phones": [[], ["+43 1 9999 123"], ["+1 202-555-0143", "+43 660 3776404"]][pick % 3],
        "emails": [[], [f"a_{number}@example.org"], [f"p{number}@press.example.com"]][number % 3],
    }
    name = ["Mira Olsen", "Ana Ek", "Søren Olsenius", "東京 太郎"][number % 4]
    if number % 2:
        return officer(f"{name} {number}", **fields)
    return journalist(f"{name} {number}", outlet=[None, "ORF", "Example Times"][pick % 3], **fields)


@pytest.fixture
def people(engine: Engine) -> Iterator[dict[str, Known]]:
    """Two dozen people, by UID; each a month older than the one before."""
    known = {}
    with database.writing(engine) as session:
        chosen = mailing_lists.create(session, ON_LIST, now=NOW)
        for number in range(24):
            at = NOW - 30 * number * DAY
            row = contacts.add(session, draft(number), origin=Origin(at))
            is_verified = bool(row.phones or row.emails) and number % 4 != 1
            if number % 4 == 1:
                for table in ("phone", "email"):
                    statement = f"UPDATE {table} SET verified_at = NULL WHERE contact_id = :id"
                    session.connection().execute(text(statement), {"id": row.id})
            on = bool(row.emails) and number % 2 == 0
            if on:
                mailing_lists.put_on(session, chosen, row, email=row.emails[0], now=NOW)
            known[row.uid] = (at, on, is_verified)
        rows = database.rows_of(session)
        found = [card for kind in ContactKind for card in cards.everybody(rows, kind)]
    return {card.uid: Known(card, *known[card.uid]) for card in found}


VALUES = {
    "name": ["olsen", "Mira", "sorensen", "東京", "京", "ek 1"],
    "city": ["Wien", "Vienna, AT", "Genève", "東京", "Kairo"],
    "country": ["AT", "Austria", "jp", "CH"],
    "outlet": ["orf", "times", "Example"],
    "organisation": ["arzte", "Aerzte", "example"],
    "title": ["press", "korr", "officer press"],
    "language": ["de", "de-AT", "FR", "German", "d-e"],
    "beat": ["migr", "labour", "rights climate"],
    "list": [ON_LIST],
    "kind": ["officer", "journalist"],
    "active": ["yes", "no"],
    "email": ["@example.org", "a_1", "press.", "p", "%"],
    "phone": ["0660 377", "+43", "555-01", "9", "(202) 555"],
    "notes": ["lodz", "100", "a"],
}
BARE = ["olsen", "0660 377", "wien", "gen", "lsen", "@example", "press", "Times orf", "19999", "at", "a_b", "京", "xyz"]
CLAUSES = st.one_of(
    st.builds(Words, st.sampled_from(BARE)),
    st.sampled_from([Is(field, value) for field, values in VALUES.items() for value in values if value != "d-e"]),
    st.builds(
        When,
        st.sampled_from(["verified", "changed", "added"]),
        st.builds(Age, st.sampled_from("<>"), st.integers(0, 24), st.sampled_from("dwm"))
        | st.builds(Day, st.sampled_from(["<", ">", ""]), st.dates(date(2025, 1, 1), date(2026, 12, 1)))
        | st.sampled_from([Day("", (NOW - 30 * number * DAY).date()) for number in range(24)]),
    ),
    st.just(When("verified", Never())),
)


def several(kind: type[All] | type[Either], nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(kind, st.lists(nodes, min_size=2, max_size=3).map(tuple))


TREES: st.SearchStrategy[Node] = st.recursive(
    CLAUSES, lambda nodes: st.builds(Not, nodes) | several(All, nodes) | several(Either, nodes), max_leaves=8
)


def test_the_sql_chooses_whom_the_tree_means(engine: Engine, people: dict[str, Known]) -> None:
    with database.reading(engine) as session:
        rows = database.rows_of(session)

        @settings(max_examples=400, suppress_health_check=list(HealthCheck))
        @given(TREES)
        def any_tree(tree: Node) -> None:
            condition = query.compiled(rows, tree, now=NOW)
            chosen = {card.uid for card in query.chosen(rows, condition)}

            assert chosen == {uid for uid, known in people.items() if holds(tree, known)}

        any_tree()


def holds(tree: Node, known: Known) -> bool:
    match tree:
        case Not(node):
            return not holds(node, known)
        case All(nodes):
            return all(holds(node, known) for node in nodes)
        case Either(nodes):
            return any(holds(node, known) for node in nodes)
        case Words(said):
            return all(is_found(term, known.card) for term in terms(said))
        case When(field, than):
            return was(field, than, known)
    return says(tree.field, tree.value, known)


def is_found(term: Term, card: Card) -> bool:
    said = [card.name, card.title, card.organisation, card.outlet, *card.beats, card.notes]
    said += [f"{card.city} {card.country}"] if card.city else []
    in_city = term.place and any(
        f" {name}".find(f" {term.place}") >= 0 for name in [fold(name) for name in names_of(card.city)]
    )
    return bool(has(term.words, said) or in_city or (term.part and any(term.part in p for p in parts(card))))


def names_of(city: str | None) -> list[str]:
    return [city, *gazetteer.city(city).other_names] if city else []


def has(words: tuple[str, ...], said: list[str | None]) -> bool:
    known = [word for line in said if line for word in words_of(line)]
    return bool(words) and all(any(word.startswith(begun) for word in known) for begun in words)


def parts(card: Card) -> list[str]:
    return numbers(card) + [email.key.replace("_", "-") for email in card.emails]


def numbers(card: Card) -> list[str]:
    return [phone.e164.removeprefix("+") for phone in card.phones]


def was(field: str, than: Age | Day | Never, known: Known) -> bool:
    at = {"verified": known.card.confirmed_at, "changed": known.card.changed_at, "added": known.added_at}[field]
    match than:
        case Never():
            return not known.is_verified
        case Age(sign, number, unit):
            limit = NOW - number * {"d": 1, "w": 7, "m": 30}[unit] * DAY
            return at > limit if sign == "<" else at <= limit
    begins = datetime.combine(than.day, time(), UTC)
    return {"<": at < begins, ">": at >= begins + DAY, "": begins <= at < begins + DAY}[than.sign]


def says(field: str, value: str, known: Known) -> bool:
    card = known.card
    match field:
        case "city":
            return card.city == gazetteer.city(value).name
        case "country":
            return card.country == {"Austria": "AT"}.get(value, value.upper())
        case "language":
            tag = {"German": "de"}.get(value, value).lower()
            return any(f"{known_tag.lower()}-".startswith(f"{tag}-") for known_tag in card.languages)
        case "list":
            return known.is_on_list
        case "kind":
            return card.kind == value
        case "active":
            return card.active is (value == "yes")
        case "email":
            return any(value.replace("_", "-").replace("%", "-") in e.key.replace("_", "-") for e in card.emails)
        case "phone":
            return any("".join(c for c in value if c.isdigit()).lstrip("0") in number for number in numbers(card))
        case "beat":
            return has(asked_words(value), list(card.beats))
    return has(asked_words(value), [getattr(card, field)])


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("city:Viennna", "did you mean Vienna, AT"),
        ("list:Nothing", "no list named 'Nothing'"),
        ("language:klingonish", "is not a language tag"),
        ("country:Ruritania", "no country that we know"),
        ("notes:!!!", "needs letters or digits"),
        ("phone:abc", "needs digits"),
        (" ".join(f'"{"a1 " * 32}"' for _ in range(100)), "too many things at once"),
    ],
    ids=lambda value: value[:20],
)
def test_a_value_that_says_nothing_is_refused(engine: Engine, asked: str, sentence: str) -> None:
    with database.reading(engine) as session, pytest.raises((NotFound, InvalidValue), match=sentence):
        query.compiled(database.rows_of(session), parse(asked), now=NOW)
