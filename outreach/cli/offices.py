"""`outreach offices`: the cities in which we sit, when they are open, and whom they answer for."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, View, say, show, show_facts, show_record
from outreach.errors import NotFound, WrongUsage
from outreach.model.office import USUAL_HOURS, Office, is_open, zone_called
from outreach.model.public_holidays import of_office

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.model.city import City

app = group(
    "Offices: the cities in which you sit, their hours and public holidays, and whom they answer for.",
    "offices",
    'offices set Vienna --hours "Mo-Fr 09:00-18:00" --answers-for-country SK',
)
CityArgument = Annotated[
    str, typer.Argument(metavar="CITY", help="Any of the city's names; Vienna, US says which.", show_default=False)
]
HoursOption = Annotated[
    str | None, typer.Option("--hours", metavar="HOURS", help='Like "Mo-Fr 09:00-17:30; Sa 10:00-12:00", or 24/7.')
]
HolidaysOption = Annotated[
    str | None,
    typer.Option(
        "--holidays", metavar="CODE", help="Whose public holidays: AT, AT-9, US-NY, or none. Default: the country's."
    ),
]
HeadquartersOption = Annotated[
    bool | None, typer.Option("--headquarters/--no-headquarters", help="Answers whom no other office answers.")
]
ForCountryOptions = Annotated[
    list[str],
    typer.Option("--answers-for-country", metavar="COUNTRY", help="A code or a name; repeatable; none empties."),
]
LanguageOptions = Annotated[
    list[str], typer.Option("--language", metavar="TAG", help="Whose readers it answers; repeatable; none empties.")
]
BeatOptions = Annotated[
    list[str], typer.Option("--beat", metavar="SUBJECT", help="A beat that it answers; repeatable; none empties.")
]
_NONE = "none"


def _hours(office: Office) -> str:
    return office.hours.written if office.hours else f"{USUAL_HOURS.written} (assumed)"


def _served(office: Office) -> str:
    return ", ".join([*office.countries, *office.languages, *office.beats])


def _record(office: Office) -> dict[str, Any]:
    now = doors.now()
    return {
        "city": office.city,
        "country": office.country,
        "timezone": office.timezone,
        "hours": office.hours.written if office.hours else None,
        "holidays": office.holidays or office.country,
        "headquarters": office.is_headquarters,
        "countries": list(office.countries),
        "languages": list(office.languages),
        "beats": list(office.beats),
        "local_time": now.astimezone(zone_called(office.timezone)).isoformat(timespec="minutes"),
        "open": is_open(office, now, holidays=of_office(office)),
    }


OFFICES: View[Office] = View(
    columns={
        "City": lambda office: office.city + (" (headquarters)" if office.is_headquarters else ""),
        "Country": lambda office: office.country,
        "Local time": lambda office: f"{doors.now().astimezone(zone_called(office.timezone)):%a %H:%M}",
        "Hours": _hours,
        "Holidays": lambda office: office.holidays or office.country,
        "Answers for": _served,
    },
    record=_record,
)
HOLIDAYS: View[tuple[date, str]] = View(
    columns={"Day": lambda day: f"{day[0]:%a %Y-%m-%d}", "Holiday": lambda day: day[1]},
    record=lambda day: {"day": day[0].isoformat(), "name": day[1]},
)


def _known() -> Sequence[Office]:
    from outreach.services import on_call

    with doors.rows() as rows:
        return on_call.roster(rows, doors.now(), doors.now()).offices


def _one(city: str) -> Office:
    from outreach.services import on_call

    with doors.rows() as rows:
        return on_call.chosen(on_call.roster(rows, doors.now(), doors.now()), city)[0]


def _city(session: "Session", name: str) -> "City":
    from outreach.store import cities, database, gazetteer

    return gazetteer.by_id(cities.identified(database.rows_of(session), name))


@app.command("list")
def list_offices(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the offices: every city of which something was said, or in which an officer sits.

    \b
    Examples:
      outreach offices
      outreach offices list --format json
    """
    show(_known(), OFFICES, output=output, file=file)


@app.command("show")
def show_office(city: CityArgument, output: FormatOption = Output.TABLE) -> None:
    """Show one office.

    \b
    Example:
      outreach offices show Wien
    """
    office = _one(city)
    if output is Output.JSON:
        show_record(_record(office))
    elif output is Output.CSV:
        show([office], OFFICES, output=output)
    else:
        show_facts(
            [
                ("City", f"{office.city}, {office.country} ({office.timezone})"),
                ("Hours", _hours(office)),
                ("Now", "open" if _record(office)["open"] else "closed"),
                ("Holidays", office.holidays or office.country),
                ("Headquarters", "yes" if office.is_headquarters else ""),
                ("Answers for", ", ".join(office.countries)),
                ("Languages", ", ".join(office.languages)),
                ("Beats", ", ".join(office.beats)),
            ]
        )


@app.command("set")
def set_office(
    city: CityArgument,
    hours: HoursOption = None,
    holidays: HolidaysOption = None,
    headquarters: HeadquartersOption = None,
    country: ForCountryOptions = [],
    language: LanguageOptions = [],
    beat: BeatOptions = [],
    dry_run: DryRunOption = False,
) -> None:
    """Say when an office is open and whom it answers for; what is not named stays as it is.

    \b
    Examples:
      outreach offices set Vienna --hours "Mo-Th 09:00-17:30; Fr 09:00-15:00" --holidays AT-9 --headquarters
      outreach offices set Vienna --answers-for-country SK --answers-for-country Hungary --language de
      outreach offices set Geneva --beat migration
    """
    from outreach.services.offices import checked
    from outreach.store import offices

    said = checked(
        hours=hours, holidays=holidays, is_headquarters=headquarters, countries=country, languages=language, beats=beat
    )
    if not said:
        raise WrongUsage("nothing was said of the office; `outreach offices set --help` shows what can be")
    with doors.reading() if dry_run else doors.writing() as session:
        place = _city(session, city)
        is_new = offices.write(session, place, said)
    done = ("Would add" if is_new else "Would change") if dry_run else ("Added" if is_new else "Changed")
    say(f"{done} the office in {place}")


@app.command("remove")
def remove_office(city: CityArgument, dry_run: DryRunOption = False, yes: YesOption = False) -> None:
    """Forget what was said of an office; its officers and their rota stay."""
    from outreach.store import offices

    with doors.reading() as session:
        place = _city(session, city)
        offices.remove(session, place)
    if not dry_run and not yes:
        typer.confirm(f"Forget the office in {place}? Its officers stay.", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        offices.remove(session, place)
    say(f"{'Would remove' if dry_run else 'Removed'} the office in {place}")


@app.command("holidays")
def list_holidays(
    city: CityArgument,
    year: Annotated[int | None, typer.Option("--year", min=1970, max=2200, help="Default: this one.")] = None,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """List the public holidays on which an office is closed.

    \b
    Example:
      outreach offices holidays Vienna --year 2027
    """
    from outreach.model import public_holidays
    from outreach.store import gazetteer

    try:
        named = _one(city).holidays or _one(city).country
    except NotFound:
        named = gazetteer.city(city).country
    found = public_holidays.of_year(named, year or doors.now().year) if named != _NONE else {}
    show(found.items(), HOLIDAYS, output=output, file=file)
