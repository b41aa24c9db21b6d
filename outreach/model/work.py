"""Where somebody works, and on what: the part of a person that many people share.

What is made of it (words to be found by, lines of a history) is made once for all who have the same.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from outreach.model.city import City
    from outreach.model.contact import ContactDraft


class Place(NamedTuple):
    """As much of a city as is said of the people in it."""

    id: int
    name: str
    country: str

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"


class Work(NamedTuple):
    """The same for two people who sit in one room and write about the same."""

    title: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    place: Place | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()


def work_of(draft: "ContactDraft") -> Work:
    """The work of the person in `draft`; `country` is that of those alone whose city nobody knows."""
    languages, beats = tuple(draft.languages), tuple(draft.beats)
    if draft.city:
        return Work(draft.title, draft.organisation, draft.outlet, place_of(draft.city), None, languages, beats)
    return Work(draft.title, draft.organisation, draft.outlet, None, draft.country, languages, beats)


def place_of(city: "City") -> Place:
    """The city, as it is said of people."""
    return Place(city.id, city.name, city.country)
