"""`outreach officers rota`: who is on duty from when to when, and who is away."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors, shifts
from outreach.cli.files import FileArgument, contents
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, say, show, show_record, warn, write_bytes
from outreach.errors import NotFound
from outreach.model.card import Card, ContactKind

if TYPE_CHECKING:
    from datetime import date

    from outreach.model.city import City
    from outreach.model.rota import ShiftKind

app = group(
    "The rota: who is on duty from when to when, and who is away. By hand, from a spreadsheet or a calendar.",
    "officers rota",
    "officers rota import rota.csv",
)
WhoArgument = Annotated[str, typer.Argument(metavar="WHO", help="Name, e-mail address or UID.", show_default=False)]
FromOption = Annotated[
    str,
    typer.Option("--from", metavar="TIME", help="Like 2026-12-24 18:00, on the clock of the officer's city; or a day."),
]
ToOption = Annotated[
    str, typer.Option("--to", metavar="TIME", help="Like 2026-12-25 06:00, or the hour alone; a day is meant whole.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--from", metavar="TIME", help="From when, on the clock of --city, or in UTC; else from now."),
]
UntilOption = Annotated[str | None, typer.Option("--to", metavar="TIME", help="Until when; else all that is known.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="A word for the office.")]
ForCityOption = Annotated[str | None, typer.Option("--city", help="The city that the duty is for; else their own.")]
OfCityOption = Annotated[str | None, typer.Option("--city", help="Only for this city, by any of its names.")]
OfWhoOption = Annotated[str | None, typer.Option("--who", metavar="WHO", help="Only of this officer.")]


@app.command("list")
def list_rota(
    city: OfCityOption = None,
    start: SinceOption = None,
    end: UntilOption = None,
    who: OfWhoOption = None,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """List the rota from now on: duties and absences. As CSV it can be imported again.

    \b
    Examples:
      outreach officers rota
      outreach officers rota list --city Vienna --from 2026-12-01 --to 2026-12-31 --format csv -o december.csv
    """
    with doors.rows() as rows:
        found = shifts.asked_for(rows, city=city, start=start, end=end, who=who)
    show(found, shifts.SHIFTS, output=output, file=file)


@app.command("add")
def add_duty(
    who: WhoArgument,
    start: FromOption,
    end: ToOption,
    city: ForCityOption = None,
    weekly_until: Annotated[
        str | None, typer.Option("--weekly-until", metavar="DATE", help="The same each week, up to this day.")
    ] = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Put an officer on duty. The hours are those of the wall, also on the night on which the clocks change.

    \b
    Examples:
      outreach officers rota add "Mira Olsen" --from "2026-12-24 18:00" --to "2026-12-25 08:00"
      outreach officers rota add mira@example.org --from "2026-12-04 18:00" --to 22:00 --weekly-until 2027-03-31
      outreach officers rota add "Ana Ek" --from "2026-12-24 18:00 New York" --to 23:00 --city Vienna
    """
    from outreach.model.rota import ShiftKind

    until = _date(weekly_until) if weekly_until else None
    _add(who, start, end, kind=ShiftKind.DUTY, city=city, weekly_until=until, note=note, dry_run=dry_run)


@app.command("away")
def add_absence(
    who: WhoArgument, start: FromOption, end: ToOption, note: NoteOption = None, dry_run: DryRunOption = False
) -> None:
    """Say that an officer is away: whatever the rota says, they do not answer then.

    \b
    Example:
      outreach officers rota away "Mira Olsen" --from 2026-12-24 --to 2027-01-06 --note "annual leave"
    """
    from outreach.model.rota import ShiftKind

    _add(who, start, end, kind=ShiftKind.AWAY, city=None, weekly_until=None, note=note, dry_run=dry_run)


def _date(written: str) -> "date":
    from datetime import date

    from outreach.errors import InvalidValue

    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InvalidValue("--weekly-until", written, "is no day; write it like 2027-03-31") from None


