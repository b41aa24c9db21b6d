"""`outreach officers`: the press officers of the organisation, by city."""

from typing import Annotated

import typer

from outreach.cli import contacts, rota
from outreach.cli.files import FileArgument, contents
from outreach.cli.options import CountryOption, DryRunOption, FileOption, FormatOption
from outreach.cli.output import Output
from outreach.errors import WrongUsage
from outreach.model.card import ContactKind

_PAGES = {
    "list": """List press officers, by city.

\b
Examples:
  outreach officers --city Vienna
  outreach officers list --city Genève --format csv -o geneva.csv
  outreach officers list --where "language:fr verified:<180d"
  outreach officers --awake
""",
    "show": """Show everything that is known of one press officer.""",
    "add": """Add a press officer.

\b
Examples:
  outreach officers add "Mira Olsen" --city Vienna --phone "+43 1 9999 123" --email mira@example.org
  outreach officers add "Ana de la Cruz" --city "Nueva York" --mobile "(202) 555-0143" --language es --language en
""",
    "edit": """Change what is known of a press officer; what is not named stays as it is.

\b
Examples:
  outreach officers edit "Mira Olsen" --mobile "+43 660 1234567"
  outreach officers edit mira@example.org --drop "+43 1 9999 123" --inactive
""",
    "remove": """Remove a press officer from the directory.""",
    "import": """Import press officers from CSV, XLSX or vCard. Who is there already is updated, nobody comes in twice.

\b
Examples:
  outreach officers import officers.csv --dry-run
  outreach officers import phone-export.vcf
  outreach officers import staff.xlsx --map "Handy=phone" --country AT
  outreach officers import staff.csv --rejects bad.csv      bad rows with what is wrong, to be mended and imported
  outreach officers import staff.csv --theirs               the file wins over what was changed by hand here
  outreach officers import --undo 3f9c1a2b4d5e              takes that import back; it said its batch at its end
""",
    "export": """Export press officers as vCards, CSV or JSON: what is public, unless --press or --internal.

\b
Examples:
  outreach officers export -o officers.vcf
  outreach officers export --where "language:fr verified:<180d" -o found.vcf
  outreach officers export --city Geneva --vcard-version 4.0 --vdir contacts/
  outreach officers export --press -o for-journalists.vcf
  outreach officers export --groups -o officers-by-city.vcf
""",
    "qr": """Show a press officer as a QR code that any phone's camera takes as a contact. Only what is public.

\b
Examples:
  outreach officers qr "Mira Olsen"
  outreach officers qr "Mira Olsen" -o badge.svg
""",
}
app = contacts.counter(
    ContactKind.OFFICER,
    about="Press officers: list, add, edit, import and export them, or read them out of a press release.",
    pages=_PAGES,
)

app.add_typer(rota.app, name="rota")


@app.command("on-call")
def officer_on_call(
    city: Annotated[
        str | None, typer.Option("--city", help="For this city, by any of its names; else for each.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="TIME", help='On the city\'s clock, or with one: "2026-12-24 20:00 Europe/Vienna".'
        ),
    ] = None,
    uncovered: Annotated[bool, typer.Option("--uncovered", help="List the hours that nobody covers.")] = False,
    start: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="With --uncovered: from when; else from now.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="With --uncovered: until when; else for two weeks.")
    ] = None,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """Who answers now, or at a time: who is on duty, else who is at work, else the nearest office. docs/on-call.md.

    \b
    Examples:
      outreach officers on-call
      outreach officers on-call --city Wien --at "2026-12-24 20:00"
      outreach officers on-call --at "2026-12-24 20:00 New York" --format json
      outreach officers on-call --city Geneva --uncovered --from 2026-12-21 --to 2027-01-06
    """
    from outreach.cli import on_call

    if ((start or end) and not uncovered) or (at and uncovered):
        raise WrongUsage("--from and --to go with --uncovered, --at goes without")
    if uncovered:
        on_call.uncovered(city, start=start, end=end, output=output, file=file)
    else:
        on_call.who_answers(city, at=at, output=output, file=file)


@app.command("nearest")
def nearest_officer(
    journalist: Annotated[
        str, typer.Argument(metavar="JOURNALIST", help="Name, e-mail address or UID.", show_default=False)
    ],
    output: FormatOption = Output.TABLE,
) -> None:
    """Which press officer answers a journalist, and why: by city, country, coverage, region, headquarters.

    \b
    Example:
      outreach officers nearest "Tomás O'Neill"
    """
    from outreach.cli import nearest

    nearest.answer(journalist, output=output)


@app.command("extract")
def extract_officers(
    file: FileArgument,
    country: CountryOption = None,
    save: Annotated[bool, typer.Option("--save", help="Put them into the directory.")] = False,
    dry_run: DryRunOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Read the press officers out of the contact block of a press release (text, Markdown, HTML, .docx, .eml).

    \b
    Examples:
      outreach officers extract release.txt
      outreach officers extract release.html --save
      cat release.txt | outreach officers extract - --country AT --format json
    """
    from outreach.cli import extraction

    extraction.extract(contents(file), filename=str(file), country=country, save=save, dry_run=dry_run, output=output)
