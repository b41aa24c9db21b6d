"""Where a card's person is: ADR, and the country that its numbers are dialled in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from outreach.errors import InvalidValue
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.model.city import City
from outreach.model.country import country_code

CityLookup = Callable[[str, str | None], City | None]

_POSTAL_CODE = re.compile(r"\b(?:[A-Z]{1,2}[- ])?\d{3,6}\b,?|\b(?i:cedex).*$")
_LOCALITY, _COUNTRY = 3, 6


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the gazetteer, or at least a country (ISO 3166), or neither."""

    city: City | None = None
    country: str | None = None

    @property
    def region(self) -> str | None:
        """The country that a number without a country code is read in."""
        return self.city.country if self.city else self.country


def place_of(card: RawCard, doubts: Doubts, *, city: CityLookup) -> Place:
    """The place of work, else any that the card has; whatever else an address says goes to the notes."""
    places = [_place(address, doubts, city) for address in sorted(card.all("ADR"), key=_nearness_to_work)]
    return next((place for place in places if place.region), Place())


def _place(address: Property, doubts: Doubts, city: CityLookup) -> Place:
    parts = [one_line_of(c) for c in [*address.components, *[""] * 7][:7]]
    locality, country = parts[_LOCALITY], _country(address, parts[_COUNTRY])
    place = Place(_city(locality, country, city), country)
    if locality and place.city is None:
        doubts.warn(f"no city named {locality!r} is known; the address is kept in the notes")
    if parts[_COUNTRY] and country is None:
        doubts.warn(f"no country named {parts[_COUNTRY]!r} is known; the address is kept in the notes")
    said = {_LOCALITY: place.city is not None, _COUNTRY: country is not None}
    if any(part and not said.get(at) for at, part in enumerate(parts)):
        doubts.note("Address", ", ".join(filter(None, parts)))
    return place


def _nearness_to_work(address: Property) -> int:
    if "work" in address.types:
        return 0
    return 2 if "home" in address.types else 1


def _country(address: Property, name: str) -> str | None:
    """The code of the country: the parameter CC (RFC 8605 §3.1), or what the last component says."""
    try:
        return country_code(address.header.parameters.get("CC") or name)
    except InvalidValue:
        return None


def _city(locality: str, country: str | None, city: CityLookup) -> City | None:
    """The city, also where a postal code stands beside it ("A-1010 Wien", "75001 Paris Cedex 01")."""
    if not locality:
        return None
    bare = _POSTAL_CODE.sub(" ", locality).strip(" ,")
    return city(locality, country) or (city(bare, country) if bare and bare != locality else None)
