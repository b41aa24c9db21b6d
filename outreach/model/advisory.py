"""An advisory: a text for the press, with a headline, perhaps an event and an embargo, and people to ring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from outreach.model.city import City


class Kind(StrEnum):
    """What the press gets: an invitation, the news, somebody's words, or a mistake taken back."""

    MEDIA_ADVISORY = "media-advisory"
    PRESS_RELEASE = "press-release"
    STATEMENT = "statement"
    CORRECTION = "correction"


class Level(StrEnum):
    """An error must be mended before anything goes out; a warning is for the writer to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an advisory: which rule (docs/advisory-rules.md), where (lines count from 1), what to do."""

    rule: str
    level: Level
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What the writer says of a rule under `ignore`: that it is broken on purpose, and why. `line` counts from 1."""

    rule: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """A problem that the file gives a `reason` for; it neither counts nor keeps anything back."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an advisory, and what of it is silenced in the file, each by line."""

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...] = ()

    @property
    def errors(self) -> int:
        """How many problems keep it from going out."""
        return sum(problem.level is Level.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the clock that it was written for: `instant` is UTC, `zone` an IANA name."""

    instant: datetime
    zone: str

    @property
    def local(self) -> datetime:
        """What the clocks there show, with their offset."""
        return self.instant.astimezone(ZoneInfo(self.zone))

    @classmethod
    def at(cls, local: datetime, *, zone: str) -> "Moment":
        """The moment when clocks in `zone` show `local`, which must be aware or exist there exactly once."""
        placed = local if local.tzinfo else local.replace(tzinfo=ZoneInfo(zone))
        return cls(placed.astimezone(UTC), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the press is invited to. `timezone` is the clock of its hours, None where nothing says which."""

    what: str = ""
    who: tuple[str, ...] = ()
    when: Moment | None = None
    until: Moment | None = None
    timezone: str | None = None
    where: str = ""
    why: str = ""
    rsvp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """An advisory as its file says it.

    `language` is BCP 47; `place` is the dateline's city as the writer spells it; `contacts` are cities, officers' names
    or addresses; `boilerplate` are texts of the library. `lines` says where each key stands ("event.when",
    "contacts.2"). `problems` is what reading found wrong; the field is empty then, or None, as `kind` is only then.
    `silences` are the lines under `ignore`.
    """

    file: str
    kind: Kind | None = None
    headline: str = ""
    language: str = "en"
    dateline: City | None = None
    place: str = ""
    embargo: Moment | None = None
    event: Event | None = None
    contacts: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    body: str = ""
    body_line: int = 1
    source: str = field(default="", repr=False)
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    problems: tuple[Problem, ...] = ()
    silences: tuple[Silence, ...] = ()

    def line(self, key: str) -> int:
        """The line of `key`, or of the nearest thing that holds it."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key.rpartition(".")[0]
        return 1
