"""From a document to its officers: find the blocks, read their events, gather them, read numbers and addresses."""

from collections.abc import Sequence

from outreach.formats.contact_block import house
from outreach.formats.contact_block.blocks import Block, blocks
from outreach.formats.contact_block.cleaning import clean, with_addresses_joined
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


def read(document: Document, *, region: str | None, city: CityLookup) -> list[FoundOfficer]:
    """The officers that the contact blocks of `document` name, in order; press desks without a person among them.

    A number written nationally is read in the country of its own record's city, else in `region` (ISO 3166), else it is
    only warned of. `city` gives the city of a name in a country (or anywhere, for None). Never raises for a bad block.
    """
    lines = with_addresses_joined([clean(line) for line in document.lines])
    atlas = Atlas(city, region=region)
    found: list[FoundOfficer] = []
    ours, others = house.officers(list(enumerate(document.lines, 1)), atlas)
    for number, _ in ours:
        lines[number - 1] = ""
    for block in blocks(lines) if any(text.strip() for _, text in others) else []:
        found += _of_block(lines, block, atlas, region)
    return merged(sorted([*(officer for _, officer in ours), *found], key=lambda officer: officer.lines))


def _of_block(lines: Sequence[str], block: Block, atlas: Atlas, region: str | None) -> list[FoundOfficer]:
    numbered = [(number + 1, lines[number]) for number in range(block.first, block.last + 1)]
    regions = _regions(region, [text for _, text in numbered], atlas)
    lexed = [Line(number, text, tuple(tokens(text, number, regions=regions))) for number, text in unrolled(numbered)]
    return officers(records(events(lexed, atlas)), atlas, region=region)


def _regions(region: str | None, texts: Sequence[str], atlas: Atlas) -> list[str]:
    """Where a number without country code may be from: `region`, and the countries that the block's addresses name."""
    named = atlas.countries_named(texts)
    return [code for code in dict.fromkeys([region, *named]) if code]
