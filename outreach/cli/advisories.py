"""`outreach advisories`: write them, check them, see what a reader would get."""

from pathlib import Path
from typing import Annotated

import typer

from outreach.cli import checking, doors, looking, templates
from outreach.cli.checking import Told
from outreach.cli.groups import plain_group
from outreach.cli.options import FileOption
from outreach.cli.output import say, write_bytes
from outreach.errors import AlreadyThere, WrongUsage
from outreach.model.advisory import Kind

app = plain_group(
    "Advisories: start one from a template, check it, see it as text, HTML and mail.",
    "advisories new media-advisory --city Vienna -o advisory.md",
    "advisories check advisory.md",
    'advisories preview advisory.md --as "Ines Adler"',
)
app.add_typer(templates.app, name="templates")


@app.command("new")
def new_advisory(
    kind: Annotated[Kind, typer.Argument(help="What it is going to be.")] = Kind.MEDIA_ADVISORY,
    city: Annotated[str | None, typer.Option(help="The dateline's city; by default where most officers are.")] = None,
    headline: Annotated[str | None, typer.Option(help="At most twelve words.")] = None,
    language: Annotated[str, typer.Option(help="Language tag: en, fr, es …")] = "en",
    contact: Annotated[
        list[str],
        typer.Option("--contact", help="A city (its officers) or an officer; by default the dateline's city."),
    ] = [],
    file: FileOption = None,
) -> None:
    """Start an advisory from a template: dates that fit, contacts that exist, [CAPITALS] where you write.

    \b
    Examples:
      outreach advisories new media-advisory --city Vienna -o advisory.md
      outreach advisories new statement --city Geneva --headline "On the agreement of Tuesday"
    """
    from outreach.services import advisories
    from outreach.store import gazetteer

    if file is not None and file.exists():
        raise AlreadyThere(f"{file} is there already; give another name with -o")
    place = gazetteer.city(city or _busiest_city())
    text = advisories.new(
        kind,
        city=place,
        now=doors.now(),
        headline=headline,
        language=language,
        contacts=contact or [place.name],
        templates=doors.settings().templates,
    )
    write_bytes([text.encode()], file)
    if not advisories.is_spoken(kind, language, templates=doors.settings().templates):
        say(f"Note: there is no template in {language}; its words are English, its dates are not")
    if file is not None:
        say(f"Wrote {file}; fill in what stands in [CAPITALS], then `outreach advisories check {file}`")


def _busiest_city() -> str:
    from outreach.store import cities

    with doors.rows() as rows:
        found = sorted(cities.in_use(rows), key=lambda row: -row[1])
    if not found or not found[0][1]:
        raise WrongUsage("nothing says where the advisory comes from; name the city, like --city Vienna")
    return str(found[0][0])


@app.command("check")
def check_advisory(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Advisories; - reads standard input.", show_default=False)
    ],
    told: Annotated[
        Told, typer.Option("--format", help="A table for people; json, csv, or sarif for editors and code hosts.")
    ] = Told.TABLE,
    into: FileOption = None,
) -> None:
    """Check advisories: everything that is wrong with them, with its line. Errors stop one from going out.

    A mistake that is meant is silenced in the file's front matter, with a reason; an error needs three words or more:

    \b
      ignore:
        weekday-mismatch: The quotation counts by the old calendar

    It does not count then; --format json and sarif show it among what is silenced. What would keep the text from being
    sent at all (no headline, code that does not end) cannot be silenced. docs/advisory-rules.md explains every rule.

    advisory.fr.md and advisory.es.md beside advisory.md are the same advisory in other languages: whichever is named,
    all are checked, and whether they agree on the kind, the hours, the embargo and the place.

    \b
    Examples:
      outreach advisories check advisory.md
      outreach advisories check advisory.md --format json
      outreach advisories check advisories/*.md --format sarif -o advisories.sarif
    """
    checking.check(files, told=told, into=into)


app.command("preview")(looking.preview_advisory)
app.command("render")(looking.render_advisory)
