"""`outreach lists`: mailing lists, and the journalists on them."""

from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors, imports
from outreach.cli.files import FileArgument
from outreach.cli.groups import group
from outreach.cli.options import CountryOption, DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, View, say, show
from outreach.cli.views import JOURNALISTS
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.store.rows import MailingListRow

app = group("Mailing lists: make them, fill them from CSV or by hand, see who is on them.")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The list's name.", show_default=False)]
AddressesArgument = Annotated[
    list[str], typer.Argument(metavar="ADDRESS...", help="E-mail addresses.", show_default=False)
]

LISTS: View[tuple["MailingListRow", int]] = View(
    columns={
        "List": lambda found: found[0].name,
        "People": lambda found: str(found[1]),
        "Made": lambda found: f"{found[0].created_at:%Y-%m-%d}",
    },
    record=lambda found: {
        "name": found[0].name,
        "members": found[1],
        "created_at": found[0].created_at.isoformat(),
    },
)


@app.command("list")
def list_lists(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the mailing lists, each with how many people are on it."""
    from outreach.store import mailing_lists

    with doors.reading() as session:
        show(mailing_lists.with_sizes(session), LISTS, output=output, file=file)


@app.command("create")
def create_list(name: NameArgument, dry_run: DryRunOption = False) -> None:
    """Make an empty list.

    \b
    Example:
      outreach lists create "Vienna correspondents"
    """
    from outreach.store import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        made = mailing_lists.create(session, name, now=doors.now()).name
    say(f"{'Would make' if dry_run else 'Made'} the list {made!r}; fill it with `outreach lists import` or `lists add`")


@app.command("show")
def show_list(name: NameArgument, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """Show who is on a list."""
    from outreach.store import cards, database, mailing_lists

    with doors.reading() as session:
        found = mailing_lists.named(session, name)
        show(cards.on_list(database.rows_of(session), list_id=found.id or 0), JOURNALISTS, output=output, file=file)


@app.command("add")
def add_to_list(name: NameArgument, addresses: AddressesArgument, dry_run: DryRunOption = False) -> None:
    """Put people of the directory on a list, by their e-mail addresses.

    \b
    Example:
      outreach lists add "Vienna correspondents" tomas@example.com amina@example.net
    """
    from outreach.services import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        added = mailing_lists.add(session, name, addresses, now=doors.now())
    for address, new in added:
        word = ("would be added" if dry_run else "added") if new else "is on it already"
        say(f"{address} {word}")


@app.command("remove")
def remove_from_list(name: NameArgument, addresses: AddressesArgument, dry_run: DryRunOption = False) -> None:
    """Take people off a list; they stay in the directory."""
    from outreach.services import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        mailing_lists.remove(session, name, addresses)
    say(f"{'Would take' if dry_run else 'Took'} {', '.join(addresses)} off {name!r}")


@app.command("import")
def import_to_list(
    name: NameArgument,
    file: FileArgument,
    country: CountryOption = None,
    named: imports.MapOptions = [],
    dry_run: DryRunOption = False,
    keep_going: imports.KeepGoingOption = False,
    theirs: imports.TheirsOption = False,
    rejects: imports.RejectsOption = None,
    output: FormatOption = Output.TABLE,
    report_to: FileOption = None,
) -> None:
    """Fill a list from CSV, XLSX or vCard; people who are not in the directory are added to it as journalists.

    Columns: name, email, outlet, city, country, language, beats (title, phone and notes if you have them).

    \b
    Examples:
      outreach lists import "Vienna correspondents" journalists.csv --dry-run
      outreach lists import "Vienna correspondents" presse.csv --map "Redaktion=outlet"
      outreach lists import "Vienna correspondents" journalists.csv --keep-going --rejects bad.csv
    """
    wish = {key: value for key, value in locals().items() if key not in ("name", "file")}
    imports.import_people(ContactKind.JOURNALIST, file, imports.Wish(**wish), list_name=name)


@app.command("delete")
def delete_list(name: NameArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Delete a list; the people on it stay in the directory."""
    from outreach.store import mailing_lists

    with doors.reading() as session:
        found = mailing_lists.named(session, name).name
    if not dry_run and not yes:
        typer.confirm(f"Delete the list {found!r}? The people on it stay in the directory.", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        mailing_lists.delete(session, mailing_lists.named(session, found))
    say(f"{'Would delete' if dry_run else 'Deleted'} the list {found!r}")
