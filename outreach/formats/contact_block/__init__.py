"""The contact block of a press release, read and written.

Reading goes in steps, one file each: find the blocks (`blocks`), clean and part their lines into tokens (`lexing`,
with `addresses`, `numbers`, `labelling`, `seams`), part chunks of words into persons, roles, organisations and places
by weighing the evidence (`segments`, `scoring`), make events of them (`events`), gather these into records
(`records`), and read the records into officers (`officers`). `house` writes and reads our own style.
"""

from outreach.formats.contact_block.found import FoundOfficer
from outreach.formats.contact_block.house import write
from outreach.formats.contact_block.places import CityLookup
from outreach.formats.contact_block.reading import read

__all__ = ["CityLookup", "FoundOfficer", "read", "write"]
