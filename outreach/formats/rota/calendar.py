"""A rota as a calendar (iCalendar, RFC 5545): what any calendar program exports, read into entries.

Hours are those of the wall: a duty from 22:00 to 06:00 that comes again each week ends at 06:00 on the night on which
the clocks change, too. What repeats is followed from a month ago to thirteen months ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from outreach.errors import InvalidFile, InvalidValue
from outreach.formats.rota import properties, recurrence
from outreach.model import clock
from outreach.model.office import zone_called
from outreach.model.rota import Entry, RotaFile, ShiftKind, Span, kind_said_in

if TYPE_CHECKING:
    from icalendar import Calendar, Component

BACK, AHEAD = timedelta(days=31), timedelta(days=396)
_LARGEST = 10_000_000
_MOST_ENTRIES = 20_000
_MOST_DAYS = 3_000_000
_ONE_DAY = timedelta(days=1)
_USED = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SUMMARY"})


@dataclass(frozen=True, slots=True)
class _Event:
    """A VEVENT. `starts` and `ends` are what the wall clock shows in `there`, None for that of whoever is meant."""

    entry: dict[str, Any]
    starts: datetime
    ends: datetime
    there: tzinfo | None
    component: "Component"


@dataclass(slots=True)
class _Limits:
    """What a file may still ask for; a hostile one runs out of it."""

    entries: int = _MOST_ENTRIES
    days: int = _MOST_DAYS

    def spend(self, *, entries: int = 0, days: int = 0) -> None:
        self.entries, self.days = self.entries - entries, self.days - days
        if self.entries < 0 or self.days < 0:
            raise OverflowError


def read(content: bytes, *, filename: str, now: datetime) -> RotaFile:
    """The entries of a calendar, each repetition one of its own. Raises InvalidFile where it is none, or has no end."""
    window = (now - BACK).date(), (now + AHEAD).date()
    file, limits = RotaFile(), _Limits()
    components = list(_calendar(content, filename).walk("VEVENT"))
    moved = {key for component in components if (key := _moved(component))}
    try:
        for number, component in enumerate(components, start=1):
            _take(component, file, place=f"event {number}", window=window, moved=moved, limits=limits)
    except OverflowError:
        raise InvalidFile(
            filename, f"repeats more than {_MOST_ENTRIES:,} times in all; give repetitions an end (UNTIL)"
        ) from None
    return file


def _calendar(content: bytes, filename: str) -> "Calendar":
    from icalendar import Calendar

    if len(content) > _LARGEST:
        raise InvalidFile(filename, f"is larger than {_LARGEST // 1_000_000} MB; export the rota alone")
    try:
        return Calendar.from_ical(content)
    except OSError as error:
        raise InvalidFile(filename, "names a time zone that does not exist") from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InvalidFile(filename, f"is no calendar that we can read ({properties.plain(str(error))[:80]})") from error


def _moved(component: "Component") -> tuple[str, datetime] | None:
    """Which repetition of an event this one stands in for (RECURRENCE-ID)."""
    at = properties.part(component.get("RECURRENCE-ID"), "dt")
    if not isinstance(at, date):
        return None
    return properties.text(component, "UID"), at.astimezone(UTC) if isinstance(
        at, datetime
    ) and at.tzinfo else properties.wall(at, None)


def _take(
    component: "Component",
    file: RotaFile,
    *,
    place: str,
    window: tuple[date, date],
    moved: set[tuple[str, datetime]],
    limits: _Limits,
) -> None:
    """Puts the event and its repetitions into `file`, or what is wrong with it."""
    uid = properties.text(component, "UID")
    if uid:
        file.uids.add(uid)
    if str(component.get("STATUS", "")).upper() == "CANCELLED":
        return
    place = f"{place} ({properties.text(component, 'SUMMARY')[:40] or 'without a title'})"
    try:
        event = _event(component, place=place, uid=uid or None)
        starts = list(_starts(event, window, file, limits))
    except InvalidValue as error:
        file.problems.append(f"{place}: {error}")
        return
    is_moved = component.get("RECURRENCE-ID") is not None
    for start in starts:
        if is_moved or not moved & {(uid, start), (uid, start.replace(tzinfo=event.there or UTC).astimezone(UTC))}:
            limits.spend(entries=1)
            file.entries.append(
                Entry(**event.entry, when=_When(start, start + (event.ends - event.starts), event.there))
            )


@dataclass(frozen=True, slots=True)
class _When:
    """The time of one repetition, once the clock is known; called with the zone of whoever is meant."""

    starts: datetime
    ends: datetime
    there: tzinfo | None

    def __call__(self, zone: str | None) -> Span:
        """The instants. Raises InvalidValue where no clock is known."""
        there: Any = self.there or (zone_called(zone) if zone else None)
        if there is None:
            raise InvalidValue("DTSTART", self.starts, "names no time zone, and its officer is in no city")
        starts, ends = clock.first(self.starts, there), clock.last(self.ends, there)
        if ends <= starts:
            raise InvalidValue("DTEND", self.ends, "is not after its start")
        return Span(starts, ends, getattr(there, "key", None) or zone or "UTC")


def _event(component: "Component", *, place: str, uid: str | None) -> _Event:
    for name, problem in component.errors:
        if name is None or name.upper() in _USED:
            raise InvalidValue(name or "event", "", f"cannot be read ({properties.plain(str(problem))[:80]})")
    start = properties.dated(component, "DTSTART")
    if start is None:
        raise InvalidValue("DTSTART", "", "is missing; an event has to begin")
    there = start.tzinfo if isinstance(start, datetime) else None
    starts, ends = properties.wall(start, there), _end(component, start, there)
    if ends <= starts:
        raise InvalidValue("DTEND", ends, "is not after its start")
    summary = properties.text(component, "SUMMARY")
    away = str(component.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "OOF"
    said = f"{summary} {' '.join(properties.categories(component))}"
    entry = {
        "place": place,
        "who": (*properties.attendees(component), *([summary] if summary else [])),
        "kind": ShiftKind.AWAY if away else kind_said_in(said),
        "city": properties.text(component, "LOCATION") or None,
        "note": properties.text(component, "DESCRIPTION")[:500] or None,
        "uid": uid,
    }
    return _Event(entry, starts, ends, there, component)


def _end(component: "Component", start: "date | datetime", there: tzinfo | None) -> datetime:
    end = properties.dated(component, "DTEND")
    if end is not None:
        return properties.wall(end, there)
    lasts = properties.part(component.get("DURATION"), "dt")
    if isinstance(lasts, timedelta):
        return properties.wall(start, there) + min(lasts, timedelta(days=3_660))
    if isinstance(start, datetime):
        raise InvalidValue("DTEND", "", "is missing; a duty has to end")
    return properties.wall(start, there) + _ONE_DAY


def _starts(event: _Event, window: tuple[date, date], file: RotaFile, limits: _Limits) -> Iterator[datetime]:
    """When it starts, each time: by itself, by its rule, by its list of dates, without its exceptions."""
    first, last = window
    rules = properties.several(event.component.get("RRULE"))
    found = [event.starts, *_listed(event, "RDATE")]
    if len(rules) > 1:
        raise InvalidValue("RRULE", len(rules), "rules at once are not followed; make them two events")
    if rules:
        found = [start for start in found if first <= start.date() <= last]
        found += _by_rule(event, recurrence.rule(rules[0]), first, last, limits)
        if _goes_on(event, recurrence.rule(rules[0]), last):
            file.warnings.append(f"{event.entry['place']}: was read up to {last}; read the file again before then")
    gone = {*_listed(event, "EXDATE")}
    yield from sorted(
        start for start in set(found) if start not in gone and properties.wall(start.date(), None) not in gone
    )


def _by_rule(event: _Event, rule: recurrence.Rule, first: date, last: date, limits: _Limits) -> Iterator[datetime]:
    start = event.starts.date()
    limits.spend(days=recurrence.examined(rule, start, first=first, last=last))
    until = rule.until
    if isinstance(until, datetime):
        # In UTC for an event on a clock that is named, else on the event's own.
        end = properties.wall(until, event.there)
    else:
        end = datetime.combine(until or last, datetime.max.time())
    for day in recurrence.days(rule, start, first=first, last=last):
        again = datetime.combine(day, event.starts.time())
        if again > end:
            return
        yield again


def _goes_on(event: _Event, rule: recurrence.Rule, last: date) -> bool:
    if rule.count is not None:
        return False
    return rule.until is None or properties.wall(rule.until, event.there).date() > last


def _listed(event: _Event, name: str) -> list[datetime]:
    times = [
        time.dt
        for dates in properties.several(event.component.get(name))
        for time in properties.part(dates, "dts") or ()
    ]
    if any(not isinstance(time, date) for time in times):
        raise InvalidValue(name, "PERIOD", "is not followed; list dates")
    if name == "RDATE":
        # A date without an hour is that of the event.
        return [
            properties.wall(time, event.there)
            if isinstance(time, datetime)
            else datetime.combine(time, event.starts.time())
            for time in times
        ]
    return [properties.wall(time, event.there) for time in times]
