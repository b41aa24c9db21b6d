"""From an advisory to what a mailing freezes: checked, laid out, with its attachments and its calendar entry."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outreach.formats import calendar
from outreach.formats.advisory import layout
from outreach.model.advisory import Advisory
from outreach.model.card import Card
from outreach.model.message import Approved, Attachment, Parts
from outreach.services.advisories.checking import refuse_errors
from outreach.services.advisories.people import contacts
from outreach.services.advisories.rules.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Rendered:
    """An advisory in every form: parts (templates in `recipient`), Markdown, calendar entry, attachments."""

    parts: Parts
    markdown: str
    event: bytes | None
    attachments: tuple[Attachment, ...]
    reply_to: str | None


def rendered(
    advisory: Advisory, around: Surroundings, *, organisation: str | None = None, templates: Path | None = None
) -> Rendered:
    """`advisory` as it would go out at `around.now`; `templates` is the user's own folder of them.

    Raises AdvisoryProblem if it has errors, TemplateProblem if a page template has.
    """
    refuse_errors(advisory, around)
    people = contacts(advisory, contacts_for=around.contacts_for)
    laid_out = layout.lay_out(advisory, contacts=people, organisation=organisation, now=around.now, templates=templates)
    reply_to = _first_address(people)
    return Rendered(
        parts=laid_out.parts,
        markdown=laid_out.markdown,
        event=_event(advisory, organiser=reply_to, now=around.now),
        attachments=tuple(around.attachment(name) for name in advisory.attachments),
        reply_to=reply_to,
    )


def approved(
    advisory: Advisory, around: Surroundings, *, organisation: str | None = None, templates: Path | None = None
) -> Approved:
    """`advisory` ready to be planned. Raises what `rendered` raises."""
    made = rendered(advisory, around, organisation=organisation, templates=templates)
    return Approved(
        title=advisory.headline,
        source=advisory.source,
        parts=made.parts,
        language=advisory.language,
        attachments=made.attachments,
        embargo_at=advisory.embargo.instant if advisory.embargo else None,
        reply_to=made.reply_to,
    )


def _event(advisory: Advisory, *, organiser: str | None, now: datetime) -> bytes | None:
    if advisory.event is None or advisory.event.when is None:
        return None
    return calendar.event(advisory, uid=calendar.uid(advisory), organiser=organiser, now=now)


def _first_address(people: list[Card]) -> str | None:
    return next((email.address for card in people for email in card.emails), None)