def _add(
    who: str,
    start: str,
    end: str,
    *,
    kind: "ShiftKind",
    city: str | None,
    weekly_until: "date | None",
    note: str | None,
    dry_run: bool,
) -> None:
    from outreach.cli import people
    from outreach.model.text import one_line
    from outreach.services import rota
    from outreach.store import cities, database, gazetteer

    note = one_line(note, field="note") if note else None
    with doors.reading() if dry_run else doors.writing() as session:
        rows = database.rows_of(session)
        officer = people.one(rows, ContactKind.OFFICER, who)
        place = gazetteer.by_id(cities.identified(rows, city)) if city else None
        times = rota.spans(start, end, zone=_zone(officer, place), weekly_until=weekly_until)
        added = rota.add(session, officer, times, kind=kind, city=place, note=note)
    shown = f"{officer.name}: {kind}{f' for {place.name}' if place else ''}"
    for shift in added:
        begins, ends = (shifts.local(moment, shift.zone) for moment in (shift.starts, shift.ends))
        say(f"{'Would add' if dry_run else 'Added'} {shown}, {begins:%a %Y-%m-%d %H:%M} to {ends:%a %Y-%m-%d %H:%M}")


def _zone(officer: Card, place: "City | None") -> str | None:
    return officer.timezone or (place.timezone if place else None)


@app.command("remove")
def remove_shifts(
    numbers: Annotated[list[int], typer.Argument(metavar="ID...", help="As the list shows them.", show_default=False)],
    dry_run: DryRunOption = False,
    yes: YesOption = False,
) -> None:
    """Take stretches out of the rota, by their ids.

    \b
    Example:
      outreach officers rota remove 12 13
    """
    from outreach.store import database, rota

    with doors.reading() as session:
        found = [(number, rota.numbered(database.rows_of(session), number)) for number in numbers]
    for number, shift in found:
        if shift is None:
            raise NotFound("stretch of the rota", str(number), advice="`outreach officers rota` lists them")
        say(f"{shift.name}: {shift.kind}, from {shifts.local(shift.starts, shift.zone):%a %Y-%m-%d %H:%M}")
    if not dry_run and not yes:
        typer.confirm(f"Remove {len(found)} of the rota?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        rota.remove(session, numbers)
    say(f"{'Would remove' if dry_run else 'Removed'} {len(found)}")


@app.command("import")
def import_rota(file: FileArgument, dry_run: DryRunOption = False, output: FormatOption = Output.TABLE) -> None:
    """Read a rota from CSV, XLSX or a calendar (.ics): all of it, or nothing where something is wrong.

    A table has the columns who, from, to, and perhaps city, kind (duty, away) and note. In a calendar, an event names
    its officer as attendee, or by name or address in its title. An event that comes again replaces what it said before.

    \b
    Examples:
      outreach officers rota import december.csv --dry-run
      outreach officers rota import duty.ics
    """
    from outreach.formats import rota as form
    from outreach.services import rota
    from outreach.store import database, gazetteer

    read = form.read(contents(file), filename=str(file), city=gazetteer.city, now=doors.now())
    with doors.reading() if dry_run else doors.writing() as session:
        report = rota.take_in(session, database.rows_of(session), read, filename=str(file))
    warn(report.warnings)
    if output is Output.JSON:
        counts: dict[str, Any] = {"added": report.added, "unchanged": report.unchanged, "replaced": report.replaced}
        show_record(counts | {"warnings": report.warnings})
    say(
        f"{'Would be: ' if dry_run else ''}{report.added} added, {report.unchanged} there already, "
        f"{report.replaced} of the same events replaced"
    )


@app.command("export")
def export_rota(
    city: OfCityOption = None,
    start: SinceOption = None,
    end: UntilOption = None,
    who: OfWhoOption = None,
    file: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
) -> None:
    """Write the rota as a calendar (.ics) for any calendar program.

    \b
    Example:
      outreach officers rota export --city Vienna -o duty.ics
    """
    from outreach.services import rota

    with doors.rows() as rows:
        content = rota.calendar(rows, shifts.asked_for(rows, city=city, start=start, end=end, who=who))
    write_bytes([content], file)
