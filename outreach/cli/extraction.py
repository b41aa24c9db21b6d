"""`officers extract`: what was found in a press release, and what saving it changes."""

from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli import doors
from outreach.cli.output import Output, View, say, show, warn
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.formats.contact_block import FoundOfficer


def extract(content: bytes, *, filename: str, country: str | None, save: bool, dry_run: bool, output: Output) -> None:
    """Shows the officers found; with `save`, takes them in and says who is new, changed or the same."""
    from outreach.formats import contact_block, document
    from outreach.services.intake import likeliest

    region = country or doors.settings().home_country
    found = contact_block.read(document.read(content, filename=filename), region=region, city=likeliest)
    show(found, view(), output=output)
    if not found:
        raise NotFound("contact block", filename, advice="nothing in it reads like a person to call")
    if output is not Output.JSON:
        warn(warning for officer in found for warning in officer.warnings)
    if save or dry_run:
        _save(found, filename=filename, dry_run=dry_run)


def _save(found: "list[FoundOfficer]", *, filename: str, dry_run: bool) -> None:
    from outreach.services import contacts as directory
    from outreach.services import imports
    from outreach.services.intake import likeliest

    people = directory.drafts_of(found, city=likeliest)
    with doors.reading() if dry_run else doors.writing() as session:
        report = imports.take_in(session, people.incoming(filename), origin=doors.origin(Path(filename)))
    for told in report.people:
        say(f"{'would be ' if dry_run else ''}{told.outcome.value}: {told.name}")
        warn(f"{told.name}, {left}" for left in told.left)


def view() -> "View[FoundOfficer]":
    """Columns and JSON of an officer that was found."""
    return View(
        columns={
            "Lines": lambda officer: "-".join(str(line) for line in dict.fromkeys(officer.lines)),
            "City": lambda officer: officer.city or officer.country or "",
            "Name": lambda officer: officer.name or officer.organisation or "(press desk)",
            "Role": lambda officer: officer.role or "",
            "Phone": lambda officer: "\n".join(phone.international for phone in officer.phones),
            "E-mail": lambda officer: "\n".join(email.address for email in officer.emails),
        },
        record=lambda officer: officer.as_json(),
    )
