"""From a document to its officers: find the blocks, read their events, gather them, read numbers and addresses."""

import re
from collections.abc import Sequence

from outreach.errors import InvalidFile
from outreach.formats.contact_block import house_reading
from outreach.formats.contact_block.blocks import blocks, is_reply
from outreach.formats.contact_block.cleaning import clean, in_pieces, with_addresses_joined
from outreach.formats.contact_block.columns import unrolled
from outreach.formats.contact_block.event import Line
from outreach.formats.contact_block.events import events
from outreach.formats.contact_block.found import FoundOfficer
from outreach.formats.contact_block.lexing import tokens
from outreach.formats.contact_block.merging import merged
from outreach.formats.contact_block.officers import officers
from outreach.formats.contact_block.places import Atlas, CityLookup
from outreach.formats.contact_block.records import records
from outreach.formats.document import Document

# In characters: some hundred people. What is larger is a directory, or made to keep us busy.
_LARGEST = 20_000
# The way off a list leads to nobody whom one could ring.
_WAY_OFF = re.compile(r"(https?://|mailto:)\S*unsubscribe", re.IGNORECASE)


def read(document: Document, *, region: str | None, city: CityLookup) -> list[FoundOfficer]:
    """The officers that the contact blocks of `document` name, in order; press desks without a person among them.

    A number written nationally is read in the country of its own record's city, else in `region` (ISO 3166), else it is
    only warned of. `city` gives the city of a name in a country (or anywhere, for None). Raises InvalidFile only for a
    document that has more to say of contacts than any release; a bad block gives fewer officers, or warnings.
    """
    atlas = Atlas(city, region=region)
    lines = [(number, "" if _WAY_OFF.search(text) else text) for number, text in enumerate(document.lines, 1)]
    found, others = house_reading.officers(lines, atlas)
    if found:  # who has named officers does not mean the address for replies
        others = [(number, "" if is_reply(text) else text) for number, text in others]
    pieces = [(number, piece) for number, text in others for piece in in_pieces(text)]
    numbers = [number for number, _ in pieces]
    texts = with_addresses_joined([clean(piece) for _, piece in pieces])
    found_blocks = blocks(texts)
    if sum(len(texts[at]) for block in found_blocks for at in range(block.first, block.last + 1)) > _LARGEST:
        raise InvalidFile(document.filename, "names more contacts than a press release can; cut it down to the release")
    for block in found_blocks:
        of_block = list(zip(numbers, texts, strict=True))[block.first : block.last + 1]
        found += _of_block(of_block, atlas, region)
    return merged(sorted(found, key=lambda officer: officer.lines))


def _of_block(numbered: Sequence[tuple[int, str]], atlas: Atlas, region: str | None) -> list[FoundOfficer]:
    regions = _regions(region, [text for _, text in numbered], atlas)
    lexed = [Line(number, text, tuple(tokens(text, number, regions=regions))) for number, text in unrolled(numbered)]
    return officers(records(events(lexed, atlas)), atlas, region=region)


def _regions(region: str | None, texts: Sequence[str], atlas: Atlas) -> list[str]:
    """Where a number without country code may be from: `region`, and what the block's addresses and headings name."""
    named = [*atlas.countries_named(texts), *atlas.countries_of_cities(texts)]
    return [code for code in dict.fromkeys([region, *named]) if code]
