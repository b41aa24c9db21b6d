"""Taking people into the directory: what is new, what changed, what is the same, and nobody twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import Session

from outreach.errors import AlreadyThere
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.intake import Intake, Rejection
from outreach.model.text import fold
from outreach.store import contacts
from outreach.store.rows import ContactRow

if TYPE_CHECKING:
    from outreach.formats.contact_block import FoundOfficer


class Outcome(StrEnum):
    """What became of a draft."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Report:
    """What became of a file: each person with the row and the outcome, the rejected rows, the doubts."""

    people: list[tuple[int, str, Outcome]] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        """How many people had that outcome."""
        return sum(found is outcome for _, _, found in self.people)


Taken = Callable[[ContactRow, ContactDraft], None]


def take_in(session: Session, intake: Intake, *, origin: Origin, then: Taken | None = None) -> Report:
    """Adds or updates everybody in `intake`; `then` is told of each row with its draft (to put it on a list, say)."""
    report = Report(rejected=list(intake.rejected), warnings=list(intake.warnings))
    for number, draft in intake.drafts:
        known = contacts.matching(session, draft)
        if known is not None and fold(known.name) != fold(draft.name):
            report.warnings.append(f"row {number}: {known.name} is called {draft.name} from now on; is it one person?")
        row, outcome = take(session, draft, origin=replace(origin, source=f"{origin.source}, row {number}"))
        report.people.append((number, draft.name, outcome))
        report.warnings += [f"row {number}, {draft.name}: {warning}" for warning in draft.warnings]
        if then:
            then(row, draft)
    return report


def add_new(session: Session, draft: ContactDraft, *, origin: Origin) -> ContactRow:
    """Adds somebody who must not be there yet. Raises AlreadyThere."""
    known = contacts.matching(session, draft)
    if known is not None:
        raise AlreadyThere(f"{known.name} is in the directory already; change that entry with `edit`")
    return contacts.add(session, draft, origin=origin)


def take(session: Session, draft: ContactDraft, *, origin: Origin) -> tuple[ContactRow, Outcome]:
    """Adds the person in `draft`, or adds to what is known of them. Nothing that is known is lost."""
    row = contacts.matching(session, draft)
    if row is None:
        return contacts.add(session, draft, origin=origin), Outcome.ADDED
    known = contacts.draft_of(row)
    joined = joined_with(known, draft)
    if joined == known:
        return row, Outcome.UNCHANGED
    contacts.write(session, row, joined, origin=origin)
    session.flush()
    return row, Outcome.UPDATED


def joined_with(known: ContactDraft, draft: ContactDraft) -> ContactDraft:
    """`known` with what `draft` says: its filled-in fields win, its numbers and addresses are added to those known."""
    said = {name: getattr(draft, name) for name in _FILLED_IN if getattr(draft, name)}
    if draft.name != known.name:
        said |= {"name": draft.name} | {part: getattr(draft, part) for part in _NAME_PARTS}
    if draft.city:
        said["country"] = None
    numbers = {(phone.e164, phone.extension) for phone in known.phones}
    mailboxes = {email.key for email in known.emails}
    said["phones"] = [*known.phones, *(p for p in draft.phones if (p.e164, p.extension) not in numbers)]
    said["emails"] = [*known.emails, *(e for e in draft.emails if e.key not in mailboxes)]
    return known.model_copy(update=said)


_FILLED_IN = ("title", "organisation", "country", "notes", "city", "outlet", "languages", "beats")
_NAME_PARTS = ("prefix", "given_name", "additional_name", "family_name", "suffix")


def drafts_of(found: "Iterable[FoundOfficer]", *, city: Callable[[str, str | None], City | None]) -> Intake:
    """What was read in a press release, as drafts: a press desk without a name is kept under its organisation's.

    The organisation of a person is too often a word from the page's margin to be kept unseen.
    """
    intake = Intake()
    for officer in found:
        name = officer.name or officer.organisation or officer.role or "Press desk"
        draft = ContactDraft(
            kind=ContactKind.OFFICER,
            name=name,
            title=officer.role if name != officer.role else None,
            city=city(officer.city, officer.country) if officer.city else None,
            country=officer.country,
            phones=list(officer.phones),
            emails=list(officer.emails),
        )
        intake.drafts.append((officer.lines[0], draft))
        intake.warnings += officer.warnings
    return intake
