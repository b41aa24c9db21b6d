"""Big stores, filled by bulk SQL: the tables as the program would fill them, in the time that a benchmark has."""

import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from outreach.model.city import City
from outreach.model.searchable import texts
from outreach.model.text import fold
from outreach.model.work import Work, place_of
from outreach.store import database, gazetteer

_DAY = "2026-01-01 00:00:00.000000"
_PLACES = ("Geneva", "New York", "Nairobi", "Bangkok", "Panama City", "Brussels", "Dakar", "Cairo", "Amman", "Tokyo")
_LANGUAGES = ("en", "fr", "de", "es", "ar", "pt-BR")
_BEATS = ("migration", "labour", "climate", "health", "economy", "borders", "shipping", "sport")
_SYLLABLES = (
    "ka lo mi ra ste no vi ber tan gul shi do re fa zu pe qui ho lan dri me sa wo ny ti cha be ru ol sen".split()
)
_BATCH = 20_000


class _Person(NamedTuple):
    """One row of every table."""

    contact: tuple[Any, ...]
    phones: list[tuple[Any, ...]]
    email: tuple[Any, ...]
    text: tuple[Any, ...]


def fill(file: Path, officers: int, journalists: int, in_vienna: int) -> None:
    """Makes a store in `file` with that many people, `in_vienna` of the officers there, the same every time.

    Each has two numbers and one address; journalists have one of 2,000 outlets and two beats.
    """
    engine = database.engine(f"sqlite:///{file}")
    database.upgrade(engine)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        later = _set_aside(connection)
        places = [gazetteer.city(name) for name in ("Vienna", *_PLACES)]
        _insert(connection, "city", _COLUMNS["city"], map(_city, places))
        _insert(connection, "outlet", _COLUMNS["outlet"], map(_outlet, range(1, 2_001) if journalists else ()))
        for batch in _batches(_people(officers, journalists, in_vienna, places)):
            _insert(connection, "contact", _COLUMNS["contact"], [person.contact for person in batch])
            _insert(connection, "phone", _COLUMNS["phone"], [phone for person in batch for phone in person.phones])
            _insert(connection, "email", _COLUMNS["email"], [person.email for person in batch])
            _insert(connection, "contact_text", _COLUMNS["contact_text"], [person.text for person in batch])
        for statement in later:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA optimize")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode = WAL")


def _set_aside(connection: sqlite3.Connection) -> list[str]:
    """Drops indexes and triggers, which cost less when they are made at the end; gives what makes them again."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    searched = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall()
    return [*(sql for _, _, sql in found), *(f"INSERT INTO {name}({name}) VALUES ('rebuild')" for (name,) in searched)]


_COLUMNS = {
    "city": "id name country timezone names latitude longitude",
    "outlet": "id name key country",
    "contact": "id uid kind name prefix given_name additional_name family_name suffix title organisation country notes"
    " active name_key sort_key city_id outlet_id languages beats created_at changed_at confirmed_at",
    "phone": "contact_id position written e164 international kind visibility valid verified_at",
    "email": "contact_id position written address key kind visibility verified_at",
    "contact_text": "contact_id words parts",
}


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Any) -> None:
    names = columns.split()
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def _city(city: City) -> tuple[Any, ...]:
    keys = dict.fromkeys(fold(name) for name in (city.name, *city.other_names))
    names = f"|{'|'.join(keys)}|"
    return city.id, city.name, city.country, city.timezone, names, city.latitude, city.longitude


def _outlet(number: int) -> tuple[Any, ...]:
    name = _outlet_name(number)
    return number, name, fold(name), None


def _outlet_name(number: int) -> str:
    return f"The {_word(number)} Example {number}"


def _word(number: int) -> str:
    """A name out of syllables, the same for the same number."""
    letters = []
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[at])
    return "".join(letters).capitalize() or "Ann"


def _people(officers: int, journalists: int, in_vienna: int, places: Sequence[City]) -> Iterator[_Person]:
    chance = random.Random(3)
    vienna, elsewhere = places[0], places[1:]
    there = set(chance.sample(range(officers), in_vienna))
    for number in range(officers + journalists):
        city = vienna if number in there else chance.choice(elsewhere)
        yield _person(number + 1, city, chance, is_officer=number < officers)


def _person(id_: int, city: City, chance: random.Random, *, is_officer: bool) -> _Person:
    given, family = _word(chance.randrange(1, 3_000)), _word(chance.randrange(1, 60_000))
    name = f"{given} {family}"
    outlet = None if is_officer else chance.randrange(1, 2_001)
    title = "Press officer" if is_officer else "Correspondent"
    languages = chance.sample(_LANGUAGES, 2)
    beats = [] if is_officer else chance.sample(_BEATS, 2)
    numbers = [f"+43{kind}{id_:08}" for kind in ("1", "660")]
    address = f"{given}.{family}.{id_}@example.org".lower()
    active = chance.random() > 0.02
    house = _outlet_name(outlet) if outlet else None
    work = Work(title, None, house, place_of(city), None, tuple(languages), tuple(beats))
    text = texts(name, None, work, phones=[(number, None) for number in numbers], emails=[address])
    kind = "officer" if is_officer else "journalist"
    return _Person(
        (
            *(id_, str(uuid.UUID(int=id_)), kind, name, "", given, "", family, "", title, None, None, None, active),
            *(fold(name), fold(f"{family} {given}"), city.id, outlet, _list(languages), _list(beats), _DAY, _DAY, _DAY),
        ),
        [
            (id_, at, number, number, f"{number[:3]} {number[3:]}", ("work", "mobile")[at], "public", 1, _DAY)
            for at, number in enumerate(numbers)
        ],
        (id_, 0, address, address, address, "work", "public", _DAY),
        (id_, *text),
    )


def _list(words: Sequence[str]) -> str:
    quoted = ", ".join(f'"{word}"' for word in words)
    return f"[{quoted}]"


def _batches(people: Iterator[_Person]) -> Iterator[list[_Person]]:
    batch: list[_Person] = []
    for person in people:
        batch.append(person)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
