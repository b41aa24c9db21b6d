"""`outreach advisories`: write them, check them, see what a reader would get."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach import bootstrap
from outreach.cli import approval, doors, templates
from outreach.cli.files import FileArgument
from outreach.cli.groups import plain_group
from outreach.cli.options import FileOption, FormatOption
from outreach.cli.output import Output, View, say, show, show_record, write_bytes
from outreach.errors import AdvisoryProblem, AlreadyThere, InvalidFile, WrongUsage
from outreach.model.advisory import Kind, Level, Problem

if TYPE_CHECKING:
    from outreach.mail.addresses import NamedAddress
    from outreach.model.message import Approved
    from outreach.model.recipient import Recipient
    from outreach.services.proofs import Proof

app = plain_group("Advisories: start one from a template, check it, see it as text, HTML and mail.")
app.add_typer(templates.app, name="templates")
ReaderOption = Annotated[
    str | None, typer.Option("--as", metavar="ADDRESS", help="The reader: somebody of the directory, by address.")
]


class Shown(StrEnum):
    """What a preview prints."""

    TEXT = "text"
    HTML = "html"
    EML = "eml"


PROBLEMS: View[Problem] = View(
    columns={
        "Line": lambda problem: str(problem.line),
        "Level": lambda problem: problem.level.value,
        "Rule": lambda problem: problem.rule,
        "Problem": lambda problem: problem.message,
    },
    record=lambda problem: {
        "rule": problem.rule,
        "level": problem.level.value,
        "line": problem.line,
        "message": problem.message,
    },
)


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
def check_advisory(file: FileArgument, output: FormatOption = Output.TABLE) -> None:
    """Check an advisory: everything that is wrong with it, with its line. Errors stop it from going out.

    \b
    Examples:
      outreach advisories check advisory.md
      outreach advisories check advisory.md --format json
    """
    from outreach.services import advisories

    with doors.rows() as rows:
        problems = advisories.check(approval.read(file), approval.surroundings(rows, file))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if output is Output.JSON:
        show_record({"ok": not errors, "problems": [PROBLEMS.record(problem) for problem in problems]})
    elif problems:
        show(problems, PROBLEMS, output=output)
    if errors:
        raise AdvisoryProblem(f"{file} must not go out as it is: {errors} error{'s' if errors > 1 else ''}")
    say(f"{file} may go out" + (f"; {len(problems)} to look at" if problems else ""))


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
      outreach advisories preview advisory.md --as ines@example.com --format eml -o proof.eml
    """
    with doors.rows() as rows:
        rendered = approval.rendered(approval.read(file), approval.surroundings(rows, file))
    proof = _proof(rendered.mail, reader)
    contents = {Shown.TEXT: proof.parts.text.encode(), Shown.HTML: proof.parts.html.encode(), Shown.EML: proof.message}
    if shown is Shown.TEXT and into is None:
        say("\n".join([f"Subject: {proof.parts.subject}", *_going_along(rendered.mail), ""]))
    write_bytes([contents[shown]], into)


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
    proof = _proof(rendered.mail, reader)
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


def _proof(approved: "Approved", address: str | None) -> "Proof":
    from outreach.services import proofs

    return proofs.proof(
        approved,
        _reader(address) if address else proofs.SAMPLE_READER,
        sender=_sender(),
        organisation=doors.settings().organisation,
        now=doors.now(),
    )


def _sender() -> "NamedAddress | None":
    return bootstrap.sender(doors.settings()) if doors.settings().sender else None


def _reader(address: str) -> "Recipient":
    from outreach.services import mailing_lists

    with doors.reading() as session:
        return mailing_lists.recipient(session, address)
