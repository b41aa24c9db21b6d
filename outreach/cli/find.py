"""`outreach find`: anybody, by anything that is known of them."""

from typing import Annotated

import typer

from outreach.cli import doors
from outreach.cli.groups import single
from outreach.cli.options import FileOption, FormatOption
from outreach.cli.output import Output, View, show
from outreach.cli.views import officer_record
from outreach.errors import InvalidValue, NotFound
from outreach.model.card import ContactKind
from outreach.store.search import Found

app = single()

TextArgument = Annotated[
    list[str], typer.Argument(metavar="TEXT...", help="Words, a number, an address, fields.", show_default=False)
]

FOUND: View[Found] = View(
    columns={
        "Name": lambda found: found.card.name if found.card.active else f"{found.card.name} (inactive)",
        "Kind": lambda found: found.card.kind,
        "Outlet": lambda found: found.card.outlet or found.card.organisation or "",
        "City": lambda found: ", ".join(filter(None, (found.card.city, found.card.country))),
        "Phone": lambda found: found.card.phones[0].international if found.card.phones else "",
        "E-mail": lambda found: found.card.emails[0].address if found.card.emails else "",
        "Found by": lambda found: "\n".join(f"{field}: {said}" for field, said in found.why),
    },
    record=lambda found: (
        officer_record(found.card)
        | {
            "kind": found.card.kind,
            "outlet": found.card.outlet,
            "beats": list(found.card.beats),
            "found_by": [{"field": field, "text": said} for field, said in found.why],
        }
    ),
)


@app.command()
def find(
    text: TextArgument,
    kind: Annotated[ContactKind | None, typer.Option("--kind", help="Only officers, or only journalists.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many people.")] = 50,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """Find anybody by anything: name, outlet, city, beat, notes, any piece of a number or an address.

    Words are found by their beginnings, without accents, in any script; all of them must be there. A number is found
    by three digits or more, however it is written. Fields narrow it: name, city, country, outlet, organisation,
    title, language, beat, list, kind, active, email, phone, notes, verified, changed, added. A minus leaves out,
    OR and brackets stand between. Nobody found: exit code 3.

    \b
    Examples:
      outreach find olsen
      outreach find 0660 377
      outreach find @example.org
      outreach find 'city:Wien language:de beat:migration -outlet:ORF'
      outreach find 'verified:>180d' --kind officer --format csv
    """
    from outreach.model.query import Is
    from outreach.store import search

    asked = " ".join(text)
    also = Is("kind", kind.value) if kind else None
    with doors.rows() as rows:
        found = search.find(rows, asked, limit=limit, now=doors.now(), also=also)
    if not found:
        raise NotFound("person", asked if len(asked) <= 80 else asked[:79] + "…", advice=_advice(asked))
    show(found, FOUND, output=output, file=file)


def _advice(asked: str) -> str:
    """What may be wrong with a text that finds nobody: it may have been meant as a query."""
    from outreach.model.query import parse

    try:
        parse(asked)
    except InvalidValue as error:
        return f"it was searched for as plain words; as a query: {error.problem}"
    return "try fewer words, or the beginning of one"
