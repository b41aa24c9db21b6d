"""Which press officer answers whom: a pure function of the directory.

The first rule that finds somebody decides: an officer in the reader's city, in the reader's country, in an office that
answers for the country, for a language, for a beat of theirs; then the nearest in their part of the world, then on
their continent; then headquarters; then whoever is nearest at all. Only active officers whom the reader may ring or
write to are asked. Of several, one with a language in common comes first, then one on the same beat, then the nearer
one, then by name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from outreach.model import geography
from outreach.model.card import Card
from outreach.model.country import name_of
from outreach.model.office import Office, Place, place_of
from outreach.model.text import fold
from outreach.model.values import Visibility

_FAR = 1e9  # kilometres, for a place that is nowhere on the map


class Rule(StrEnum):
    """What decided."""

    CITY = "city"
    COUNTRY = "country"
    COVERAGE_COUNTRY = "coverage: country"
    COVERAGE_LANGUAGE = "coverage: language"
    COVERAGE_BEAT = "coverage: beat"
    REGION = "region"
    CONTINENT = "continent"
    HEADQUARTERS = "headquarters"
    DISTANCE = "distance"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who answers a reader, as the reader may see them, and by which rule; None where nobody can.

    `subject` is what the rule looked at: a city, a country's code, a language, a beat, a region. `kilometres` is how
    far the officer is, where that decided.
    """

    officer: Card | None
    rule: Rule
    subject: str = ""
    kilometres: int | None = None

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        if self.officer is None:
            return f"Nobody answers: {self.subject}."
        city = self.officer.city or "an office without a city"
        return f"{self.officer.name} answers: {_BECAUSE[self.rule](city, self)}."


@lru_cache(maxsize=300)
def _country(code: str) -> str:
    return name_of(code)


