"""What an advisory is checked against: the clock, the directory, the files beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from outreach.model.card import Card
from outreach.model.message import Attachment
from outreach.services.advisories.library import BoilerplateFor, nothing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around an advisory.

    `now` is when it would go out. `contacts_for` finds officers as the public may see them, by city, name or address;
    `attachment` reads a file beside the advisory; `boilerplate` finds a text of the library by name and language. All
    raise NotFound; the last two also InvalidFile.
    """

    now: datetime
    contacts_for: Callable[[str], list[Card]]
    attachment: Callable[[str], Attachment]
    boilerplate: BoilerplateFor = nothing
