"""From an advisory to what a mailing freezes: checked, laid out, with its attachments and its calendar entry."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from outreach.errors import InvalidFile, NotFound, TemplateProblem
from outreach.formats import calendar, merge
from outreach.formats.advisory import layout
from outreach.formats.advisory.changes import Notice
from outreach.model.advisory import Advisory
from outreach.model.brand import Brand
from outreach.model.card import Card
from outreach.model.message import Approved, Attachment
from outreach.services.advisories import branding
from outreach.services.advisories.checking import refuse_errors
from outreach.services.advisories.people import contacts, present
from outreach.services.advisories.readers import Readers
from outreach.services.advisories.rules.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Rendered:
    """An advisory in every form: as a mailing takes it, as Markdown, and its calendar entry if there is an event."""

    mail: Approved
    markdown: str
    event: bytes | None
    readers: Readers


def rendered(
    advisory: Advisory,
    around: Surroundings,
    *,
    notice: Notice | None = None,
    main: Advisory | None = None,
) -> Rendered:
    """`advisory` as it would look if it went out at `around.sending`.

    A `notice` says at the top what has become of an earlier message. A version of the advisory `main` has the calendar
    entry of that one, in its own language: one event in a calendar.

    A draft can be looked at before it is fit to go out, and before its attachments are there. Raises AdvisoryProblem if
    it could not be read without errors, NotFound for contacts and boilerplate that are not there, TemplateProblem for
    a page template and for the brand.
    """
    refuse_errors(advisory.problems, file=advisory.file)
    _refuse_bad_code(advisory)
    people = contacts(advisory, contacts_for=around.contacts_for)
    brand = branding.brand(around.templates)
    laid_out = _laid_out(advisory, around, people, brand=brand, notice=notice)
    there = present(people, around)
    readers = Readers(advisory, people, around.offices, there)
    # An event's organiser stays the same from one message to the next, whoever is on leave.
    event = calendar.invitation(advisory, organiser=_first_address(people), now=around.now, main=main)
    mail = Approved(
        title=notice.subject if notice else advisory.headline,
        source=advisory.source,
        parts=laid_out.parts,
        language=advisory.language,
        attachments=tuple(_with_event(list(_attachments(advisory, around)), event)),
        inline=branding.shown_in(laid_out.parts.html, brand),
        embargo_at=advisory.embargo.instant if advisory.embargo else None,
        reply_to=_first_address(there) or _first_address(people),
        for_reader=readers.fields,
    )
    return Rendered(mail, laid_out.markdown, event, readers)


def _laid_out(
    advisory: Advisory, around: Surroundings, people: list[Card], *, brand: Brand, notice: Notice | None
) -> layout.LaidOut:
    return layout.lay_out(
        advisory,
        contacts=people,
        organisation=around.organisation,
        now=around.sending,
        templates=around.templates,
        notice=notice,
        brand=brand,
        boilerplate=[around.boilerplate(name, advisory.language) for name in advisory.boilerplate],
    )


def _refuse_bad_code(advisory: Advisory) -> None:
    """Code that cannot run is told with the line on which it was written, not with that of the page it got into."""
    try:
        merge.unknown_fields(advisory.body)
    except TemplateProblem as problem:
        line = advisory.body_line - 1 + (problem.line or 1)
        raise TemplateProblem(advisory.file, problem.problem, line=line) from problem


def _attachments(advisory: Advisory, around: Surroundings) -> Iterator[Attachment]:
    """Those that can be read; a missing one is an error of the advisory (`check`) and keeps it from going out."""
    for name in advisory.attachments:
        with suppress(NotFound, InvalidFile):
            yield around.attachment(name)


def _with_event(attachments: list[Attachment], event: bytes | None) -> list[Attachment]:
    """The calendar entry goes along, first, unless the advisory brings one of its own."""
    if event is None or any(calendar.is_one(file.filename) for file in attachments):
        return attachments
    return [calendar.attachment(event), *attachments]


def _first_address(people: Sequence[Card]) -> str | None:
    return next((email.address for card in people for email in card.emails), None)
