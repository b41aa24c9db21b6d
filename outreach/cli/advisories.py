"""`outreach advisories`: write them, check them, see what a reader would get."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import approval, checking, doors, paper, proofing, templates, versions
from outreach.cli.checking import Told
from outreach.cli.files import FileArgument
from outreach.cli.groups import plain_group
from outreach.cli.options import FileOption
from outreach.cli.output import say, write_bytes
from outreach.errors import AlreadyThere, InvalidFile, WrongUsage
from outreach.model.advisory import Kind

if TYPE_CHECKING:
    from outreach.model.message import Approved
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Rendered
    from outreach.services.proofs import Proof

app = plain_group(
    "Advisories: start one from a template, check it, see it as text, HTML and mail.",
    "advisories new media-advisory --city Vienna -o advisory.md",
    "advisories check advisory.md",
    'advisories preview advisory.md --as "Ines Adler"',
)
app.add_typer(templates.app, name="templates")
ReaderOption = Annotated[
    str | None, typer.Option("--as", metavar="WHO", help="The reader: somebody of the directory, by name or address.")
]


LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="The version in this language, where there are several.")
]


class Shown(StrEnum):
    """What a preview prints."""

    TEXT = "text"
    HTML = "html"
    EML = "eml"
    PDF = "pdf"


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

    advisory.fr.md and advisory.es.md beside advisory.md are the same advisory in other languages: whichever is named,
    all are checked, and whether they agree on the kind, the hours, the embargo and the place.

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
    language: LanguageOption = None,
    shown: Annotated[Shown | None, typer.Option("--format", help="What to print.", show_default="text")] = None,
    into: FileOption = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show all of it on a page that follows the file, until Ctrl-C.")
    ] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="The page's port; by default a free one.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show what a reader would get: the text, the HTML, the whole mail byte for byte, or the same on paper.

    Of an advisory in several languages, that is the one in the first language of the reader that there is; without
    --as and --language, the file that is named.

    With --serve: a page for this machine alone, with the mail, the text, headers, problems and the calendar entry side
    by side. It changes when you save the file; reader and language are chosen there. Nothing is sent or kept.

    \b
    Examples:
      outreach advisories preview advisory.md
      outreach advisories preview advisory.md --as "Ines Adler"
      outreach advisories preview advisory.md --language fr
      outreach advisories preview advisory.md --as ines@example.com --format eml -o proof.eml
      outreach advisories preview advisory.md --format pdf -o proof.pdf
      outreach advisories preview advisory.md --serve --open
    """
    if serve and (shown or into):
        raise WrongUsage("--serve shows every form at once, on a page; leave out --format and -o")
    if serve:
        from outreach.cli import live_preview

        live_preview.serve(file, reader=reader, port=port or 0, open_it=open_it)
        return
    if port is not None or open_it:
        raise WrongUsage("--port and --open are about the page; add --serve")
    _print_preview(file, reader=reader, language=language, shown=shown or Shown.TEXT, into=into)


def _print_preview(file: Path, *, reader: str | None, language: str | None, shown: Shown, into: Path | None) -> None:
    if shown is Shown.PDF:
        paper.wants_a_file(into)
    whole, recipient = approval.versions(file), proofing.reader(reader)
    choice = versions.choice(whole, file, language=language, reader=recipient)
    with doors.rows() as rows:
        rendered = approval.rendered_versions(whole, approval.surroundings(rows, file))[choice.language]
    proof = proofing.proof(rendered.mail, recipient)
    if shown is Shown.TEXT and into is None:
        said = [f"Language: {choice.language} ({choice.reason})"] if whole.others else []
        said += [*_going_along(rendered.mail), *_first_contact(rendered, recipient)]
        say("\n".join([f"Subject: {proof.parts.subject}", *said, ""]))
    write_bytes([_shown(proof, shown)], into)


def _shown(proof: "Proof", shown: Shown) -> bytes:
    if shown is Shown.PDF:
        return paper.printed(proof)
    texts = {Shown.TEXT: proof.parts.text, Shown.HTML: proof.page}
    return proof.message if shown is Shown.EML else texts[shown].encode()


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
    pdf: Annotated[bool, typer.Option("--pdf", help="Also on paper: message.pdf, A4, one page where it fits.")] = False,
) -> None:
    """Write an advisory as message.eml, message.txt, message.html, message.md, and event.ics where there is an event.

    Its versions in other languages (advisory.fr.md beside advisory.md) become message.fr.eml … and event.fr.ics.

    \b
    Examples:
      outreach advisories render advisory.md -o out/
      outreach advisories render advisory.md -o out/ --pdf
    """
    recipient = proofing.reader(reader)
    with doors.rows() as rows:
        made = approval.rendered_versions(approval.versions(file), approval.surroundings(rows, file))
    files: dict[str, bytes] = {}
    for at, (language, rendered) in enumerate(made.items()):
        proof, version = proofing.proof(rendered.mail, recipient), f".{language}" if at else ""
        files |= _forms(rendered, proof, version=version)
        if pdf:
            files[f"message{version}.pdf"] = paper.printed(proof)
    _write_into(folder, files)
    say(f"Wrote {', '.join(files)} to {folder}")


def _forms(rendered: "Rendered", proof: "Proof", *, version: str) -> dict[str, bytes]:
    files = {
        f"message{version}.eml": proof.message,
        f"message{version}.txt": proof.parts.text.encode(),
        f"message{version}.html": proof.page.encode(),
        f"message{version}.md": rendered.markdown.encode(),
    }
    return files | ({f"event{version}.ics": rendered.event} if rendered.event else {})


def _write_into(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    for name, content in files.items():
        write_bytes([content], folder / name)
