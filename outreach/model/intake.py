"""What comes in from a file of contacts: drafts to take in, and what was rejected and why."""

from dataclasses import dataclass, field

from outreach.model.contact import ContactDraft


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row or a card that cannot come in. `row` counts from 1: the spreadsheet's row, or the card's first line."""

    row: int
    field: str
    value: str
    problem: str


@dataclass(slots=True)
class Intake:
    """`drafts` with their rows, `rejected`, and `warnings` about what came in but is doubtful.

    `each_by_itself`: a bad card does not keep the others of its file out, as a bad row does.
    """

    drafts: list[tuple[int, ContactDraft]] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    each_by_itself: bool = False
