"""`outreach officers`: the press officers of the organisation, by city."""

from typing import Annotated

import typer

from outreach.cli import exchange, people
from outreach.cli.files import FileArgument, contents
from outreach.cli.groups import group
from outreach.cli.options import CityOption, CountryOption, DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output
from outreach.cli.people import WhoArgument
from outreach.model.card import ContactKind
from outreach.model.values import Visibility

OFFICER = ContactKind.OFFICER
app = group("Press officers: list, add, edit, import and export them, or read them out of a press release.")


@app.command("list")
def list_officers(city: CityOption = None, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List press officers, by city.

    \b
    Examples:
      outreach officers --city Vienna
      outreach officers list --city Genève --format csv -o geneva.csv
    """
    people.list_people(OFFICER, city=city, output=output, file=file)


@app.command("show")
def show_officer(who: WhoArgument, output: FormatOption = Output.TABLE) -> None:
    """Show everything that is known of one press officer."""
    people.show_person(OFFICER, who, output=output)


@app.command("add")
def add_officer(
    name: Annotated[str, typer.Argument(help="Full name, as it is printed.", show_default=False)],
    city: Annotated[str | None, typer.Option(help="The city of the office, by any of its names.")] = None,
    title: Annotated[str | None, typer.Option(help="Job title.")] = None,
    phone: people.PhoneOptions = [],
    mobile: people.MobileOptions = [],
    duty: people.DutyOptions = [],
    fax: people.FaxOptions = [],
    email: people.EmailOptions = [],
    language: people.LanguageOptions = [],
    organisation: people.OrganisationOption = None,
    country: CountryOption = None,
    notes: people.NotesOption = None,
    visibility: people.VisibilityOption = Visibility.PUBLIC,
    dry_run: DryRunOption = False,
) -> None:
    """Add a press officer.

    \b
    Examples:
      outreach officers add "Mira Olsen" --city Vienna --phone "+43 1 9999 123" --email mira@example.org
      outreach officers add "Ana de la Cruz" --city Nueva York --mobile "(202) 555-0143" --language es --language en
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
        organisation=organisation,
        country=country,
        notes=notes,
    )
    people.add_person(OFFICER, form, dry_run=dry_run)


@app.command("edit")
def edit_officer(
    who: WhoArgument,
    name: people.NameOption = None,
    city: Annotated[str | None, typer.Option(help="The city of the office, by any of its names.")] = None,
    title: Annotated[str | None, typer.Option(help="Job title.")] = None,
    phone: people.PhoneOptions = [],
    mobile: people.MobileOptions = [],
    duty: people.DutyOptions = [],
    fax: people.FaxOptions = [],
    email: people.EmailOptions = [],
    drop: people.DropOptions = [],
    language: people.LanguageOptions = [],
    organisation: people.OrganisationOption = None,
    country: CountryOption = None,
    notes: people.NotesOption = None,
    active: people.ActiveOption = None,
    visibility: people.VisibilityOption = Visibility.PUBLIC,
    dry_run: DryRunOption = False,
) -> None:
    """Change what is known of a press officer; what is not named stays as it is.

    \b
    Examples:
      outreach officers edit "Mira Olsen" --mobile "+43 660 1234567"
      outreach officers edit mira@example.org --drop "+43 1 9999 123" --inactive
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
        organisation=organisation,
        country=country,
        notes=notes,
        active=active,
        dropped=drop,
    )
    people.edit_person(OFFICER, who, form, dry_run=dry_run)


@app.command("remove")
def remove_officer(who: WhoArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Remove a press officer from the directory."""
    people.remove_person(OFFICER, who, dry_run=dry_run, yes=yes)


@app.command("import")
def import_officers(
    file: FileArgument,
    country: CountryOption = None,
    named: exchange.MapOptions = [],
    dry_run: DryRunOption = False,
    keep_going: exchange.KeepGoingOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Import press officers from CSV, XLSX or vCard. Who is there already is updated, nobody comes in twice.

    \b
    Examples:
      outreach officers import officers.csv --dry-run
      outreach officers import phone-export.vcf
      outreach officers import staff.xlsx --map "Handy=phone" --country AT
    """
    exchange.import_people(
        OFFICER, file, country=country, named=named, dry_run=dry_run, keep_going=keep_going, output=output
    )


@app.command("export")
def export_officers(
    city: CityOption = None,
    form: exchange.ExportOption = exchange.Export.VCARD,
    version: exchange.VersionOption = exchange.CardVersion.V3,
    file: FileOption = None,
    vdir: exchange.VdirOption = None,
    internal: exchange.InternalOption = False,
) -> None:
    """Export press officers as vCards for any phone, or as CSV or JSON. Only what is public, unless --internal.

    \b
    Examples:
      outreach officers export -o officers.vcf
      outreach officers export --city Geneva --vcard-version 4.0 --vdir contacts/
    """
    exchange.export_people(OFFICER, city=city, form=form, version=version, file=file, vdir=vdir, internal=internal)


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
