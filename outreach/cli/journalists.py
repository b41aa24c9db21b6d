"""`outreach journalists`: the journalists whom the organisation serves, with their outlets and beats."""

from typing import Annotated

import typer

from outreach.cli import exchange, people
from outreach.cli.files import FileArgument
from outreach.cli.groups import group
from outreach.cli.options import CityOption, CountryOption, DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output
from outreach.cli.people import WhoArgument
from outreach.model.card import ContactKind
from outreach.model.values import Visibility

JOURNALIST = ContactKind.JOURNALIST
app = group("Journalists: list, add, edit, import and export them.")


@app.command("list")
def list_journalists(city: CityOption = None, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List journalists, by family name.

    \b
    Examples:
      outreach journalists --city Vienna
      outreach journalists list --city Genève --format csv -o geneva.csv
    """
    people.list_people(JOURNALIST, city=city, output=output, file=file)


@app.command("show")
def show_journalist(who: WhoArgument, output: FormatOption = Output.TABLE) -> None:
    """Show everything that is known of one journalist."""
    people.show_person(JOURNALIST, who, output=output)


@app.command("add")
def add_journalist(
    name: Annotated[str, typer.Argument(help="Full name, as it is printed.", show_default=False)],
    city: Annotated[str | None, typer.Option(help="Where they work, by any of its names.")] = None,
    title: Annotated[str | None, typer.Option(help="Job title.")] = None,
    phone: people.PhoneOptions = [],
    mobile: people.MobileOptions = [],
    duty: people.DutyOptions = [],
    fax: people.FaxOptions = [],
    email: people.EmailOptions = [],
    language: people.LanguageOptions = [],
    outlet: Annotated[str | None, typer.Option(help="The newspaper, agency or broadcaster.")] = None,
    beat: Annotated[list[str], typer.Option(help="What they write about; may be given several times.")] = [],
    country: CountryOption = None,
    notes: people.NotesOption = None,
    visibility: people.VisibilityOption = Visibility.PUBLIC,
    dry_run: DryRunOption = False,
) -> None:
    """Add a journalist.

    \b
    Examples:
      outreach journalists add "Tomás O'Neill" --outlet "The Example" --city Dublin --email tomas@example.com
      outreach journalists add "Amina Said" --outlet "Example Radio" --beat migration --beat labour --language fr
    """
    form = people.form_of(
        phone=phone,
        mobile=mobile,
        duty=duty,
        fax=fax,
        email=email,
        visibility=visibility,
        name=name,
        city=city,
        title=title,
        languages=language,
        outlet=outlet,
        beats=beat,
        country=country,
        notes=notes,
    )
    people.add_person(JOURNALIST, form, dry_run=dry_run)


@app.command("edit")
def edit_journalist(
    who: WhoArgument,
    name: people.NameOption = None,
    city: Annotated[str | None, typer.Option(help="Where they work, by any of its names.")] = None,
    title: Annotated[str | None, typer.Option(help="Job title.")] = None,
    phone: people.PhoneOptions = [],
    mobile: people.MobileOptions = [],
    duty: people.DutyOptions = [],
    fax: people.FaxOptions = [],
    email: people.EmailOptions = [],
    drop: people.DropOptions = [],
    language: people.LanguageOptions = [],
    outlet: Annotated[str | None, typer.Option(help="The newspaper, agency or broadcaster.")] = None,
    beat: Annotated[list[str], typer.Option(help="What they write about; may be given several times.")] = [],
    country: CountryOption = None,
    notes: people.NotesOption = None,
    active: people.ActiveOption = None,
    visibility: people.VisibilityOption = Visibility.PUBLIC,
    dry_run: DryRunOption = False,
) -> None:
    """Change what is known of a journalist; what is not named stays as it is.

    \b
    Examples:
      outreach journalists edit "Amina Said" --outlet "Example Television"
      outreach journalists edit tomas@example.com --inactive
    """
    form = people.form_of(
        phone=phone,
        mobile=mobile,
        duty=duty,
        fax=fax,
        email=email,
        visibility=visibility,
        name=name,
        city=city,
        title=title,
        languages=language,
        outlet=outlet,
        beats=beat,
        country=country,
        notes=notes,
        active=active,
        dropped=drop,
    )
    people.edit_person(JOURNALIST, who, form, dry_run=dry_run)


@app.command("remove")
def remove_journalist(who: WhoArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Remove a journalist from the directory."""
    people.remove_person(JOURNALIST, who, dry_run=dry_run, yes=yes)


@app.command("import")
def import_journalists(
    file: FileArgument,
    country: CountryOption = None,
    named: exchange.MapOptions = [],
    dry_run: DryRunOption = False,
    keep_going: exchange.KeepGoingOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Import journalists from CSV, XLSX or vCard. Who is there already is updated, nobody comes in twice.

    \b
    Examples:
      outreach journalists import journalists.csv --dry-run
      outreach journalists import phone-export.vcf
      outreach journalists import press-list.xlsx --map "Handy=phone" --country AT
    """
    exchange.import_people(
        JOURNALIST, file, country=country, named=named, dry_run=dry_run, keep_going=keep_going, output=output
    )


@app.command("export")
def export_journalists(
    city: CityOption = None,
    form: exchange.ExportOption = exchange.Export.VCARD,
    version: exchange.VersionOption = exchange.CardVersion.V3,
    file: FileOption = None,
    vdir: exchange.VdirOption = None,
    internal: exchange.InternalOption = False,
) -> None:
    """Export journalists as vCards for any phone, or as CSV or JSON. Only what is public, unless --internal.

    \b
    Examples:
      outreach journalists export -o journalists.vcf
      outreach journalists export --city Geneva --vcard-version 4.0 --vdir contacts/
    """
    exchange.export_people(JOURNALIST, city=city, form=form, version=version, file=file, vdir=vdir, internal=internal)
