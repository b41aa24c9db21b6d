"""What the index of words is asked for a piece of a query."""

import re

from outreach.errors import InvalidValue
from outreach.model import searchable
from outreach.model.query import Is, Term
from outreach.store.glance import Rows

# A city is named by any word of any of its names, in any language; of very many only these are asked for.
_CITIES = "SELECT id FROM city WHERE names LIKE :begins OR names LIKE :within ORDER BY id LIMIT 100"
_TAG = re.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def asked_for(term: Term, city_ids: list[int]) -> str:
    """What the index of words is asked for a term: words that begin so, or one of those cities."""
    begun = " AND ".join(f"{word}*" for word in term.words)
    return " OR ".join([*([f"({begun})"] if begun else []), *(f"{searchable.CITY}{id_}" for id_ in city_ids)])


def marked(clause: Is) -> str:
    """What the index of words is asked for a field's words. Raises InvalidValue where the value has none."""
    words = searchable.asked_words(clause.value)
    if not words:
        raise says_nothing(clause, "letters or digits")
    return " AND ".join(f"{searchable.MARKS[clause.field]}{word}*" for word in words)


def says_nothing(clause: Is, what: str) -> InvalidValue:
    """The error for a clause whose value holds none of `what`."""
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
