"""Which city, and which country, some words of a contact block name."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from outreach.errors import InvalidValue
from outreach.formats.contact_block.vocabulary.matching import keyed_words
from outreach.formats.contact_block.vocabulary.places import CA_PROVINCES, US_STATES
from outreach.formats.contact_block.word_kinds import May, Word
from outreach.model.city import City
from outreach.model.country import country_code

CityLookup = Callable[[str, str | None], City | None]

_IN = keyed_words("in à a au aux en em nel ad te i w v ve в во på fi at bei für for from für")
_POSTCODE = re.compile(r"(?:[A-Z]{1,3}-?)?\d[\d\-]{2,6}[A-Z]{0,2}|[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2}|[A-Z]\d[A-Z]")
_TOWN_SIGN = keyed_words("г г. город c/ cdad ciudad ville stadt d.c dc cedex")
_COUNTRY_ABBREVIATIONS = {
    "USA": "US",
    "U.S.A": "US",
    "U.S": "US",
    "UK": "GB",
    "U.K": "GB",
    "UAE": "AE",
    "U.A.E": "AE",
    "PRC": "CN",
    "RSA": "ZA",
}
_LONGEST_CITY = 5
# A small town's name is too often a person's.
_TOWN = 50_000
_HEAD = re.compile(
    r"\s*(?:(?:In|À|A|En|Em|Nel|Te|I|W)\s+)?(?P<city>[^\W\d_][^\d:–—|,;@\t]{1,30}?)\s*(?:[:–—|\t]|\s-\s|$)", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A city and its country, as far as the words tell; `country` is ISO 3166-1 alpha-2."""

    city: str | None = None
    country: str | None = None
    doubt: str | None = None


class Atlas:
    """The city look-up of one reading, with what it has been asked already."""

    def __init__(self, lookup: CityLookup, *, region: str | None) -> None:
        self._lookup, self._region = lookup, region
        self._known: dict[tuple[str, str | None], City | None] = {}

    def find(self, name: str, country: str | None = None) -> City | None:
        """The city of that name, in `country` if one is given."""
        asked = (name, country)
        if asked not in self._known:
            self._known[asked] = self._lookup(name, country)
        return self._known[asked]

    def countries_named(self, texts: Sequence[str]) -> list[str]:
        """The countries that end a line, stand behind its last comma, or open it: "Germany: Anna"."""
        found = []
        for tail in [part for text in texts for part in _ends(text)]:
            if 3 < len(tail) < 40 and tail[0].isupper():
                with suppress(InvalidValue):
                    found.append(country_code(tail))
            elif tail in _COUNTRY_ABBREVIATIONS:
                found.append(_COUNTRY_ABBREVIATIONS[tail])
        return found

    def countries_of_cities(self, texts: Sequence[str]) -> list[str]:
        """The countries of the cities that open a line: "In Vienna: Anna", "Vienna – Anna", or "Vienna" alone."""
        heads = [_HEAD.match(text) for text in texts]
        cities = [self.find(head["city"]) for head in heads if head]
        return [city.country for city in cities if city and city.population > _TOWN]

    def place(self, name: str, *, country: str | None = None) -> Place | None:
        """The place that `name` is, in `country` where the block tells one; else where most people would look for it.

        A namesake in the region of the reading wins over a foreign one unless that is far larger.
        """
        if country:
            found = self.find(name, country)
            return Place(found.name, found.country) if found else None
        abroad = self.find(name)
        home = self.find(name, self._region) if self._region else None
        if abroad is None:
            return None
        if home is not None and home.id != abroad.id and home.population * 8 >= abroad.population:
            return Place(home.name, home.country, f"{name!r} was read as {home}; there is also {abroad}")
        return Place(abroad.name, abroad.country)


def _ends(text: str) -> tuple[str, str]:
    return text.rstrip(" .,;").rpartition(",")[2].strip(), text.partition(":")[0].strip()


def country_of(words: Sequence[Word]) -> str | None:
    """The country that the words name, in any of the languages that the model knows."""
    text = " ".join(w.text for w in words)
    if text in _COUNTRY_ABBREVIATIONS:
        return _COUNTRY_ABBREVIATIONS[text]
    if len(text) < 4 or len(words) > 4 or any(c.isdigit() for c in text) or text.islower():
        return None
    try:
        return country_code(text.removeprefix("The ").removeprefix("the "))
    except InvalidValue:
        return None


def without_country(words: Sequence[Word]) -> tuple[list[Word], str | None]:
    """`words` without the country that they end with."""
    for length in range(1, min(4, len(words)) + 1):
        country = country_of(words[-length:])
        if country:
            return list(words[:-length]), country
    return list(words), None


def town_after_postcode(words: Sequence[Word]) -> list[Word]:
    """The words behind the digits: "D-50667 Köln", "69001 Lyon", "S-211 20 Malmö"."""
    last = max((n for n, w in enumerate(words) if _POSTCODE.fullmatch(w.text)), default=None)
    if last is None or sum(c.isdigit() for w in words[: last + 1] for c in w.text) < 4:
        return []
    behind = [w for w in words[last + 1 :] if w.key not in _TOWN_SIGN]
    return (
        behind
        if 0 < len(behind) <= _LONGEST_CITY and behind[0].is_capital and not any(w.is_digits for w in behind)
        else []
    )


def town_before_postcode(words: Sequence[Word]) -> list[Word]:
    """Such as "Leeds LS1 4DY", "Utrecht 3511": the words before the digits, if no street is among them."""
    first = next((n for n, w in enumerate(words) if w.is_digits), None)
    if not first or first > _LONGEST_CITY or not _POSTCODE.fullmatch(words[first].text):
        return []
    if any(w.may & May.STREET for w in words) or (words[first].text.isdigit() and len(words[first].text) < 4):
        return []
    before = list(words[:first])
    if len(before) > 1 and is_state(before[-1]):
        before.pop()
    return before if all(w.is_capital or w.may & May.PARTICLE for w in before) else []


def is_state(word: Word) -> bool:
    """Whether the word is a state of the US or a province of Canada, as an address abbreviates it."""
    return word.text in US_STATES or word.text in CA_PROVINCES


def state_country(word: Word) -> str:
    """The country of `is_state`."""
    return "US" if word.text in US_STATES else "CA"


def without_preposition(words: Sequence[Word]) -> list[Word]:
    """Such as "In Vienna" -> Vienna; the same words if they begin otherwise."""
    if len(words) > 1 and words[0].key in _IN and words[1].is_capital:
        return list(words[1:])
    return list(words)


def without_town_signs(words: Sequence[Word]) -> list[Word]:
    """The town without its sign: "г. Тула" -> Тула."""
    return [w for w in words if w.key not in _TOWN_SIGN]
