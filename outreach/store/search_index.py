"""The indexes over contact_text, by which people are found: FTS5 in SQLite, GIN in PostgreSQL. See decision 8.

Both stores answer to the same two names, so that a query is written once:

    SELECT rowid FROM contact_words(:q)                        q: "_n_olsen* AND (_l_de OR _l_fr) NOT _o_orf*"
    SELECT rowid FROM contact_parts WHERE parts LIKE :piece    piece: "%660377%"
"""

import json
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from outreach.model.searchable import texts
from outreach.model.work import Place, Work

_NAMES = ("contact_words", "contact_parts", "contact_text_words", "contact_text_parts")
_BATCH = 5_000

# The text is prepared already (model/searchable): nothing but spaces parts its words. Nothing but what is needed is
# kept: no positions, no lengths. Of a row that changed, only the index whose text changed is written.
_SQLITE = (
    "CREATE VIRTUAL TABLE contact_words USING fts5(words, content='contact_text', content_rowid='contact_id',"
    " tokenize=\"ascii tokenchars '_'\", detail=none, columnsize=0)",
    "CREATE VIRTUAL TABLE contact_parts USING fts5(parts, content='contact_text', content_rowid='contact_id',"
    " tokenize='trigram', detail=none, columnsize=0)",
    """CREATE TRIGGER contact_text_added AFTER INSERT ON contact_text BEGIN
        INSERT INTO contact_words (rowid, words) VALUES (new.contact_id, new.words);
        INSERT INTO contact_parts (rowid, parts) VALUES (new.contact_id, new.parts);
    END""",
    """CREATE TRIGGER contact_text_gone AFTER DELETE ON contact_text BEGIN
        INSERT INTO contact_words (contact_words, rowid, words) VALUES ('delete', old.contact_id, old.words);
        INSERT INTO contact_parts (contact_parts, rowid, parts) VALUES ('delete', old.contact_id, old.parts);
    END""",
    """CREATE TRIGGER contact_text_words_changed AFTER UPDATE OF words ON contact_text WHEN old.words <> new.words BEGIN
        INSERT INTO contact_words (contact_words, rowid, words) VALUES ('delete', old.contact_id, old.words);
        INSERT INTO contact_words (rowid, words) VALUES (new.contact_id, new.words);
    END""",
    """CREATE TRIGGER contact_text_parts_changed AFTER UPDATE OF parts ON contact_text WHEN old.parts <> new.parts BEGIN
        INSERT INTO contact_parts (contact_parts, rowid, parts) VALUES ('delete', old.contact_id, old.parts);
        INSERT INTO contact_parts (rowid, parts) VALUES (new.contact_id, new.parts);
    END""",
)
_REBUILDS = (
    "INSERT INTO contact_words (contact_words) VALUES ('rebuild')",
    "INSERT INTO contact_parts (contact_parts) VALUES ('rebuild')",
)
_CHECKS = {
    "contact_words": "INSERT INTO contact_words (contact_words, rank) VALUES ('integrity-check', 1)",
    "contact_parts": "INSERT INTO contact_parts (contact_parts, rank) VALUES ('integrity-check', 1)",
}
# No parser of PostgreSQL's reads the text either: an array of words becomes a vector as it is, kept beside it. Both
# names are plain SQL that the planner unfolds into the query around them; OFFSET 0 keeps it from walking through
# everybody in the order that the query wants instead of asking the index.
_POSTGRESQL = (
    "ALTER TABLE contact_text ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX contact_text_words ON contact_text USING gin (vector)",
    """CREATE FUNCTION contact_words(question text) RETURNS TABLE (rowid integer) LANGUAGE sql STABLE AS $$
        SELECT contact_id FROM contact_text WHERE vector @@ CAST(replace(replace(replace(replace(
            question, '*', ':*'), ' AND ', ' & '), ' OR ', ' | '), ' NOT ', ' & !') AS tsquery) OFFSET 0 $$""",
    "CREATE VIEW contact_parts AS SELECT contact_id AS rowid, parts FROM contact_text",
)
_TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX contact_text_parts ON contact_text USING gin (parts gin_trgm_ops)",
)

_PEOPLE = """
    SELECT c.id, c.name, c.title, c.organisation, outlet.name, c.beats, c.notes, c.country, c.languages, city.id,
           city.name, city.country
    FROM contact c LEFT JOIN city ON city.id = c.city_id LEFT JOIN outlet ON outlet.id = c.outlet_id
    WHERE c.id > :after AND {where} ORDER BY c.id LIMIT :batch"""
_PHONES = """
    SELECT contact_id, e164, extension FROM phone WHERE contact_id BETWEEN :first AND :last
    ORDER BY contact_id, position"""