@lru_cache(maxsize=300)
def _language(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_language_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _away(choice: Choice) -> str:
    return f" ({choice.kilometres:,} km away)" if choice.kilometres is not None else ""


_BECAUSE: dict[Rule, Callable[[str, Choice], str]] = {
    Rule.CITY: lambda city, _: f"in {city}, the reader's city",
    Rule.COUNTRY: lambda city, c: f"in {city}, in the reader's country, {_country(c.subject)}",
    Rule.COVERAGE_COUNTRY: lambda city, c: f"{city} answers for {_country(c.subject)}, the reader's country",
    Rule.COVERAGE_LANGUAGE: lambda city, c: f"{city} answers those who read {_language(c.subject)}",
    Rule.COVERAGE_BEAT: lambda city, c: f"{city} answers for the reader's beat, {c.subject}",
    Rule.REGION: lambda city, c: f"{city} is the nearest office in {c.subject}{_away(c)}",
    Rule.CONTINENT: lambda city, c: f"{city} is the nearest office in {c.subject}{_away(c)}",
    Rule.HEADQUARTERS: lambda city, _: f"{city} is headquarters, and no office is nearer to the reader",
    Rule.DISTANCE: lambda city, c: f"{city} is the nearest office{_away(c)}",
}


def nearest(reader: Card, officers: Iterable[Card], offices: Iterable[Office]) -> Choice:
    """Who answers one reader; for many readers, make a Directory once."""
    return Directory(officers, offices).nearest(reader)


class Directory:
    """Officers and offices, set out so that ten thousand readers can be answered quickly."""

    def __init__(self, officers: Iterable[Card], offices: Iterable[Office]) -> None:
        seen = [card.seen_by(Visibility.PRESS) for card in officers if card.active]
        self._officers = [card for card in seen if card.phones or card.emails]
        self._languages = {card.uid: {_base(tag) for tag in card.languages} for card in self._officers}
        self._beats = {card.uid: {fold(beat) for beat in card.beats} for card in self._officers}
        self._in_place = _grouped(self._officers, place_of)
        self._in_country = _grouped(self._officers, lambda card: card.country)
        self._in_subregion = _grouped(self._officers, lambda card: geography.subregion(card.country))
        self._on_continent = _grouped(self._officers, lambda card: geography.continent(card.country))
        offices = sorted(offices, key=lambda office: (office.city, office.country))
        self._headquarters = self._teams(offices, lambda office: [""] if office.is_headquarters else [])
        self._for_country = self._teams(offices, lambda office: office.countries)
        self._for_language = self._teams(offices, lambda office: [_base(tag) for tag in office.languages])
        self._for_beat = self._teams(offices, lambda office: [fold(beat) for beat in office.beats])
        self._distances: dict[Place, dict[str, float]] = {}

    def _teams(self, offices: Iterable[Office], subjects: Callable[[Office], Iterable[str]]) -> dict[str, list[Card]]:
        teams: dict[str, list[Card]] = {}
        for office in offices:
            for subject in subjects(office):
                teams.setdefault(subject, []).extend(self._in_place.get(office.place, ()))
        return teams

    def nearest(self, reader: Card) -> Choice:
        """Who answers `reader`, and why."""
        return (
            self._close_by(reader)
            or self._by_coverage(reader)
            or self._by_region(reader)
            or self._from_afar(reader)
            or Choice(None, Rule.NOBODY, self._why_nobody(reader))
        )

    def _close_by(self, reader: Card) -> Choice | None:
        if there := self._in_place.get(place_of(reader)):
            return Choice(self._best(reader, there), Rule.CITY, reader.city or "")
        if reader.country and (there := self._in_country.get(reader.country)):
            return Choice(self._best(reader, there), Rule.COUNTRY, reader.country)
        return None

    def _by_coverage(self, reader: Card) -> Choice | None:
        if reader.country and (team := self._for_country.get(reader.country)):
            return Choice(self._best(reader, team), Rule.COVERAGE_COUNTRY, reader.country)
        for language in map(_base, reader.languages):
            if team := self._for_language.get(language):
                return Choice(self._best(reader, team), Rule.COVERAGE_LANGUAGE, language)
        for beat in reader.beats:
            if team := self._for_beat.get(fold(beat)):
                return Choice(self._best(reader, team), Rule.COVERAGE_BEAT, beat)
        return None

    def _by_region(self, reader: Card) -> Choice | None:
        steps = (
            (Rule.REGION, geography.subregion(reader.country), self._in_subregion),
            (Rule.CONTINENT, geography.continent(reader.country), self._on_continent),
        )
        for rule, region, there in steps:
            if region and (team := there.get(region)):
                return self._nearest_of(reader, team, rule=rule, subject=region)
        return None

    def _from_afar(self, reader: Card) -> Choice | None:
        if team := self._headquarters.get(""):
            return Choice(self._best(reader, team), Rule.HEADQUARTERS)
        if self._officers and reader.latitude is not None:
            located = [card for card in self._officers if card.latitude is not None]
            return self._nearest_of(reader, located, rule=Rule.DISTANCE) if located else None
        return None

    def _best(self, reader: Card, team: Sequence[Card]) -> Card:
        far = self._distances_of(reader)
        return min(team, key=lambda card: (*self._unlike(reader, card), far[card.uid], card.name, card.uid))

    def _nearest_of(self, reader: Card, team: Sequence[Card], *, rule: Rule, subject: str = "") -> Choice:
        far = self._distances_of(reader)
        found = min(team, key=lambda card: (far[card.uid], *self._unlike(reader, card), card.name, card.uid))
        return Choice(found, rule, subject, None if far[found.uid] == _FAR else round(far[found.uid]))

    def _unlike(self, reader: Card, card: Card) -> tuple[bool, bool]:
        speaks, covers = self._languages[card.uid], self._beats[card.uid]
        return (
            not any(_base(tag) in speaks for tag in reader.languages),
            not any(fold(beat) in covers for beat in reader.beats),
        )

    def _distances_of(self, reader: Card) -> dict[str, float]:
        place = reader.city or "", reader.country, reader.latitude, reader.longitude
        if place not in self._distances:
            self._distances[place] = {card.uid: _kilometres(reader, card) for card in self._officers}
        return self._distances[place]

    def _why_nobody(self, reader: Card) -> str:
        if not self._officers:
            return "there is no active press officer with a number or an address that the press may see"
        where = f" of {_country(reader.country)}" if reader.country else ", of whom no city and no country is known"
        advice = "`outreach offices set CITY --headquarters` says which"
        return f"no office answers for a reader{where}, and none is headquarters; {advice}"


def _grouped(cards: Iterable[Card], key: Callable[[Card], object]) -> dict[object, list[Card]]:
    groups: dict[object, list[Card]] = {}
    for card in cards:
        if (found := key(card)) is not None:
            groups.setdefault(found, []).append(card)
    return groups


def _base(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].casefold()


def _kilometres(one: Card, other: Card) -> float:
    far = geography.distance(one.latitude, one.longitude, other.latitude, other.longitude)
    return _FAR if far is None else far
