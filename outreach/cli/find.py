"""`outreach find`: anybody, by anything that is known of them."""

from typing import Annotated

import typer

from outreach.cli import finding
from outreach.cli.groups import single
from outreach.cli.options import FileOption, FormatOption
from outreach.cli.output import Output
from outreach.model.card import ContactKind

app = single()

TextArgument = Annotated[
    list[str], typer.Argument(metavar="TEXT...", help="Words, a number, an address, fields.", show_default=False)
]


@app.command()
def find(
    text: TextArgument,
    kind: Annotated[ContactKind | None, typer.Option("--kind", help="Only officers, or only journalists.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many people.")] = finding.MOST,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """Find anybody by anything: name, outlet, city, beat, notes, any piece of a number or an address.

    Words are found by their beginnings, without accents, in any script; all of them must be there. A number is found
    by three digits or more, however it is written. Fields narrow it: name, city, country, outlet, organisation,
    title, language, beat, list, kind, active, email, phone, notes, verified, changed, added. A minus leaves out,
    OR and brackets stand between. Nobody found: exit code 3.

    \b
    Examples:
      outreach find olsen
      outreach find 0660 377
      outreach find @example.org
      outreach find 'city:Wien language:de beat:migration -outlet:ORF'
      outreach find 'verified:>180d' --kind officer --format csv
    """
    finding.show_found(" ".join(text), kind=kind, limit=limit, output=output, file=file)
