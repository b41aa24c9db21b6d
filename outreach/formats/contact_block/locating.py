"""Which of a block's words are a town, a street, a country: by postcode, by gazetteer, by the address around them."""

from collections.abc import Sequence
from dataclasses import replace

from outreach.formats.contact_block import places, scoring
from outreach.formats.contact_block.event import NEW_LINE, SETTING_OFF, SURE_NAME, Event
from outreach.formats.contact_block.places import Atlas
from outreach.formats.contact_block.scoring import Kind, Surroundings
from outreach.formats.contact_block.segments import Segment
from outreach.formats.contact_block.word_kinds import May, Word

# A first name is a town's too only where the town is large: Sydney, Santiago, Florence.
_METROPOLIS = 100_000
_NEVER_PLACES = frozenset([Kind.HEADING, Kind.JOINER, Kind.DEGREE, Kind.ROLE])
_LONGEST_OPENING, _LONGEST_TOWN = 6, 4
# An organisation of this score is one, whatever town is named like it.
_SURE_ORGANISATION = 2.2


def opening_town(words: Sequence[Word], before: str, after: str, *, near: Surroundings, atlas: Atlas) -> str | None:
    """The town of "In Vienna:" or "Geneva –": it opens its line and is set off from what follows."""
    if before != NEW_LINE or after not in SETTING_OFF or len(words) > _LONGEST_OPENING:
        return None
    named = places.without_preposition(words)
    town, country = places.without_country(named)
    is_bare = len(named) == len(words)
    if not town or (is_bare and scoring.person(town, near) > SURE_NAME):
        return None
    text = written(town)
    city = atlas.find(text, country)
    if city is None or (is_bare and town[0].is_given and city.population < _METROPOLIS):
        return None
    return text


def located(event: Event, following: Sequence[Segment], *, in_address: bool, near: Surroundings, atlas: Atlas) -> Event:
    """The event as a place, if its words, or the address that they stand in, make it one."""
    if event.kind in _NEVER_PLACES:
        return event
    plain, country = places.without_country(event.words)
    town = places.town_after_postcode(plain) or places.town_before_postcode(plain)
    if town and not places.country_of(town):
        return replace(event, kind=Kind.PLACE, town=written(town), country=country)
    if event.kind is Kind.PLACE or (country and not plain):
        return replace(event, kind=Kind.PLACE, country=country, town=_signed_town(event.words))
    if near.owns_mailbox([w.folded for w in event.words]) or any(w.may & May.LEGAL for w in event.words):
        return event
    within = (in_address and not event.words[0].token.is_glued) or _goes_on_as_address(following)
    named = _town(plain, event, atlas, within=within) if event.likeness < SURE_NAME or within else None
    if named or (within and event.kind is Kind.PERSON):
        return replace(event, kind=Kind.PLACE, town=named, country=country if named else None)
    return event


def _goes_on_as_address(following: Sequence[Segment]) -> bool:
    """Whether a street or a postcode follows in the same breath: "Greater London 1200"."""
    return bool(following) and following[0].kind is Kind.PLACE and not following[0].words[0].token.is_glued


def _town(words: Sequence[Word], event: Event, atlas: Atlas, *, within: bool) -> str | None:
    is_organisation = event.kind is Kind.ORGANISATION and event.score > _SURE_ORGANISATION
    if not words or len(words) > _LONGEST_TOWN or is_organisation:
        return None
    name = written(places.without_preposition(places.without_town_signs(words)))
    city = atlas.find(name) or (atlas.find(name.removesuffix(" City")) if name.endswith(" City") else None)
    if city is None or (words[0].is_given and not within and city.population < _METROPOLIS):
        return None
    return name


def _signed_town(words: Sequence[Word]) -> str | None:
    """The town behind a sign for one: "г. Тула"."""
    plain = places.without_town_signs(words)
    is_signed = bool(plain) and len(plain) < len(words) and not any(w.is_digits for w in plain)
    return written(plain) if is_signed else None


def with_towns_before_states(found: list[Event]) -> list[Event]:
    """In "Boise, ID 83702" what stands before the state is a town, whatever it looked like."""
    result = list(found)
    for at, event in enumerate(result[1:], 1):
        before = result[at - 1]
        if event.before == "," and event.words and before.line == event.line and _may_be_town(before):
            country = _country_of_state(event, before)
            if country:
                town = before.town or before.text
                result[at - 1] = replace(before, kind=Kind.PLACE, town=town, country=before.country or country)
                result[at] = replace(event, kind=Kind.PLACE, country=event.country or country)
    return result


def _may_be_town(event: Event) -> bool:
    is_owner = event.kind is Kind.PERSON and event.likeness > 2 * SURE_NAME
    return not event.is_fact and not is_owner and event.kind not in (Kind.HEADING, Kind.ROLE)


def _country_of_state(event: Event, before: Event) -> str | None:
    first, rest = event.words[0], event.words[1:]
    if places.is_state(first) and (not rest or rest[0].is_digits or places.country_of(rest)):
        return places.state_country(first)
    return "US" if first.may & May.STATE and before.kind is Kind.PLACE else None


def written(words: Sequence[Word]) -> str:
    """The words with single spaces; the full stop of an initial and of an abbreviation stays."""
    return " ".join(w.written for w in words)
