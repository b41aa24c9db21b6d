"""What comes in from a file of contacts: drafts to take in, and what was rejected and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from outreach.model.entry import Entry, entry

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft

# Why somebody who is to go on a mailing list is rejected.
NO_ADDRESS = "is empty; somebody on a mailing list needs an address"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row or a card that cannot come in. `row` counts from 1: the spreadsheet's row, or the card's first line.

    `cells` are those of a spreadsheet's row, as they were read; `name` is whose row it is, where that can be read.
    """

    row: int
    field: str
    value: str
    problem: str
    cells: tuple[str, ...] = ()
    name: str = ""


@dataclass(slots=True)
class Intake:
    """`drafts` with their rows, `rejected`, and `warnings` about what came in but is doubtful.

    `each_by_itself`: a bad card does not keep the others of its file out, as a bad row does.
    """

    drafts: list[tuple[int, "ContactDraft"]] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    each_by_itself: bool = False

    def incoming(self, file: str = "") -> "Incoming":
        """The same, as a file on its way in."""
        people: Iterator[Arrival | Rejection] = (Arrival(row, entry(draft)) for row, draft in self.drafts)
        in_order: Iterator[Arrival | Rejection] = merge(people, self.rejected, key=attrgetter("row"))
        return Incoming(file, in_order, list(self.warnings), self.each_by_itself, size=len(self.drafts))


class Arrival(NamedTuple):
    """Somebody who can come in: the number of the row (or the card's first line), and the entry."""

    row: int
    entry: Entry


@dataclass(slots=True)
class Incoming:
    """A file on its way in, read while it is asked for `people`, in the order of its rows.

    `header` is that of a spreadsheet, `layout` what it is known by again, `named` the columns that were named by hand,
    now or the last time; `size` is about how many rows there are. `each_by_itself`: see Intake.
    """

    file: str
    people: Iterator[Arrival | Rejection]
    warnings: list[str] = field(default_factory=list)
    each_by_itself: bool = False
    header: tuple[str, ...] = ()
    layout: str | None = None
    named: Mapping[str, str] = field(default_factory=dict)
    size: int | None = None
