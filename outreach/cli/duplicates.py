"""`duplicates`: who may be in the directory twice, why, and what to do about it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.both_kinds import group_of, put_in
from outreach.cli.options import CityOption, FileOption, FormatOption
from outreach.cli.output import Output, View, say, show
from outreach.model.card import Card, ContactKind

if TYPE_CHECKING:
    from outreach.services.duplicates import Pair, Reason

_DUPLICATES = """List pairs of entries that may be one person, the likeliest first, each with a score and its reasons.

What speaks for it is marked +, what speaks against it -. Names that are short for one another ("Will", "William") score
less than 0.7 alone; `--least 0.6` shows them too. `merge` makes a pair one; `distinct` remembers that they are two
people, who are then never proposed again.

\b
Examples:
  outreach {group} duplicates
  outreach {group} duplicates --city Vienna --least 0.9
  outreach {group} duplicates --limit 0 --format csv -o pairs.csv
"""
LeastOption = Annotated[float, typer.Option("--least", min=0, max=1, help="The least score that is shown, 0 to 1.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="How many pairs are shown; 0 for all of them.")]


def register(app: typer.Typer, kind: ContactKind) -> None:
    """Puts the command into the group."""

    def command(
        city: CityOption = None,
        least: LeastOption = 0.7,
        limit: LimitOption = 50,
        output: FormatOption = Output.TABLE,
        file: FileOption = None,
    ) -> None:
        list_duplicates(kind, city=city, least=least, limit=limit, output=output, file=file)

    put_in(app, kind, "duplicates", _DUPLICATES, command)


def list_duplicates(
    kind: ContactKind, *, city: str | None, least: float, limit: int, output: Output, file: Path | None
) -> None:
    """The pairs that score `least` or more, `limit` of them."""
    from outreach.services import duplicates
    from outreach.store import cities

    with doors.rows() as rows, _telling() as progress:
        city_id = cities.identified(rows, city) if city else None
        found = duplicates.pairs(rows, kind, least=least, city_id=city_id, progress=progress)
    shown = found[:limit] if limit else found
    show(shown, _PAIRS, output=output, file=file)
    if len(shown) < len(found):
        say(f"{len(shown)} of {len(found)} pairs; `--limit 0` shows all")
    if shown:
        group = group_of(kind)
        say(f"`outreach {group} merge A B` makes a pair one; `outreach {group} distinct A B` says that they are two")


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """What to call with what is being done: a line that moves on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("Reading the directory") as status:
        yield status.update


def _entry(card: Card) -> str:
    where = ", ".join(filter(None, (card.outlet or card.organisation, card.city)))
    return "\n".join(filter(None, (card.name, where, *(email.address for email in card.emails), card.uid)))


def _reasons(pair: "Pair") -> str:
    return "\n".join(f"{'+' if r.speaks_for else '-'} {r.sentence}" for r in pair.resemblance.reasons)


def _entry_record(card: Card) -> dict[str, Any]:
    return {
        "uid": card.uid,
        "name": card.name,
        "outlet": card.outlet,
        "city": card.city,
        "phones": [phone.international for phone in card.phones],
        "emails": [email.address for email in card.emails],
    }


def _reason_record(reason: "Reason") -> dict[str, Any]:
    return {"sentence": reason.sentence, "speaks_for": reason.speaks_for, "weight": reason.weight}


_PAIRS: View["Pair"] = View(
    columns={
        "Score": lambda pair: f"{pair.resemblance.score:.2f}",
        "A": lambda pair: _entry(pair.one),
        "B": lambda pair: _entry(pair.other),
        "Why": _reasons,
    },
    record=lambda pair: {
        "score": pair.resemblance.score,
        "reasons": [_reason_record(reason) for reason in pair.resemblance.reasons],
        "one": _entry_record(pair.one),
        "other": _entry_record(pair.other),
    },
)
