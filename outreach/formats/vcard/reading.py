"""vCards into drafts, as phones and address books write them: each card by itself, the bad ones named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from outreach.errors import InvalidFile, InvalidValue
from outreach.formats.vcard.charsets import in_octets
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.raw_card import name_at, raw_card
from outreach.formats.vcard.spans import card_spans
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.formats.vcard.places import CityLookup
    from outreach.model.contact import ContactDraft

_NO_PERSON = "is a list of cards and no person, and was passed over; make a mailing list of it"


class ReadCard(NamedTuple):
    """A card that came in: the line of its BEGIN, the draft, and what was doubtful or left out, a sentence each."""

    line: int
    draft: ContactDraft
    warnings: list[str]


class Rejected(NamedTuple):
    """A card that did not: the line of its BEGIN, its FN if it has one, what is wrong, and which card of the file."""

    line: int
    name: str | None
    problem: str
    position: int

    def __str__(self) -> str:
        """One sentence for a report."""
        whose = f", {self.name}" if self.name else ""
        return f"card {self.position} (line {self.line}{whose}): {self.problem}"


class Skipped(NamedTuple):
    """A card that is no person, which is no mistake: the line of its BEGIN, its name, and why it was passed over."""

    line: int
    name: str
    why: str

    def __str__(self) -> str:
        """One sentence for a report."""
        return f"line {self.line}, {self.name}: {self.why}"


@dataclass(slots=True)
class ReadCards:
    """Every card of a file, in its order: those that came in, those that did not, and those that are no person."""

    drafts: list[ReadCard] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read(
    content: bytes, *, region: str | None = None, city: CityLookup, kind: ContactKind, file: str = "the vCard file"
) -> ReadCards:
    """The contacts of `content` (vCard 2.1, 3.0 or 4.0, one card or many), as drafts of `kind`.

    `region` (ISO 3166) is where numbers written nationally are dialled when the card names no place; `city` looks a
    city up by name and country. Raises InvalidFile where there is no card at all; `file` names it in the sentence.
    """
    result = ReadCards()
    for card in _cards(in_octets(content), region=region, city=city, kind=kind):
        if isinstance(card, Rejected):
            result.rejected.append(card)
        elif isinstance(card, Skipped):
            result.skipped.append(card)
        else:
            result.drafts.append(card)
    if not content.strip():
        raise InvalidFile(file, "is empty; export the contacts again as .vcf")
    if not (result.drafts or result.rejected or result.skipped):
        raise InvalidFile(file, "holds no vCard (no line says BEGIN:VCARD); export the contacts again as .vcf")
    return result


def _cards(
    content: bytes, *, region: str | None, city: CityLookup, kind: ContactKind
) -> Iterator[ReadCard | Rejected | Skipped]:
    # Drafts bring SQLModel along, which an export need not wait for.
    from outreach.formats.vcard.drafts import draft_of, is_group

    for position, span in enumerate(card_spans(content), 1):
        doubts = Doubts()
        try:
            card = raw_card(content, span, doubts)
            if is_group(card):
                yield Skipped(span.line, one_line_of(name_at(content, span) or ""), _NO_PERSON)
                continue
            draft = draft_of(card, doubts, region=region, city=city, kind=kind)
        except InvalidValue as error:
            yield Rejected(span.line, one_line_of(name_at(content, span) or "") or None, str(error), position)
        else:
            yield ReadCard(span.line, draft, [*doubts.warnings, *draft.warnings])
