"""`outreach advisories`: write them, check them, see what a reader would get."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import approval, checking, doors, people
from outreach.cli.checking import Told
from outreach.cli.files import FileArgument
from outreach.cli.groups import plain_group
from outreach.cli.options import FileOption
from outreach.cli.output import say, write_bytes
from outreach.errors import AlreadyThere, InvalidFile, InvalidValue, WrongUsage
from outreach.model.advisory import Kind
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.mail.addresses import NamedAddress
    from outreach.model.message import Approved
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Rendered
    from outreach.services.proofs import Proof

app = plain_group("Advisories: start one from a template, check it, see it as text, HTML and mail.")
ReaderOption = Annotated[
    str | None, typer.Option("--as", metavar="WHO", help="The reader: somebody of the directory, by name or address.")
]


class Shown(StrEnum):
    """What a preview prints."""

    TEXT = "text"
    HTML = "html"
    EML = "eml"


@app.command("new")
def new_advisory(
    kind: Annotated[Kind, typer.Argument(help="What it is going to be.")] = Kind.MEDIA_ADVISORY,
    city: Annotated[str | None, typer.Option(help="The dateline's city; by default where most officers are.")] = None,
    headline: Annotated[str | None, typer.Option(help="At most twelve words.")] = None,
    language: Annotated[str, typer.Option(help="Language tag: en, fr, es …")] = "en",
    contact: Annotated[
        list[str],
        typer.Option("--contact", help="A city (its officers) or an officer; by default the dateline's city."),
    ] = [],
    file: FileOption = None,
) -> None:
    """Start an advisory from a template: dates that fit, contacts that exist, [CAPITALS] where you write.

    \b
    Examples:
      outreach advisories new media-advisory --city Vienna -o advisory.md
      outreach advisories new statement --city Geneva --headline "On the agreement of Tuesday"
    """
    from outreach.services import advisories
    from outreach.store import gazetteer

    if file is not None and file.exists():
        raise AlreadyThere(f"{file} is there already; give another name with -o")
    place = gazetteer.city(city or _busiest_city())
    text = advisories.new(
        kind,
        city=place,
        now=doors.now(),
        headline=headline,
        language=language,
        contacts=contact or [place.name],
        templates=doors.settings().templates,
    )
    write_bytes([text.encode()], file)
    if file is not None:
        say(f"Wrote {file}; fill in what stands in [CAPITALS], then `outreach advisories check {file}`")


def _busiest_city() -> str:
    from outreach.store import cities

    with doors.rows() as rows:
        found = sorted(cities.in_use(rows), key=lambda row: -row[1])
    if not found or not found[0][1]:
        raise WrongUsage("nothing says where the advisory comes from; name the city, like --city Vienna")
    return str(found[0][0])


@app.command("check")
def check_advisory(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Advisories; - reads standard input.", show_default=False)
    ],
    told: Annotated[
        Told, typer.Option("--format", help="A table for people; json, csv, or sarif for editors and code hosts.")
    ] = Told.TABLE,
    into: FileOption = None,
) -> None:
    """Check advisories: everything that is wrong with them, with its line. Errors stop one from going out.

    A mistake that is meant is silenced in the file's front matter, with a reason; an error needs three words or more:

    \b
      ignore:
        weekday-mismatch: The quotation counts by the old calendar

    It does not count then; --format json and sarif show it among what is silenced. What would keep the text from being
    sent at all (no headline, code that does not end) cannot be silenced. docs/advisory-rules.md explains every rule.

    \b
    Examples:
      outreach advisories check advisory.md
      outreach advisories check advisory.md --format json
      outreach advisories check advisories/*.md --format sarif -o advisories.sarif
    """
    checking.check(files, told=told, into=into)


@app.command("preview")
def preview_advisory(
    file: FileArgument,
    reader: ReaderOption = None,
    shown: Annotated[Shown, typer.Option("--format", help="What to print.")] = Shown.TEXT,
    into: FileOption = None,
) -> None:
    """Show what a reader would get: the text, the HTML, or the whole mail byte for byte.

    \b
    Examples:
      outreach advisories preview advisory.md
      outreach advisories preview advisory.md --as "Ines Adler"
      outreach advisories preview advisory.md --as ines@example.com --format eml -o proof.eml
    """
    with doors.rows() as rows:
        rendered = approval.rendered(approval.read(file), approval.surroundings(rows, file))
    recipient = _reader(reader)
    proof = _proof(rendered.mail, recipient)
    contents = {Shown.TEXT: proof.parts.text.encode(), Shown.HTML: proof.parts.html.encode(), Shown.EML: proof.message}
    if shown is Shown.TEXT and into is None:
        first = _first_contact(rendered, recipient)
        say("\n".join([f"Subject: {proof.parts.subject}", *_going_along(rendered.mail), *first, ""]))
    write_bytes([contents[shown]], into)


def _first_contact(rendered: "Rendered", reader: "Recipient") -> list[str]:
    if reader.card is None or not rendered.readers.block:
        return []
    return [f"First contact: {rendered.readers.choice(reader.card).reason}"]


def _going_along(approved: "Approved") -> list[str]:
    files = [f"{file.filename} ({len(file.content):,} bytes)" for file in approved.attachments]
    return [f"Attached: {', '.join(files)}"] if files else []


@app.command("render")
def render_advisory(
    file: FileArgument,
    folder: Annotated[Path, typer.Option("--output", "-o", help="The folder that gets the files.")],
    reader: ReaderOption = None,
) -> None:
    """Write an advisory as message.eml, message.txt, message.html, message.md, and event.ics where there is an event.

    \b
    Example:
      outreach advisories render advisory.md -o out/
    """
    with doors.rows() as rows:
        rendered = approval.rendered(approval.read(file), approval.surroundings(rows, file))
    proof = _proof(rendered.mail, _reader(reader))
    files = {
        "message.eml": proof.message,
        "message.txt": proof.parts.text.encode(),
        "message.html": proof.parts.html.encode(),
        "message.md": rendered.markdown.encode(),
    }
    if rendered.event:
        files["event.ics"] = rendered.event
    _write_into(folder, files)
    say(f"Wrote {', '.join(files)} to {folder}")


def _write_into(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    for name, content in files.items():
        write_bytes([content], folder / name)


def _proof(approved: "Approved", reader: "Recipient") -> "Proof":
    from outreach.services import proofs

    return proofs.proof(
        approved,
        reader,
        sender=_sender(),
        organisation=doors.settings().organisation,
        now=doors.now(),
    )


def _sender() -> "NamedAddress | None":
    return bootstrap.sender(doors.settings()) if doors.settings().sender else None


def _reader(who: str | None) -> "Recipient":
    """Whom `who` means, at that address or at their first one; somebody invented where nobody is named."""
    from outreach.services import mailing_lists, proofs

    if who is None:
        return proofs.SAMPLE_READER
    with doors.reading() as session:
        return mailing_lists.recipient(session, who if "@" in who else _address(who))


def _address(name: str) -> str:
    with doors.rows() as rows:
        card = people.one(rows, ContactKind.JOURNALIST, name)
    if not card.emails:
        raise InvalidValue("--as", name, "has no e-mail address, so no mail would reach them")
    return card.emails[0].address
