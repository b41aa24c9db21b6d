"""The rota: who is on duty from when to when, and who is away."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from outreach.errors import InvalidValue
from outreach.model import clock, moments
from outreach.model.city import City
from outreach.model.office import Place, zone_called
from outreach.model.text import fold


class ShiftKind(StrEnum):
    """What a stretch of the rota says; being away beats being on duty."""

    DUTY = "duty"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A stretch of the rota. `starts` and `ends` are UTC, `zone` the clock on which they were written.

    `officer` is a UID; `place` the city that the duty is for; `uid` is what makes it the same one in a calendar.
    """

    officer: str
    kind: ShiftKind
    starts: datetime
    ends: datetime
    zone: str
    place: Place | None = None
    name: str = ""
    note: str | None = None
    uid: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant to another, in UTC, and the clock on which they were said."""

    starts: datetime
    ends: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a rota as a file or a person says it: `who` may name several, of whom those who are ours are meant.

    `when` gives its time, for times that leave their clock open on that of a zone (None where the officer is in no
    city), and raises InvalidValue. `uid` is the calendar's; `place` stands before the problems of this line.
    """

    place: str
    who: tuple[str, ...]
    kind: ShiftKind
    when: Callable[[str | None], Span]
    city: str | None = None
    note: str | None = None
    uid: str | None = None


@dataclass(slots=True)
class RotaFile:
    """What a file says of the rota, and what is wrong with it in sentences; `uids` are all that a calendar names."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    uids: set[str] = field(default_factory=set)


# What people write for a duty and for an absence, in the six languages of our spreadsheets, folded.
_DUTY = "duty|on duty|on call|dienst|bereitschaft|garde|permanence|astreinte|guardia|turno|plantao|reperibilita"
_AWAY = (
    "away|absent|absence|out|ooo|out of office|off|leave|on leave|holiday|holidays|vacation|sick|sick leave|urlaub|"
    "abwesend|abwesenheit|krank|conge|conges|vacances|maladie|ausente|ausencia|vacaciones|baja|ferie|assente|malattia|"
    "ferias|doente"
)
_KINDS = {name: kind for kind, names in ((ShiftKind.DUTY, _DUTY), (ShiftKind.AWAY, _AWAY)) for name in names.split("|")}
# Short words of a column that say something else in a sentence.
_NOT_ALONE = {"out", "off", "baja"}
_AWAY_IN = re.compile(rf"\b(?:{'|'.join(word for word in _AWAY.split('|') if word not in _NOT_ALONE)})\b")
_DUTY_IN = re.compile(rf"\b(?:{_DUTY})\b")


def kind_called(written: str) -> ShiftKind:
    """The kind that `written` means. Raises InvalidValue."""
    try:
        return _KINDS[fold(written)]
    except KeyError:
        raise InvalidValue("kind", written, "is neither duty nor away") from None


def kind_said_in(text: str) -> ShiftKind:
    """Away where a free text says so ("Mira: vacation"), else duty ("Mira: holiday duty")."""
    said = fold(text)
    return ShiftKind.AWAY if _AWAY_IN.search(said) and not _DUTY_IN.search(said) else ShiftKind.DUTY


def span(start: str, end: str, *, zone: str | None, city: Callable[[str], City]) -> Span:
    """The stretch that two times mean, on the clock of `zone` unless they name another.

    A day alone is meant whole, the last one too. A bare hour as `end` is the next such after `start`. Raises
    InvalidValue for an hour that is skipped or comes twice, and for an end before its start.
    """
    begins, said = _moment("from", start, zone=zone, city=city)
    ends, _ = _moment("to", end, zone=said, city=city, after=begins)
    if ends <= begins:
        raise InvalidValue("to", end, f"is not after {start}")
    return Span(begins, ends, said)


def instant(written: str, *, zone: str | None, city: Callable[[str], City], now: datetime) -> datetime:
    """The instant that one time means, on the clock of `zone` unless it names another; an hour alone is today's.

    Raises InvalidValue.
    """
    today = now.astimezone(zone_called(zone)).date() if zone else None
    try:
        return moments.moment(written, zone=zone, city=city, day=today).instant
    except moments.BadTime as bad:
        raise InvalidValue("time", written, str(bad)) from bad


def _moment(
    name: str, written: str, *, zone: str | None, city: Callable[[str], City], after: datetime | None = None
) -> tuple[datetime, str]:
    try:
        whole = _whole_day(written, zone=zone, city=city, is_end=after is not None)
        if whole:
            return whole
        local = after.astimezone(zone_called(zone)) if after and zone else None
        found = moments.moment(written, zone=zone, city=city, day=local.date() if local else None)
        if after and local and found.instant <= after and not _names_a_day(written):
            found = moments.moment(written, zone=zone, city=city, day=local.date() + timedelta(days=1))
    except moments.BadTime as bad:
        raise InvalidValue(name, written, str(bad)) from bad
    return found.instant, found.zone


def _names_a_day(written: str) -> bool:
    return written.strip()[4:5] == "-"


def _whole_day(
    written: str, *, zone: str | None, city: Callable[[str], City], is_end: bool
) -> tuple[datetime, str] | None:
    day, _, place = written.strip().partition(" ")
    try:
        meant = date.fromisoformat(day)
    except ValueError:
        return None
    if not _names_a_day(day) or (place and place[0].isdigit()):
        return None
    named = moments.place_zone(place.strip(), city=city) if place.strip() else zone
    if named is None:
        raise moments.BadTime("hour-without-zone", f"nothing says on whose clock {day} is meant")
    meant += timedelta(days=1 if is_end else 0)
    return clock.first(clock.on(meant, 0), zone_called(named)), named
