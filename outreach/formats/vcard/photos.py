"""The picture of a card, believed by its octets and never fetched from anywhere."""

from outreach.errors import InvalidValue
from outreach.formats.vcard.doubts import Doubts
from outreach.formats.vcard.media import content_of, sniffed
from outreach.formats.vcard.raw_card import RawCard
from outreach.model.card import Photo

_ELSEWHERE = (b"http:", b"https:", b"ftp:", b"cid:")
_LARGEST = 2 * 1024 * 1024
_KINDS = "JPEG, PNG, GIF or WebP"


def photo_of(card: RawCard, doubts: Doubts) -> Photo | None:
    """The first picture in `card`. Raises InvalidValue where what it says is one is none.

    A photo that stands somewhere on the web is carried through by its address.
    """
    for found in card.all("PHOTO"):
        if found.octets.strip().lower().startswith(_ELSEWHERE):
            doubts.warn("the photo stands on the web and was not fetched; its address is kept")
            continue
        content, _ = content_of(found.octets, found.types) or (b"", "")
        media_type = sniffed(content)
        if media_type is None:
            raise InvalidValue("PHOTO", f"on line {found.line}", f"is no picture ({_KINDS}); take it out")
        if len(content) > _LARGEST:
            raise InvalidValue("PHOTO", f"on line {found.line}", "is larger than 2 MB; make it smaller")
        return Photo(content, media_type)
    return None
