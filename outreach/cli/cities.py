"""`outreach cities`: where your people are, and the gazetteer of the world's cities."""

from typing import Annotated

import typer

from outreach.cli import doors
from outreach.cli.groups import group
from outreach.cli.options import FileOption, FormatOption
from outreach.cli.output import Output, View, show, show_record
from outreach.cli.views import CITIES, city_record
from outreach.model.city import City

app = group(
    "Cities: those where your people are, and the gazetteer with every name that people use.",
    "cities",
    "cities list Wien",
    "cities show Geneva",
)

IN_USE: View[tuple[City, int, int]] = View(
    columns={
        "City": lambda found: found[0].name,
        "Country": lambda found: found[0].country,
        "Time zone": lambda found: found[0].timezone,
        "Officers": lambda found: str(found[1]),
        "Journalists": lambda found: str(found[2]),
    },
    record=lambda found: {
        **{key: value for key, value in city_record(found[0]).items() if key != "other_names"},
        "officers": found[1],
        "journalists": found[2],
    },
)


@app.command("list")
def list_cities(
    text: Annotated[
        str | None, typer.Argument(help="The start of a name, in any language.", show_default=False)
    ] = None,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """List the cities where somebody is; with TEXT, search the gazetteer of 69,000 cities.

    \b
    Examples:
      outreach cities
      outreach cities list Gen
    """
    from outreach.store import cities, gazetteer

    if text is not None:
        show(gazetteer.search(text), CITIES, output=output, file=file)
        return
    with doors.rows() as rows:
        show(cities.in_use(rows), IN_USE, output=output, file=file)


@app.command("show")
def show_city(
    name: Annotated[str, typer.Argument(help="Any of its names; add a country if there are several: Vienna, US.")],
    output: FormatOption = Output.TABLE,
) -> None:
    """Show one city with its country, time zone and names.

    \b
    Example:
      outreach cities show Wien
    """
    from outreach.store import gazetteer

    city = gazetteer.city(name)
    if output is Output.JSON:
        show_record(city_record(city))
    else:
        show([city], CITIES, output=output)
