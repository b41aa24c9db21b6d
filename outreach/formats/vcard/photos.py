"""The picture of a card's person: believed by its octets alone, and never fetched from anywhere."""

from outreach.errors import InvalidValue
from outreach.formats.vcard.doubts import Doubts
from outreach.formats.vcard.media import content_of, sniffed
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.model.card import Photo

LARGEST = 4 * 1024 * 1024


def photo_of(card: RawCard, doubts: Doubts) -> Photo | None:
    """The most preferred picture that is in the card. Raises InvalidValue for one that is none, or is too large."""
    inside = [found for found in card.all("PHOTO") if found.octets.strip() and not is_elsewhere(found)]
    if len(inside) > 1:
        doubts.warn(f"the card has {len(inside)} photos; the first was taken")
    return _photo(inside[0]) if inside else None


def elsewhere(card: RawCard, doubts: Doubts) -> list[Property]:
    """The photos of which the card has only the address."""
    found = [photo for photo in card.properties if photo.name == "PHOTO" and is_elsewhere(photo)]
    for photo in found:
        doubts.warn(f"the photo on line {photo.line} is only a web address, and was not fetched")
    return found


def is_elsewhere(photo: Property) -> bool:
    """Whether the value is an address: base64 has no colon."""
    return b":" in photo.octets and not photo.octets.lstrip().lower().startswith(b"data:")


def _photo(found: Property) -> Photo:
    where = f"on line {found.line}"
    content = content_of(found.octets, found.types)
    media_type = sniffed(content[0]) if content else None
    if content is None or media_type is None:
        raise InvalidValue("photo", where, "is no picture (JPEG, PNG, GIF or WebP); take it out of the card")
    if len(content[0]) > LARGEST:
        raise InvalidValue("photo", where, f"is larger than {LARGEST // 1024**2} MB; make it smaller or take it out")
    return Photo(content[0], media_type)
