"""Taking people into the directory: what is new, what changed, what is the same, and nobody twice."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlmodel import Session

from outreach.errors import AlreadyThere
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.intake import Intake
from outreach.model.reimport import Outcome, decide
from outreach.store import contacts
from outreach.store.rows import ContactRow

if TYPE_CHECKING:
    from outreach.formats.contact_block import FoundOfficer


def add_new(session: Session, draft: ContactDraft, *, origin: Origin) -> ContactRow:
    """Adds somebody who must not be there yet. Raises AlreadyThere."""
    known = contacts.matching(session, draft)
    if known is not None:
        raise AlreadyThere(f"{known.name} is in the directory already; change that entry with `edit`")
    return contacts.add(session, draft, origin=origin)


def take(
    session: Session, draft: ContactDraft, *, origin: Origin, hands: Mapping[str, Origin] | None = None
) -> tuple[ContactRow, Outcome]:
    """Adds the person in `draft`, or adds to what is known of them; nothing is lost, and what is in `hands` stays.

    Files are taken in by services/imports, a thousand people at a time and with the same outcome.
    """
    row = contacts.matching(session, draft)
    if row is None:
        return contacts.add(session, draft, origin=origin), Outcome.ADDED
    decision = decide(contacts.draft_of(row), draft, hands=hands or {})
    if decision.changes:
        contacts.write(session, row, decision.draft, origin=origin)
        session.flush()
    return row, decision.outcome


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
            title=officer.title if name != officer.role else None,
            city=city(officer.city, officer.country) if officer.city else None,
            country=officer.country,
            phones=list(officer.phones),
            emails=list(officer.emails),
        )
        intake.drafts.append((officer.lines[0], draft))
        intake.warnings += officer.warnings
    return intake