_EMAILS = """
    SELECT contact_id, key FROM email WHERE contact_id BETWEEN :first AND :last ORDER BY contact_id, position"""


def is_of_the_model(name: str | None, kind: str, parents: Any) -> bool:
    """Whether a table, column or index is one of the model, and no part of the search index (for alembic)."""
    if kind == "column":
        return (parents.get("table_name"), name) != ("contact_text", "vector")
    return not (kind in ("table", "index") and (name or "").startswith(_NAMES))


def create(connection: Connection) -> None:
    """Makes the indexes over contact_text and fills both, on a store that has neither."""
    _write_texts(connection, "1 = 1", {})
    if connection.dialect.name == "sqlite":
        _run(connection, (*_SQLITE, *_REBUILDS))
    else:
        _run(connection, _POSTGRESQL)
        _index_parts(connection)


def rebuild(connection: Connection) -> None:
    """Writes everybody's text anew, and the indexes with it."""
    _write_texts(connection, "1 = 1", {})
    if connection.dialect.name == "sqlite":
        _run(connection, _REBUILDS)
    else:
        _run(connection, ("REINDEX INDEX contact_text_words",))
        _index_parts(connection)


def rewrite(connection: Connection, *, outlet_id: int) -> None:
    """Writes the texts of an outlet's journalists anew: their outlet is called something else now."""
    _write_texts(connection, "c.outlet_id = :outlet_id", {"outlet_id": outlet_id})


def problems(connection: Connection) -> list[str]:
    """What is wrong with the index, a sentence each."""
    missing = connection.execute(
        text(
            "SELECT COUNT(*) FROM contact c LEFT JOIN contact_text t ON t.contact_id = c.id WHERE t.contact_id IS NULL"
        )
    ).scalar_one()
    found = [f"{missing} people are not in the search index; `outreach database reindex` puts them there"] * bool(
        missing
    )
    if connection.dialect.name != "sqlite":
        return found
    for name, statement in _CHECKS.items():
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(statement)
        except DBAPIError:
            found.append(f"the search index {name} does not match the directory; `outreach database reindex` mends it")
    return found


def advice(connection: Connection) -> list[str]:
    """What makes searching slower than it could be, a sentence each."""
    if connection.dialect.name == "sqlite" or _has_trigrams(connection):
        return []
    return [
        "this PostgreSQL has no extension pg_trgm, so pieces of numbers and addresses are looked for in every entry; "
        "have it installed, then run `outreach database reindex`"
    ]


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _index_parts(connection: Connection) -> None:
    """An index for pieces, where the server has the extension and we may use it; LIKE finds them without, slowly."""
    if _has_trigrams(connection):
        return
    try:
        with connection.begin_nested():
            _run(connection, _TRIGRAMS)
    except DBAPIError:
        return


def _has_trigrams(connection: Connection) -> bool:
    found = connection.execute(text("SELECT 1 FROM pg_indexes WHERE indexname = 'contact_text_parts'")).first()
    return found is not None


def _write_texts(connection: Connection, where: str, values: dict[str, Any]) -> None:
    """The texts of those whom `where` chooses, made and kept a batch at a time."""
    people = text(_PEOPLE.format(where=where))
    after = 0
    while batch := connection.execute(people, values | {"after": after, "batch": _BATCH}).all():
        span = {"first": batch[0][0], "last": batch[-1][0]}
        phones, emails = (_by_person(connection.execute(text(sql), span)) for sql in (_PHONES, _EMAILS))
        _keep(connection, [_text_of(tuple(row), phones.get(row[0], []), emails.get(row[0], [])) for row in batch])
        after = batch[-1][0]


def _by_person(rows: Any) -> dict[int, list[tuple[Any, ...]]]:
    return {id_: [tuple(row[1:]) for row in group] for id_, group in groupby(rows, key=itemgetter(0))}


def _text_of(row: tuple[Any, ...], phones: list[Any], emails: list[Any]) -> dict[str, Any]:
    id_, name, title, organisation, outlet, beats, notes, country, languages, city_id, city, city_country = row
    place = Place(city_id, city, city_country) if city_id else None
    work = Work(title, organisation, outlet, place, country, tuple(json.loads(languages)), tuple(json.loads(beats)))
    found = texts(name, notes, work, phones=phones, emails=[key for (key,) in emails])
    return {"contact_id": id_, **found._asdict()}


def _keep(connection: Connection, rows: list[dict[str, Any]]) -> None:
    kept = "INSERT INTO contact_text (contact_id, words, parts) VALUES (:contact_id, :words, :parts)"
    changed = " ON CONFLICT (contact_id) DO UPDATE SET words = excluded.words, parts = excluded.parts"
    connection.execute(text(kept + changed), rows)
