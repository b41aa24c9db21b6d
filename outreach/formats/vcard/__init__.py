"""vCards: written in 3.0 and 4.0 for phones and address books, read in 2.1, 3.0 and 4.0 as those write them."""

from outreach.formats.vcard.file_name import vdir_name
from outreach.formats.vcard.group import group
from outreach.formats.vcard.reading import ReadCard, ReadCards, Rejected, Skipped, read
from outreach.formats.vcard.version import Version
from outreach.formats.vcard.writing import one, write

__all__ = ["ReadCard", "ReadCards", "Rejected", "Skipped", "Version", "group", "one", "read", "vdir_name", "write"]
