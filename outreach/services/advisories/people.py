"""Who stands in an advisory's contact block: the officers of its cities, and officers by name or address."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from difflib import get_close_matches
from functools import cache

from outreach.errors import NotFound
from outreach.model.advisory import Advisory
from outreach.model.card import Card, ContactKind
from outreach.model.rota import ShiftKind
from outreach.model.values import Visibility
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.store import cards, gazetteer
from outreach.store.glance import Rows

ContactsFor = Callable[[str], list[Card]]
_AN_INSTANT = timedelta(seconds=1)


def directory(rows: Rows) -> ContactsFor:
    """The office's directory: of a name, an address, a UID or a city, the officers meant, as the public may see them.

    It raises NotFound for what is neither an officer nor a city; a city without officers gives an empty list.
    """

    @cache  # every rule about people asks for the same ones
    def contacts_for(who: str) -> list[Card]:
        found = cards.named(rows, ContactKind.OFFICER, who) or _in_city(rows, who)
        return [card.seen_by(Visibility.PUBLIC) for card in found]

    return contacts_for


def _in_city(rows: Rows, who: str) -> list[Card]:
    cities = gazetteer.namesakes(who)
    if not cities:
        near = get_close_matches(who, cards.names(rows, ContactKind.OFFICER), n=2) or gazetteer.suggestions(who)
        advice = "name a city, or an officer by name or address; `outreach officers` lists them"
        raise NotFound("officer or city", who, suggestions=tuple(near), advice=advice)
    for city in cities:
        if found := [card for card in cards.in_city(rows, ContactKind.OFFICER, city_id=city.id) if card.active]:
            return found
    return []


def contacts(advisory: Advisory, *, contacts_for: ContactsFor) -> list[Card]:
    """The officers of the contact block, each once, in the order in which the advisory names them. Raises NotFound."""
    found = [card for who in advisory.contacts for card in contacts_for(who)]
    return list({card.uid: card for card in found}.values())


def present(people: Sequence[Card], around: Surroundings) -> Sequence[Card]:
    """Those of `people` who are not away by the rota when it goes out; all of them where each of them is."""
    if around.world is None or not people:
        return people
    shifts = around.world.staffing(people, around.sending, around.sending + _AN_INSTANT).shifts
    away = {shift.officer for shift in shifts if shift.kind is ShiftKind.AWAY}
    return [card for card in people if card.uid not in away] or people
