"""`outreach outlets`: newspapers, agencies and broadcasters, with their journalists."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, View, say, show
from outreach.cli.views import JOURNALISTS

if TYPE_CHECKING:
    from outreach.store.rows import OutletRow

app = group(
    "Outlets: the newspapers, agencies and broadcasters that journalists work for.",
    "outlets",
    'outlets show "Example Times"',
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The outlet's name.", show_default=False)]
CountryOfOutlet = Annotated[str | None, typer.Option("--country", help="Country, as a code or a name.")]
WebsiteOption = Annotated[str | None, typer.Option("--website", help="Web address.")]

OUTLETS: View[tuple["OutletRow", int]] = View(
    columns={
        "Outlet": lambda found: found[0].name,
        "Country": lambda found: found[0].country or "",
        "Website": lambda found: found[0].website or "",
        "Journalists": lambda found: str(found[1]),
    },
    record=lambda found: {
        "name": found[0].name,
        "country": found[0].country,
        "website": found[0].website,
        "journalists": found[1],
    },
)


@app.command("list")
def list_outlets(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List outlets, each with how many journalists it has."""
    from outreach.store import outlets

    with doors.reading() as session:
        show(outlets.with_sizes(session), OUTLETS, output=output, file=file)


@app.command("show")
def show_outlet(name: NameArgument, output: FormatOption = Output.TABLE) -> None:
    """List the journalists of one outlet."""
    from outreach.store import cards, database, outlets

    with doors.reading() as session:
        outlet = outlets.named(session, name)
        people = cards.at_outlet(database.rows_of(session), outlet_id=outlet.id or 0)
        show(people, JOURNALISTS, output=output)


@app.command("add")
def add_outlet(
    name: NameArgument, country: CountryOfOutlet = None, website: WebsiteOption = None, dry_run: DryRunOption = False
) -> None:
    """Add an outlet. One that a journalist is added with is made by itself.

    \b
    Example:
      outreach outlets add "The Example Times" --country GB --website https://times.example.org
    """
    from outreach.store import outlets

    with doors.reading() if dry_run else doors.writing() as session:
        outlets.add(session, name, country=_code(country), website=website)
    say(f"{'Would add' if dry_run else 'Added'} {name}")


@app.command("edit")
def edit_outlet(
    name: NameArgument,
    new_name: Annotated[str | None, typer.Option("--name", help="The new name.")] = None,
    country: CountryOfOutlet = None,
    website: WebsiteOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Change an outlet; what is not named stays as it is."""
    from outreach.store import outlets

    said: dict[str, Any] = {"name": new_name, "country": _code(country), "website": website}
    with doors.reading() if dry_run else doors.writing() as session:
        filled_in = {key: value for key, value in said.items() if value}
        outlets.change(session, outlets.named(session, name), filled_in, origin=doors.origin())
    say(f"{'Would change' if dry_run else 'Changed'} {name}")


@app.command("remove")
def remove_outlet(name: NameArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Remove an outlet; its journalists stay, without one."""
    from outreach.store import outlets

    with doors.reading() as session:
        found = outlets.named(session, name).name
    if not dry_run and not yes:
        typer.confirm(f"Remove {found}? Its journalists stay, without an outlet.", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        outlets.remove(session, outlets.named(session, found), origin=doors.origin())
    say(f"{'Would remove' if dry_run else 'Removed'} {found}")


def _code(country: str | None) -> str | None:
    from outreach.model.country import country_code

    return country_code(country) if country else None
