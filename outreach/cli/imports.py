"""Import of contacts, the same for press officers, journalists and mailing lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors
from outreach.cli.files import cards_in, contents
from outreach.cli.output import Output, write_bytes
from outreach.cli.reports import SHOWN, show_report
from outreach.errors import InvalidFile, WrongUsage
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.model.history import Origin
    from outreach.model.intake import Arrival, Incoming, Rejection

MapOptions = Annotated[
    list[str],
    typer.Option(
        "--map",
        help='"Their header=field" for a column that we do not know; repeatable, and remembered for the next file '
        "with these columns.",
    ),
]
KeepGoingOption = Annotated[bool, typer.Option("--keep-going", help="Take the good rows even if some are bad.")]
TheirsOption = Annotated[
    bool, typer.Option("--theirs", help="Let the file win over what was changed by hand here; else that stays.")
]
RejectsOption = Annotated[
    Path | None,
    typer.Option("--rejects", metavar="FILE", help="Write the rejected rows there, to be mended and imported again."),
]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be imported, as it was asked for on the command line."""

    country: str | None = None
    named: Sequence[str] = ()
    dry_run: bool = False
    keep_going: bool = False
    theirs: bool = False
    rejects: Path | None = None
    output: Output = Output.TABLE
    report_to: Path | None = None


def named_columns(named: Sequence[str]) -> dict[str, str]:
    """The `--map "Their header=field"` options. Raises WrongUsage."""
    pairs = [text.rpartition("=") for text in named]
    if any(not sign for _, sign, _ in pairs):
        raise WrongUsage('--map wants "Their header=field", for example --map "Courriel=email"')
    return {header.strip(): field.strip() for header, _, field in pairs}


def import_people(kind: ContactKind, file: Path, wish: Wish, *, list_name: str | None = None) -> None:
    """Takes in a file of contacts, onto a list if one is named: all or, where a row is bad, none."""
    from outreach.services import intake

    content = cards_in(file) if file.is_dir() else contents(file)
    wanted = intake.Wanted(
        kind,
        region=wish.country or doors.settings().home_country,
        named=named_columns(wish.named),
        required=("email",) if list_name else (),
        recalled=_recalled,
    )
    people = intake.opened(content, filename=str(file), wanted=wanted)
    # Only now: while these are loaded, a large file is being read already.
    from outreach.services import imports, mailing_lists, rejects

    report = imports.Report(most=SHOWN if wish.output is Output.TABLE and wish.report_to is None else None)
    origin = doors.origin(file)
    hands = imports.nothing_by_hand if wish.theirs else imports.written_by_hand
    door = doors.reading() if wish.dry_run else doors.loading(people=people.size or 0)
    with door as session, _watched(people) as watched:
        if list_name is None:
            imports.take_in(session, watched, origin=origin, report=report, hands=hands)
        else:
            mailing_lists.import_to(session, list_name, watched, origin=origin, report=report, hands=hands)
        stop = bool(report.rejected) and not (wish.keep_going or people.each_by_itself)
        _conclude(session, people, origin, stop=stop)
    show_report(report, output=wish.output, file=wish.report_to, done=not (wish.dry_run or stop), batch=origin.batch)
    if report.rejected:
        if wish.rejects:
            write_bytes(rejects.rejects(content, people.header, report.rejected), wish.rejects)
        raise InvalidFile(str(file), _what_to_do(len(report.rejected), wish, stop=stop))


def _recalled(layout: str) -> Mapping[str, str]:
    from outreach.store import import_layouts

    if not doors.has_store():
        return {}
    with doors.rows() as rows:
        return import_layouts.named(rows, layout)


def _conclude(session: "Session", people: "Incoming", origin: "Origin", *, stop: bool) -> None:
    """Keeps the names of the columns for the next time; or takes everything back where a row was bad."""
    from outreach.store import import_layouts

    if stop:
        session.rollback()
    elif people.layout and people.named:
        import_layouts.remember(session, people.layout, people.named, now=origin.at)


def _what_to_do(bad: int, wish: Wish, *, stop: bool) -> str:
    left = "nothing was written; mend them, or --keep-going to take the rest" if stop else "the rest can come in"
    if wish.rejects:
        then = "import that, and this file with --keep-going for the others" if stop else "import that"
        return f"{bad} could not be read; {left}. They are in {wish.rejects}: mend them there and {then}"
    return f"{bad} could not be read; {left} (--rejects FILE writes the bad ones out, to be mended)"


@contextmanager
def _watched(people: "Incoming") -> "Iterator[Incoming]":
    """The same people, with a bar on a terminal that grows as they come."""
    from outreach.cli.progress import counting

    with counting("Importing", total=people.size) as count:
        yield replace(people, people=_counted(people.people, count))


def _counted(people: "Iterator[Arrival | Rejection]", count: Callable[[int], None]) -> "Iterator[Arrival | Rejection]":
    for number, found in enumerate(people, 1):
        if number % 500 == 0:
            count(number)
        yield found
