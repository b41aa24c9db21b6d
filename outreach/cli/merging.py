"""`merge`, `unmerge` and `distinct`: one person once, and two people twice."""

from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors, people
from outreach.cli.both_kinds import group_of, noun, put_in
from outreach.cli.options import DryRunOption, YesOption
from outreach.cli.output import Output, View, say, show, warn
from outreach.errors import AlreadyThere, NotFound
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.services.merging import Merged

_MERGE = """Make two entries one: A stays, and everything that B has moves to it. `unmerge` takes it back.

Both are shown side by side before you are asked. The fields of A win and its blanks are filled from B; every number and
address is kept; places on lists, shifts and the record of every mail move along.

\b
Examples:
  outreach {group} merge {address} {other} --dry-run
  outreach {group} merge {address} {other}
"""
_UNMERGE = """Part two entries that were made one. What was changed since then stays where it is, and is named.

\b
Examples:
  outreach {group} unmerge {address}
  outreach {group} unmerge 0b9c9a4e-8f3b-4c55-9a53-2f6c8a9f0d11
"""
_DISTINCT = """Remember that two entries which look alike are two people; `duplicates` never proposes them again.

\b
Examples:
  outreach {group} distinct {address} {other}
  outreach {group} distinct {address} {other} --undo
"""
OneArgument = Annotated[str, typer.Argument(metavar="A", help="Name, e-mail address or UID.", show_default=False)]
OtherArgument = Annotated[str, typer.Argument(metavar="B", help="The same of the other entry.", show_default=False)]
WhomArgument = Annotated[
    str, typer.Argument(metavar="WHO", help="Name, e-mail address or UID, of either entry.", show_default=False)
]
UndoOption = Annotated[bool, typer.Option("--undo", help="Forget it: they may be one person after all.")]


def register(app: typer.Typer, kind: ContactKind) -> None:
    """Puts the three commands into the group."""

    def merge_command(
        one: OneArgument, other: OtherArgument, dry_run: DryRunOption = False, yes: YesOption = False
    ) -> None:
        merge(kind, one, other, dry_run=dry_run, yes=yes)

    def unmerge_command(who: WhomArgument, dry_run: DryRunOption = False) -> None:
        unmerge(kind, who, dry_run=dry_run)

    def distinct_command(one: OneArgument, other: OtherArgument, undo: UndoOption = False) -> None:
        (forget_distinct if undo else remember_distinct)(kind, one, other)

    put_in(app, kind, "merge", _MERGE, merge_command)
    put_in(app, kind, "unmerge", _UNMERGE, unmerge_command)
    put_in(app, kind, "distinct", _DISTINCT, distinct_command)


def merge(kind: ContactKind, one: str, other: str, *, dry_run: bool, yes: bool) -> None:
    """Shows both and what they become, asks, and makes them one."""
    from outreach.services import merging

    kept, gone = _both(kind, one, other)
    with doors.reading() as session:
        outcome = merging.merge(session, kept, gone, origin=doors.origin())
    show(_side_by_side(outcome), _COMPARED, output=Output.TABLE)
    say(f"Moving along: {_moving(outcome)}")
    warn(
        f"mailing {number} is planned for both addresses; `mailings show {number} --deliveries` shows them, and "
        "`suppressions add` stops one"
        for number in outcome.planned_twice
    )
    if dry_run:
        say(f"Would make {outcome.gone.name} part of {outcome.kept.name}")
        return
    if not yes:
        typer.confirm(f"Make {outcome.gone.name} ({gone}) part of {outcome.kept.name}?", abort=True, err=True)
    with doors.writing() as session:
        merging.merge(session, kept, gone, origin=doors.origin())
    say(f"{outcome.kept.name} is one entry now; `{group_of(kind)} unmerge {kept}` takes it back")


def _both(kind: ContactKind, one: str, other: str) -> tuple[str, str]:
    """The UIDs of the two people meant."""
    with doors.rows() as rows:
        return people.one(rows, kind, one).uid, people.one(rows, kind, other).uid


def _side_by_side(outcome: "Merged") -> list[tuple[str, str, str, str]]:
    from outreach.model.history import fields

    kept, gone, joined = fields(outcome.kept), fields(outcome.gone), fields(outcome.joined)
    names = dict.fromkeys([*joined, *kept, *gone])
    return [(name, kept.get(name, ""), gone.get(name, ""), joined.get(name, "")) for name in names]


_COMPARED: View[tuple[str, str, str, str]] = View(
    columns={
        "Field": lambda line: line[0],
        "A (stays)": lambda line: line[1],
        "B (goes)": lambda line: line[2],
        "Together": lambda line: line[3],
    },
    record=lambda line: {"field": line[0], "kept": line[1], "gone": line[2], "joined": line[3]},
)
_NOUNS = {"membership": "places on lists", "shift": "shifts"}


def _moving(outcome: "Merged") -> str:
    counts = {_NOUNS.get(table, table): number for table, number in outcome.moved.rows.items()}
    counts["deliveries"] = outcome.moved.deliveries
    return ", ".join(f"{number} {what}" for what, number in counts.items() if number) or "nothing"


def unmerge(kind: ContactKind, who: str, *, dry_run: bool) -> None:
    """Parts the entry that `who` means from what was last made one with it."""
    from outreach.services import merging
    from outreach.store import cards

    with doors.rows() as rows:
        living = cards.named(rows, kind, who)
        uid = people.one(rows, kind, who).uid if len(living) > 1 else living[0].uid if living else who
    with doors.reading() if dry_run else doors.writing() as session:
        parted = merging.part(session, uid, kind=kind, origin=doors.origin())
    warn(f"changed since, and stays with {parted.kept_name}: {what}" for what in parted.stayed)
    say(f"{'Would part' if dry_run else 'Parted'} {parted.gone_name} from {parted.kept_name}")


def remember_distinct(kind: ContactKind, one: str, other: str) -> None:
    """Remembers that the two are two people. Raises AlreadyThere."""
    from outreach.store import distinct

    pair = _two(kind, one, other)
    with doors.writing() as session:
        if not distinct.say(session, *pair, origin=doors.origin()):
            raise AlreadyThere(f"that these are two {noun(kind)}s is known already")
    say(f"Remembered: two {noun(kind)}s; they are not proposed again")


def forget_distinct(kind: ContactKind, one: str, other: str) -> None:
    """Forgets that the two are two people. Raises NotFound."""
    from outreach.store import distinct

    pair = _two(kind, one, other)
    with doors.writing() as session:
        if not distinct.unsay(session, *pair):
            raise NotFound("pair", f"{one} and {other}", advice="nobody had said that they are two people")
    say("Forgotten: they may be proposed again")


def _two(kind: ContactKind, one: str, other: str) -> tuple[str, str]:
    from outreach.errors import WrongUsage

    first, second = _both(kind, one, other)
    if first == second:
        raise WrongUsage(f"{one!r} and {other!r} are one entry; name two")
    return first, second
