"""A file of contacts, whatever it is: vCards, CSV or XLSX."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.intake import Intake, Rejection
from outreach.store import gazetteer

if TYPE_CHECKING:
    from outreach.formats.vcard import ReadCard


def read(
    content: bytes, *, filename: str, kind: ContactKind, region: str | None, named: Mapping[str, str] | None = None
) -> Intake:
    """The drafts in a file, and what could not be read. Raises InvalidFile where nothing can."""
    if b"BEGIN:VCARD" in content[:4096].replace(b"\x00", b"").upper():
        return _cards(content, filename=filename, kind=kind, region=region)
    from outreach.formats import spreadsheet

    return spreadsheet.read(content, filename=filename, kind=kind, city=known_city, region=region, named=named)


def _cards(content: bytes, *, filename: str, kind: ContactKind, region: str | None) -> Intake:
    from outreach.formats import vcard

    found = vcard.read(content, region=region, city=likeliest, kind=kind, file=filename)
    return Intake(
        drafts=[(card.line, card.draft) for card in found.drafts],
        rejected=[Rejection(bad.line, "card", bad.name or "", bad.problem) for bad in found.rejected],
        warnings=[
            *(f"line {card.line}, {card.draft.name}: {text}" for card in found.drafts for text in _of_its_own(card)),
            *map(str, found.skipped),
        ],
        each_by_itself=True,
    )


def _of_its_own(card: "ReadCard") -> list[str]:
    """What is doubtful about the card; what is doubtful about its draft is told when that is taken in."""
    return [text for text in card.warnings if text not in card.draft.warnings]


def likeliest(name: str, country: str | None = None) -> City | None:
    """The city that `name` means, or None where the gazetteer knows none: for texts, where a guess may fail."""
    return next(iter(gazetteer.namesakes(name, country=country)), None)


def known_city(name: str, country: str | None = None) -> City:
    """The city that `name` means: for forms, where an unknown one is refused. Raises NotFound."""
    return gazetteer.city(name, country=country)
