"""One group card a city, of the people who are written out beside it."""

import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from outreach.formats.vcard.group import group
from outreach.formats.vcard.version import Version
from outreach.model.card import Card, ContactKind

_WHO = {ContactKind.OFFICER: "Press officers", ContactKind.JOURNALIST: "Journalists"}


class GroupCard(NamedTuple):
    """A group as a vCard, and its UID, which is a UUID."""

    uid: str
    content: bytes


class ByCity:
    """Remembers who goes by, and in which city they are: their UIDs, and nothing else of a hundred thousand."""

    def __init__(self, people: Iterable[Card]) -> None:
        self._people = people
        self._members: dict[tuple[str, ...], list[str]] = {}

    def __iter__(self) -> Iterator[Card]:
        for card in self._people:
            if card.city:
                self._members.setdefault(_place(card), []).append(card.uid)
            yield card

    def groups(self, version: Version) -> Iterator[GroupCard]:
        """A card for each city of those who went by; the same city and kind have the same UID in every export."""
        for (kind, city, *rest), members in sorted(self._members.items()):
            place = "\n".join(("outreach", kind, city, *rest)).encode("utf-8", "replace").decode()
            uid = str(uuid.uuid5(uuid.NAMESPACE_URL, place))
            name = f"{_WHO[ContactKind(kind)]} in {city}"
            yield GroupCard(uid, group(name, uid, members, version))


def _place(card: Card) -> tuple[str, ...]:
    # Several towns of a country share a name. Whole degrees tell them apart, and no correction of a gazetteer moves one
    # so far that its group would be another.
    degrees = (f"{value:.0f}" if value is not None else "" for value in (card.latitude, card.longitude))
    return (card.kind.value, card.city or "", card.country or "", *degrees)
