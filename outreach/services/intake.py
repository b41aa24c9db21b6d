"""A file of contacts, whatever it is: vCards, CSV or XLSX."""

from collections.abc import Mapping

from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.intake import Intake
from outreach.store import gazetteer


def read(
    content: bytes, *, filename: str, kind: ContactKind, region: str | None, named: Mapping[str, str] | None = None
) -> Intake:
    """The drafts in a file, and what could not be read. Raises InvalidFile where nothing can."""
    if b"BEGIN:VCARD" in content[:4096].replace(b"\x00", b"").upper():
        from outreach.formats import vcard

        return vcard.read(content, region=region, city=likeliest, kind=kind, filename=filename)
    from outreach.formats import spreadsheet

    return spreadsheet.read(content, filename=filename, kind=kind, city=known_city, region=region, named=named)


def likeliest(name: str, country: str | None = None) -> City | None:
    """The city that `name` means, or None where the gazetteer knows none: for texts, where a guess may fail."""
    return next(iter(gazetteer.namesakes(name, country=country)), None)


def known_city(name: str, country: str | None = None) -> City:
    """The city that `name` means: for forms, where an unknown one is refused. Raises NotFound."""
    return gazetteer.city(name, country=country)
