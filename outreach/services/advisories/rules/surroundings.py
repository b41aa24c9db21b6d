"""What an advisory is checked against: the clock, the directory, the files beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.model.card import Card
from outreach.model.message import Attachment
from outreach.model.office import Office


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around an advisory.

    `now` is when it would go out. `contacts_for` finds officers as the public may see them, by city, name or address;
    `attachment` reads a file beside the advisory. Both raise NotFound; `attachment` also InvalidFile. `offices` say
    whom each of them answers for.
    """

    now: datetime
    contacts_for: Callable[[str], list[Card]]
    attachment: Callable[[str], Attachment]
    offices: Sequence[Office] = ()
