"""What an advisory is checked against: the clock, the directory, the files beside it, the office and its rota."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outreach.model.card import Card
from outreach.model.listing import Listing
from outreach.model.message import Attachment
from outreach.model.office import Office
from outreach.services.advisories.library import BoilerplateFor, nothing
from outreach.services.on_call import Staffing


@dataclass(frozen=True, slots=True)
class World:
    """The office around an advisory.

    `listings` says whose numbers (E.164) and addresses (keys of EmailAddress) are, by what was asked. `staffing` says
    who works, sits and is away where these people do, between two instants. `mailboxes` are the addresses of
    our own that belong to nobody (the sender, the return path); `home_country` is ISO 3166.
    """

    listings: Callable[[Iterable[str], Iterable[str]], Mapping[str, Sequence[Listing]]]
    staffing: Callable[[Iterable[Card], datetime, datetime], Staffing]
    mailboxes: frozenset[str] = frozenset()
    home_country: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around an advisory.

    `now` is when it would go out, unless `send_at` is later. `contacts_for` finds officers as the public may see them,
    by city, name or address; `attachment` reads a file beside the advisory; `boilerplate` finds a text of the library
    by name and language. All raise NotFound; the last two also InvalidFile. `offices` say whom each of the officers
    answers for. Without a `world` only the text is judged; `recipient_zones` counts the readers by their city's zone,
    where they are known. `organisation` and its own folder of `templates` are how the mail looks.
    """

    now: datetime
    contacts_for: Callable[[str], list[Card]]
    attachment: Callable[[str], Attachment]
    boilerplate: BoilerplateFor = nothing
    offices: Sequence[Office] = ()
    world: World | None = None
    send_at: datetime | None = None
    recipient_zones: Mapping[str, int] = field(default_factory=dict)
    organisation: str | None = None
    templates: Path | None = None

    @property
    def sending(self) -> datetime:
        """The instant at which it goes out."""
        return max(self.now, self.send_at) if self.send_at else self.now
