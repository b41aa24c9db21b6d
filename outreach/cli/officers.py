"""`outreach officers`: the press officers of the organisation, by city."""

from typing import Annotated

import typer

from outreach.cli import contacts
from outreach.cli.files import FileArgument, contents
from outreach.cli.options import CountryOption, DryRunOption, FormatOption
from outreach.cli.output import Output
from outreach.model.card import ContactKind

_PAGES = {
    "list": """List press officers, by city.

\b
Examples:
  outreach officers --city Vienna
  outreach officers list --city Genève --format csv -o geneva.csv
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
""",
    "export": """Export press officers as vCards for any phone, as CSV or JSON. Only what is public, unless --internal.

\b
Examples:
  outreach officers export -o officers.vcf
  outreach officers export --city Geneva --vcard-version 4.0 --vdir contacts/
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
