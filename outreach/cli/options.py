"""Options that many commands share, each described once."""

from pathlib import Path
from typing import Annotated

import typer

from outreach.cli.output import Output

FormatOption = Annotated[
    Output, typer.Option("--format", help="What to print: a table for people, json or csv for programs.")
]
FileOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.")]
CityOption = Annotated[str | None, typer.Option("--city", help="Only those in this city, by any of its names.")]
WhereOption = Annotated[
    str | None,
    typer.Option("--where", metavar="QUERY", help="Only whom this query finds: city:Vienna language:de -outlet:ORF."),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would happen and change nothing.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; for scripts.")]
MailingArgument = Annotated[int, typer.Argument(metavar="ID", help="The mailing's number.", show_default=False)]
WhoArgument = Annotated[str, typer.Argument(metavar="WHO", help="Name, e-mail address or UID.", show_default=False)]
CountryOption = Annotated[
    str | None,
    typer.Option("--country", help="Country (AT, CH, US …) of numbers written without a country code."),
]
