"""`outreach advisories preview` and `render`: what a reader would get, on the screen, on paper and in files."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import approval, doors, paper, proofing, versions
from outreach.cli.files import FileArgument
from outreach.cli.options import FileOption
from outreach.cli.output import say, write_bytes
from outreach.errors import InvalidFile, WrongUsage

if TYPE_CHECKING:
    from outreach.model.message import Approved
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Rendered, Versions
    from outreach.services.proofs import Proof

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
    if not serve and (port is not None or open_it):
        raise WrongUsage("--port and --open are about the page; add --serve")
    if serve and (shown or into or language):
        raise WrongUsage("--serve shows it in every form and language; leave out --format, --language and -o")
    if serve:
        _serve(file, reader=reader, port=port or 0, open_it=open_it)
    else:
        _print_preview(file, reader=reader, language=language, shown=shown or Shown.TEXT, into=into)


def _serve(file: Path, *, reader: str | None, port: int, open_it: bool) -> None:
    from outreach.cli import live_preview

    live_preview.serve(file, reader=reader, port=port, open_it=open_it)


def _print_preview(file: Path, *, reader: str | None, language: str | None, shown: Shown, into: Path | None) -> None:
    if shown is Shown.PDF:
        paper.wants_a_file(into)
    whole, recipient = approval.versions(file), proofing.reader(reader)
    _say_sample(whole, reader)
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
    whole, recipient = approval.versions(file), proofing.reader(reader)
    _say_sample(whole, reader)
    with doors.rows() as rows:
        made = approval.rendered_versions(whole, approval.surroundings(rows, file))
    files: dict[str, bytes] = {}
    for at, (language, rendered) in enumerate(made.items()):
        proof, version = proofing.proof(rendered.mail, recipient), f".{language}" if at else ""
        files |= _forms(rendered, proof, version=version)
        if pdf:
            files[f"message{version}.pdf"] = paper.printed(proof)
    _write_into(folder, files)
    say(f"Wrote {', '.join(files)} to {folder}")


def _say_sample(whole: "Versions", reader: str | None) -> None:
    """A proof that names its reader is not to be handed to another by mistake."""
    if reader is None and any("{{" in version.body for version in whole.all):
        say("Note: made out to Alex Reader, a sample; --as says to whom else")


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
