"""The fields that a query may name, and what their values are."""

import re
from collections.abc import Mapping
from datetime import date

from outreach.model.query.tree import Age, Day, Is, Never, When

# Field -> what its value is, for the help pages.
FIELDS: Mapping[str, str] = {
    "name": "words of the name",
    "city": "a city, by any of its names",
    "country": "a country, by code or name",
    "outlet": "words of the outlet's name",
    "organisation": "words of the organisation's name",
    "title": "words of the job title",
    "language": "a language, by tag or name; de finds de-AT too",
    "beat": "words of a beat",
    "list": "a mailing list, by name",
    "kind": "officer or journalist",
    "active": "yes or no",
    "email": "any part of an address, or @domain",
    "phone": "any part of a number",
    "notes": "words of the notes",
    "verified": "<90d, >180d, <2026-01-01, or never",
    "changed": "<7d, >2026-01-01",
    "added": "<7d, >2026-01-01",
}
DATES = ("verified", "changed", "added")
_SYNONYMS = {"organization": "organisation", "mail": "email", "tel": "phone", "note": "notes", "lang": "language"}
_CHOICES = {
    "kind": {"officer": "officer", "officers": "officer", "journalist": "journalist", "journalists": "journalist"},
    "active": {"yes": "yes", "true": "yes", "no": "no", "false": "no"},
}
_AGE = re.compile(r"([<>])([0-9]{1,5})([dwmy])")
_DAY = re.compile(r"([<>]?)([0-9]{4}-[0-9]{2}-[0-9]{2})")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_CENTURY = 36_500


def field_named(word: str) -> str | None:
    """The field that `word` stands for, in any case, or None."""
    name = word.lower()
    name = _SYNONYMS.get(name, name)
    return name if name in FIELDS else None


def nearest(word: str) -> str | None:
    """The field that somebody may have meant by `word`."""
    import difflib

    found = difflib.get_close_matches(word.lower(), [*FIELDS, *_SYNONYMS], n=1, cutoff=0.6)
    return _SYNONYMS.get(found[0], found[0]) if found else None


def clause(field: str, value: str) -> Is | When:
    """What `field:value` says. Raises ValueError with a sentence about the value."""
    if not value.strip():
        raise ValueError(f"{field}: needs a value: {FIELDS[field]}")
    if field in DATES:
        return When(field, _moment(field, value))
    if field in _CHOICES:
        chosen = _CHOICES[field].get(value.lower())
        if chosen is None:
            raise ValueError(f"{field}:{value} is not known; write {FIELDS[field]}")
        return Is(field, chosen)
    return Is(field, value)


def _moment(field: str, value: str) -> Age | Day | Never:
    if value.lower() == "never" and field == "verified":
        return Never()
    if age := _AGE.fullmatch(value):
        if int(age[2]) * DAYS[age[3]] > _CENTURY:
            raise ValueError(f"{field}:{value} is more than a century")
        return Age(age[1], int(age[2]), age[3])
    if day := _DAY.fullmatch(value):
        try:
            return Day(day[1], date.fromisoformat(day[2]))
        except ValueError:
            raise ValueError(f"{field}:{value} names a day that does not exist") from None
    raise ValueError(f"{field}:{value} is no time; write {FIELDS[field]}")
