"""`outreach lists`: mailing lists, and the journalists on them."""

from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors, imports
from outreach.cli.files import FileArgument
from outreach.cli.groups import group
from outreach.cli.options import CountryOption, DryRunOption, FileOption, FormatOption, WhereOption, YesOption
from outreach.cli.output import Output, View, say, show
from outreach.cli.views import JOURNALISTS
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.store.rows import MailingListRow

app = group(
    "Mailing lists: make them, fill them from CSV or by hand, see who is on them.",
    'lists create Migration --where "beat:migration language:en"',
    "lists create Vienna",
    "lists import Vienna people.csv",
    "lists show Vienna",
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The list's name.", show_default=False)]
AddressesArgument = Annotated[
    list[str], typer.Argument(metavar="ADDRESS...", help="E-mail addresses.", show_default=False)
]

LISTS: View[tuple["MailingListRow", int]] = View(
    columns={
        "List": lambda found: found[0].name,
        "People": lambda found: str(found[1]),
        "Filled by": lambda found: found[0].query or "hand",
        "Made": lambda found: f"{found[0].created_at:%Y-%m-%d}",
    },
    record=lambda found: {
        "name": found[0].name,
        "members": found[1],
        "living": found[0].query is not None,
        "query": found[0].query,
        "created_at": found[0].created_at.isoformat(),
    },
)


@app.command("list")
def list_lists(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the mailing lists, each with how many people are on it, and the query of a living one."""
    from outreach.store import mailing_lists

    with doors.reading() as session:
        show(mailing_lists.with_sizes(session, now=doors.now()), LISTS, output=output, file=file)


@app.command("create")
def create_list(name: NameArgument, where: WhereOption = None, dry_run: DryRunOption = False) -> None:
    """Make a list: an empty one, or with --where a living one, which is filled by its query each time it is used.

    \b
    Examples:
      outreach lists create "Vienna correspondents"
      outreach lists create "Vienna, in German" --where "city:Vienna language:de -outlet:ORF"
      outreach lists create "Lately verified" --where "kind:journalist verified:<180d"
    """
    from outreach.store import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        found = mailing_lists.create(session, name, now=doors.now(), where=where)
        made, told = found.name, _told(session, found)
    say(f"{'Would make' if dry_run else 'Made'} the list {made!r}; {told}")


def _told(session: "Session", found: "MailingListRow") -> str:
    from outreach.store import mailing_lists

    if found.query is None:
        return "fill it with `outreach lists import` or `lists add`"
    return f"its query finds {mailing_lists.size(session, found, now=doors.now())} people now ({found.query})"


@app.command("edit")
def edit_list(
    name: NameArgument,
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="The new query; empty for none.")],
    dry_run: DryRunOption = False,
) -> None:
    """Give a list another query, or none. Who was put on it by hand stays.

    \b
    Example:
      outreach lists edit "Vienna, in German" --where "city:Vienna language:de -email:@example.net"
    """
    from outreach.store import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        found = mailing_lists.named(session, name)
        mailing_lists.narrow(session, found, where, now=doors.now())
        changed, told = found.name, _told(session, found)
    say(f"{'Would change' if dry_run else 'Changed'} the list {changed!r}; {told}")


@app.command("show")
def show_list(name: NameArgument, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """Show who is on a list: by hand, and by its query as of now."""
    from outreach.store import mailing_lists

    with doors.reading() as session:
        found = mailing_lists.named(session, name)
        show(mailing_lists.members(session, found, now=doors.now()), JOURNALISTS, output=output, file=file)


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
    """Take people off a list; they stay in the directory. Whom a living list's query finds goes by another query."""
    from outreach.services import mailing_lists

    with doors.reading() if dry_run else doors.writing() as session:
        mailing_lists.remove(session, name, addresses, now=doors.now())
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
