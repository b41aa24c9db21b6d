"""The commands that press officers and journalists have in common, made once for either kind.

Each function here makes one command: its options are the same for both, its help page is written by the group.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from outreach.cli import duplicates, exports, freshness, history, imports, merging, people, qr, taking_back
from outreach.cli.exports import CardVersion, Export
from outreach.cli.files import OptionalFileArgument
from outreach.cli.groups import group
from outreach.cli.imports import KeepGoingOption, MapOptions, RejectsOption, TheirsOption, Wish
from outreach.cli.options import (
    CityOption,
    CountryOption,
    DryRunOption,
    FileOption,
    FormatOption,
    WhereOption,
    WhoArgument,
    YesOption,
)
from outreach.cli.output import Output
from outreach.cli.taking_back import UndoOption
from outreach.model.card import ContactKind
from outreach.model.values import Visibility

Command = Callable[..., None]

NameOption = Annotated[str | None, typer.Option("--name", help="The new name.")]
PhoneOptions = Annotated[
    list[str], typer.Option("--phone", metavar="NUMBER", help="A number; may be given several times.")
]
MobileOptions = Annotated[list[str], typer.Option("--mobile", metavar="NUMBER", help="A mobile number.")]
DutyOptions = Annotated[
    list[str], typer.Option("--duty", metavar="NUMBER", help="A number that is answered out of hours.")
]
FaxOptions = Annotated[list[str], typer.Option("--fax", metavar="NUMBER", help="A fax number.")]
EmailOptions = Annotated[
    list[str], typer.Option("--email", metavar="ADDRESS", help="An address; may be given several times.")
]
DropOptions = Annotated[list[str], typer.Option("--drop", metavar="WHICH", help="A number or address to take out.")]
LanguageOptions = Annotated[
    list[str], typer.Option("--language", metavar="TAG", help="Language tag (en, fr, pt-BR), best first.")
]
OrganisationOption = Annotated[str | None, typer.Option("--organisation", help="Where it is not your own.")]
NotesOption = Annotated[str | None, typer.Option("--notes", help="For the office alone.")]
ActiveOption = Annotated[bool | None, typer.Option("--active/--inactive", help="Whether the person is in service.")]
VisibilityOption = Annotated[
    Visibility | None,
    typer.Option(
        "--visibility",
        help="Who may see the numbers and addresses of this command; new ones are public.",
        show_default=False,
    ),
]
UsageOption = Annotated[
    str | None,
    typer.Option("--usage", metavar="TEXT", help='When they ring: "office hours", "text only"; "" takes it away.'),
]
ExportOption = Annotated[
    Export, typer.Option("--format", help="vcard for phones, csv for spreadsheets, json for programs.")
]
VersionOption = Annotated[CardVersion, typer.Option("--vcard-version", help="3.0 is read by every phone.")]
VdirOption = Annotated[
    Path | None, typer.Option("--vdir", help="A folder that gets one file a person (khard, vdirsyncer).")
]
PictureOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="A .png or .svg file instead of the screen.")
]
GroupsOption = Annotated[bool, typer.Option("--groups", help="Also a group card for the people of each city.")]
PressOption = Annotated[bool, typer.Option("--press", help="Also what only journalists may see.")]
InternalOption = Annotated[bool, typer.Option("--internal", help="Also what only the office may see.")]
SourcesOption = Annotated[
    bool, typer.Option("--sources", help="Each field with where it came from and when it was last confirmed.")
]
SeatOption = Annotated[str | None, typer.Option("--city", help="Where they sit, by any of the city's names.")]
AwakeOption = Annotated[
    bool, typer.Option("--awake", help="Only where it is office hours now; with no office, from 08:00 to 22:00.")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="Job title.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="The newspaper, agency or broadcaster.")]
BeatOptions = Annotated[
    list[str], typer.Option("--beat", metavar="SUBJECT", help="A subject of theirs; may be given several times.")
]
FullNameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Full name, as printed.", show_default=False)]


_EXAMPLES = ("--city Vienna", "show mira@example.org", "import people.csv --dry-run", "export -o people.vcf")


def counter(kind: ContactKind, *, about: str, pages: Mapping[str, str]) -> typer.Typer:
    """A group of commands on contacts of `kind`; `pages` holds the help pages of those that are made here."""
    app = group(about, *(f"{kind.value}s {example}" for example in _EXAMPLES))
    commands = (_list, _show, _add, _edit, _remove, _import, _export, _qr)
    for make in commands:
        name = make.__name__.removeprefix("_")
        app.command(name, help=pages[name])(make(kind))
    for commands_of in (duplicates, merging, history, freshness):
        commands_of.register(app, kind)
    return app


def _list(kind: ContactKind) -> Command:
    def command(
        city: CityOption = None,
        where: WhereOption = None,
        awake: AwakeOption = False,
        output: FormatOption = Output.TABLE,
        file: FileOption = None,
    ) -> None:
        people.list_people(kind, city=city, where=where, awake=awake, output=output, file=file)

    return command


def _show(kind: ContactKind) -> Command:
    def command(who: WhoArgument, sources: SourcesOption = False, output: FormatOption = Output.TABLE) -> None:
        shown = history.show_sources if sources else people.show_person
        shown(kind, who, output=output)

    return command


def _add(kind: ContactKind) -> Command:
    def command(
        name: FullNameArgument,
        city: SeatOption = None,
        title: TitleOption = None,
        outlet: OutletOption = None,
        phone: PhoneOptions = [],
        mobile: MobileOptions = [],
        duty: DutyOptions = [],
        fax: FaxOptions = [],
        email: EmailOptions = [],
        language: LanguageOptions = [],
        beat: BeatOptions = [],
        organisation: OrganisationOption = None,
        country: CountryOption = None,
        notes: NotesOption = None,
        visibility: VisibilityOption = None,
        usage: UsageOption = None,
        dry_run: DryRunOption = False,
    ) -> None:
        typed = {key: value for key, value in locals().items() if key not in ("kind", "dry_run")}
        people.add_person(kind, people.form_of(**typed), dry_run=dry_run)

    return command


def _edit(kind: ContactKind) -> Command:
    def command(
        who: WhoArgument,
        name: NameOption = None,
        city: SeatOption = None,
        title: TitleOption = None,
        outlet: OutletOption = None,
        phone: PhoneOptions = [],
        mobile: MobileOptions = [],
        duty: DutyOptions = [],
        fax: FaxOptions = [],
        email: EmailOptions = [],
        drop: DropOptions = [],
        language: LanguageOptions = [],
        beat: BeatOptions = [],
        organisation: OrganisationOption = None,
        country: CountryOption = None,
        notes: NotesOption = None,
        active: ActiveOption = None,
        visibility: VisibilityOption = None,
        usage: UsageOption = None,
        dry_run: DryRunOption = False,
    ) -> None:
        typed = {key: value for key, value in locals().items() if key not in ("kind", "who", "dry_run")}
        people.edit_person(kind, who, people.form_of(**typed), dry_run=dry_run)

    return command


def _remove(kind: ContactKind) -> Command:
    def command(who: WhoArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
        people.remove_person(kind, who, dry_run=dry_run, yes=yes)

    return command


def _import(kind: ContactKind) -> Command:
    def command(
        file: OptionalFileArgument = None,
        country: CountryOption = None,
        named: MapOptions = [],
        dry_run: DryRunOption = False,
        keep_going: KeepGoingOption = False,
        theirs: TheirsOption = False,
        rejects: RejectsOption = None,
        undo: UndoOption = None,
        yes: YesOption = False,
        output: FormatOption = Output.TABLE,
        report_to: FileOption = None,
    ) -> None:
        wish = {key: value for key, value in locals().items() if key not in ("kind", "file", "undo", "yes")}
        meant = taking_back.file_or_batch(file, undo)
        if isinstance(meant, Path):
            imports.import_people(kind, meant, Wish(**wish))
        else:
            taking_back.take_back(kind, meant, dry_run=dry_run, yes=yes, output=output, file=report_to)

    return command


def _export(kind: ContactKind) -> Command:
    def command(
        city: CityOption = None,
        where: WhereOption = None,
        form: ExportOption = Export.VCARD,
        version: VersionOption = CardVersion.V3,
        file: FileOption = None,
        vdir: VdirOption = None,
        press: PressOption = False,
        internal: InternalOption = False,
        groups: GroupsOption = False,
    ) -> None:
        exports.export_people(
            kind,
            city=city,
            where=where,
            form=form,
            version=version,
            file=file,
            vdir=vdir,
            reader=exports.reader_of(press=press, internal=internal),
            groups=groups,
        )

    return command


def _qr(kind: ContactKind) -> Command:
    def command(who: WhoArgument, file: PictureOption = None) -> None:
        qr.show_code(kind, who, file=file)

    return command
