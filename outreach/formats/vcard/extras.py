"""What only some cards have: coordinates, a photo, people who belong with this one, properties carried through."""

from collections.abc import Iterator
from functools import lru_cache

from outreach.formats.vcard import carried, relations
from outreach.formats.vcard.forms import place
from outreach.formats.vcard.media import TYPES, data_uri, encoded
from outreach.formats.vcard.version import Version
from outreach.model.card import Card, Photo


def extra_lines(card: Card, version: Version, *, number: int) -> list[str]:
    """The lines of a card that has any of these, unfolded; `number` is the last of its groups so far."""
    lines = [*_photo(card.photo, version)]
    for at, relation in enumerate(card.related, number + 1):
        lines += relations.lines(relation, version, number=at)
    if not card.carried:
        return lines
    own = (("TZ", card.timezone), ("GEO", card.latitude))
    without = frozenset(name for name, value in own if value is not None)
    return [*lines, *carried.lines(card.carried, version, without=without)]


@lru_cache(maxsize=10_000)
def geo(latitude: float | None, longitude: float | None, version: Version) -> tuple[str, ...]:
    """The line of a position, if there is a whole one."""
    position = place(latitude, longitude, version) if latitude is not None and longitude is not None else None
    return (f"GEO{position}",) if position else ()


def _photo(photo: Photo | None, version: Version) -> Iterator[str]:
    # The media type comes from the closed set, whatever the row says.
    if photo and photo.content and photo.media_type in TYPES:
        if version is Version.V3:
            yield f"PHOTO{encoded(photo.content, photo.media_type)}"
        else:
            yield f"PHOTO:{data_uri(photo.content, photo.media_type)}"
