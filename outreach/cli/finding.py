"""What `outreach find` finds, and by what it was found."""

from pathlib import Path

from outreach.cli import doors
from outreach.cli.output import Output, View, show
from outreach.cli.views import officer_record
from outreach.errors import InvalidValue, NotFound
from outreach.model.card import ContactKind
from outreach.store.search import Found

MOST = 50

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


def show_found(
    text: str,
    *,
    kind: ContactKind | None = None,
    limit: int = MOST,
    output: Output = Output.TABLE,
    file: Path | None = None,
) -> None:
    """Whom `text` finds, the likeliest first. Raises NotFound."""
    from outreach.model.query import Is
    from outreach.store import search

    also = Is("kind", kind.value) if kind else None
    with doors.rows() as rows:
        found = search.find(rows, text, limit=limit, now=doors.now(), also=also)
    if not found:
        raise NotFound("person", text if len(text) <= 80 else text[:79] + "…", advice=_advice(text))
    show(found, FOUND, output=output, file=file)


def _advice(asked: str) -> str:
    """What may be wrong with a text that finds nobody: it may have been meant as a query."""
    from outreach.model.query import parse

    try:
        parse(asked)
    except InvalidValue as error:
        return f"it was searched for as plain words; as a query: {error.problem}"
    return "try fewer words, or the beginning of one"
