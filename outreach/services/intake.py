"""A file of contacts, whatever it is: vCards, CSV or XLSX."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from outreach.errors import InvalidFile
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.intake import NO_ADDRESS, Incoming, Intake, Rejection
from outreach.services.preparing import prepared
from outreach.store import gazetteer

if TYPE_CHECKING:
    from outreach.formats.vcard import ReadCard


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read: whom it is of, where its national numbers are, what may not be empty.

    `named` maps headers to fields (or to "" to leave a column out); `recalled` gives the names of a layout's last time.
    """

    kind: ContactKind
    region: str | None = None
    named: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    recalled: Callable[[str], Mapping[str, str]] = lambda _key: {}


def opened(content: bytes, *, filename: str, wanted: Wanted) -> Incoming:
    """The file, ready to be read row by row. Raises InvalidFile where nothing in it can be."""
    if is_vcard(content):
        return _cards(content, filename=filename, wanted=wanted).incoming(filename)
    from outreach.formats import spreadsheet

    if filename.lower().endswith(".json"):
        raise InvalidFile(filename, "is JSON, which is for programs; export as CSV or vCards to import it again")
    table = spreadsheet.table(content, filename=filename)
    key = spreadsheet.layout_key(table.header)
    recalled = {header: name for header, name in wanted.recalled(key).items() if header not in wanted.named}
    named = {**recalled, **wanted.named}
    columns = spreadsheet.fields_of(table, named)
    recipe = spreadsheet.Recipe(tuple(columns), wanted.kind, wanted.region, wanted.required)
    return Incoming(
        filename,
        prepared(table, content, recipe),
        warnings=[*table.warnings, *_as_last_time(recalled)],
        header=tuple(table.header),
        layout=key,
        named=named,
        size=content.count(b"\n"),
    )


def _as_last_time(recalled: Mapping[str, str]) -> Iterator[str]:
    if recalled:
        said = ", ".join(f"{header} = {name or '(left out)'}" for header, name in recalled.items())
        yield f"columns are read as the last time: {said}; --map says otherwise"


def is_vcard(content: bytes) -> bool:
    """Whether a file holds vCards, whatever it is called."""
    return b"BEGIN:VCARD" in content[:4096].replace(b"\x00", b"").upper()


def _cards(content: bytes, *, filename: str, wanted: Wanted) -> Intake:
    from outreach.formats import vcard

    found = vcard.read(content, region=wanted.region, city=likeliest, kind=wanted.kind, file=filename)
    taken = [card for card in found.drafts if card.draft.emails or "email" not in wanted.required]
    rejected = [Rejection(bad.line, "card", bad.name or "", bad.problem, name=bad.name or "") for bad in found.rejected]
    rejected += [
        Rejection(card.line, "email", "", NO_ADDRESS, name=card.draft.name)
        for card in found.drafts
        if not card.draft.emails and "email" in wanted.required
    ]
    return Intake(
        drafts=[(card.line, card.draft) for card in taken],
        rejected=sorted(rejected, key=attrgetter("row")),
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
