"""What is gathered about one person or desk while a block is read."""

from dataclasses import dataclass, field

from outreach.formats.contact_block.affinity import is_owner
from outreach.formats.contact_block.event import Event
from outreach.formats.contact_block.tokens import Sort, Token
from outreach.formats.contact_block.word_kinds import May


@dataclass(slots=True)
class Record:
    """What was read of one person, of several who share their numbers, or of a desk."""

    persons: list[Event] = field(default_factory=list)
    organisation: Event | None = None
    role: Event | None = None
    heading: Event | None = None
    towns: list[Event] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    facts: list[Token] = field(default_factory=list)
    others: list[Event] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # Opened by an organisation, a role or a town after another record's facts: a desk, or that record's last lines.
    is_tentative: bool = False
    is_set_off: bool = False

    def has(self, sort: Sort) -> bool:
        """Whether a fact of that sort is there."""
        return any(fact.sort is sort for fact in self.facts)

    def owns(self, address: str) -> bool:
        """Whether the mailbox is named after one of the persons."""
        return any(is_owner(address, folded_name(person)) for person in self.persons)

    @property
    def is_empty(self) -> bool:
        """Nobody, and nothing to reach them by."""
        return not self.persons and not self.facts


def folded_name(person: Event) -> list[str]:
    """The words of a name as mailboxes are compared with them, without titles, particles and initials."""
    words = [w for w in person.words if not w.may & (May.COURTESY | May.DEGREE) and not w.is_initial]
    return [part for w in words if not (w.may & May.PARTICLE and w.text.islower()) for part in w.folded.split()]
