"""Whether somebody is there: officers who are away when they are needed, hours that nobody of the contact block covers.

Needed they are on the day of sending, in the first hours after it or after an embargo's end, and on the event's day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from outreach.errors import NotFound
from outreach.formats.advisory.dates import weekday_and_day
from outreach.model import intervals
from outreach.model.advisory import Advisory, Problem
from outreach.model.card import Card
from outreach.model.intervals import Interval
from outreach.model.office import Office, place_of, zone_called
from outreach.model.on_call import Roster
from outreach.model.rota import Shift, ShiftKind
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.on_call import Staffing

_FIRST_HOURS = timedelta(hours=4)
# An event that does not say when it ends, as in its calendar entry.
_LASTING = timedelta(hours=1)
# Of a longer one the first day is looked at, until the hour at which the last one ends: at night nobody need answer.
_LONG = timedelta(hours=12)
_ONE_DAY = timedelta(days=1)
# A city whose rota is empty for so long around the hours in question keeps none.
_NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Occasion:
    """When people are needed, in UTC; `what` is said after "Mira Olsen is away, …"."""

    what: str
    starts: datetime
    ends: datetime


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """Who is away, and when nobody answers."""
    people = dict(_people(advisory, around))
    if around.world is None or not people:
        return
    days, hours = list(_days(advisory, around.sending)), list(_hours(advisory, around.sending))
    start = min(occasion.starts for occasion in [*days, *hours]) - _NEAR
    end = max(occasion.ends for occasion in [*days, *hours]) + _NEAR
    known = around.world.staffing(people, start, end)
    if known.shifts:
        for card, line in people.items():
            yield from _away(card, known, days, line=line)
    yield from _unanswered(list(people), known, hours, line=advisory.line("contacts"))


def _people(advisory: Advisory, around: Surroundings) -> Iterator[tuple[Card, int]]:
    """The active officers of the contact block, each once, with their line; who is not there is for other rules."""
    seen = set()
    for number, who in enumerate(advisory.contacts):
        try:
            cards = around.contacts_for(who)
        except NotFound:
            continue
        for card in cards:
            if card.active and card.uid not in seen:
                seen.add(card.uid)
                yield card, advisory.line(f"contacts.{number}")


def _days(advisory: Advisory, sending: datetime) -> Iterator[_Occasion]:
    """When nobody should be away."""
    here = advisory.dateline.timezone if advisory.dateline else "UTC"
    yield _Occasion("when it goes out", sending, _midnight(sending, here, days=1))
    embargo, event = advisory.embargo, advisory.event
    if embargo and embargo.instant > sending:
        yield _Occasion("when the embargo ends", embargo.instant, embargo.instant + _FIRST_HOURS)
    if event and event.when:
        starts = _midnight(event.when.instant, event.when.zone)
        ends = _midnight((event.until or event.when).instant, event.when.zone, days=1)
        if ends > sending:
            yield _Occasion("on the day of the event", max(starts, sending), ends)


def _hours(advisory: Advisory, sending: datetime) -> Iterator[_Occasion]:
    """When somebody should answer."""
    embargo, event = advisory.embargo, advisory.event
    if embargo and embargo.instant > sending:
        yield _Occasion("right after the embargo ends", embargo.instant, embargo.instant + _FIRST_HOURS)
    else:
        yield _Occasion("right after sending", sending, sending + _FIRST_HOURS)
    if event and event.when:
        starts = event.when.instant
        ends = event.until.instant if event.until and event.until.instant > starts else starts + _LASTING
        if ends - starts > _LONG:
            ends = _end_of_first_day(starts, ends, event.when.zone)
        if ends > sending:
            yield _Occasion("during the event", max(starts, sending), ends)


def _end_of_first_day(starts: datetime, ends: datetime, zone: str) -> datetime:
    """When the first day of an event of several is over, which is when the last one is; at noon at the earliest."""
    there = zone_called(zone)
    first, last = starts.astimezone(there), ends.astimezone(there)
    end = datetime.combine(first.date(), max(last.time(), time(12)), tzinfo=there)
    return end.astimezone(UTC) if end > first else starts + _LASTING


def _midnight(instant: datetime, zone: str, *, days: int = 0) -> datetime:
    """When the day of `instant` begins there, or the day so many days later."""
    there = zone_called(zone)
    return datetime.combine(instant.astimezone(there).date() + timedelta(days), time(), tzinfo=there).astimezone(UTC)


def _away(card: Card, known: Staffing, days: Sequence[_Occasion], *, line: int) -> Iterator[Problem]:
    for shift in _absences(card, known):
        missed = [day for day in days if _touches(shift, day)]
        if missed:
            why = f"{card.name} is away {_stretch(shift)}, {' and '.join(day.what for day in missed)}"
            yield broken("officer-away", line, f"{why}; {_instead(card, known, missed)}")


def _absences(card: Card, known: Staffing) -> Iterator[Shift]:
    return (shift for shift in known.shifts if shift.officer == card.uid and shift.kind is ShiftKind.AWAY)


def _touches(shift: Shift, occasion: _Occasion) -> bool:
    return shift.starts < occasion.ends and shift.ends > occasion.starts


def _instead(card: Card, known: Staffing, missed: Sequence[_Occasion]) -> str:
    """Who of the same city is there meanwhile."""
    place = place_of(card)
    there = [
        other.name
        for other in known.officers
        if place and other.active and other.uid != card.uid and place_of(other) == place
        if not any(_touches(shift, day) for shift in _absences(other, known) for day in missed)
    ]
    if not there:
        return f"nobody else {f'in {card.city} ' if card.city else ''}is there; name somebody who is"
    return f"{_listed(there)} {'is' if len(there) == 1 else 'are'} there"


def _stretch(shift: Shift) -> str:
    """The days of an absence; with its hours where it is not of whole days."""
    there = zone_called(shift.zone)
    starts, ends = shift.starts.astimezone(there), shift.ends.astimezone(there)
    if starts.time() == ends.time() == time():
        first, last = starts.date(), ends.date() - _ONE_DAY
        return f"on {_day(starts)}" if first == last else f"from {_day(starts)} to {_day(ends - _ONE_DAY)}"
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{_day(ends)}, {ends:%H:%M}"
    return f"from {_day(starts)}, {starts:%H:%M}, to {until}"


def _day(local: datetime) -> str:
    return weekday_and_day(local.date(), language="en")


def _unanswered(people: Sequence[Card], known: Staffing, hours: Sequence[_Occasion], *, line: int) -> Iterator[Problem]:
    """Hours that none of the block's offices covers. Where nothing was said of any of them, nothing is known."""
    places = {place_of(card) for card in people}
    kept = {shift.place for shift in known.shifts if shift.kind is ShiftKind.DUTY}
    roster = known.roster
    offices = [office for office in roster.offices if office.place in places]
    if not any(office.hours or office.place in kept for office in offices):
        return
    for occasion in hours:
        if gaps := _gaps(roster, offices, occasion):
            told = " and ".join(_on_clocks(gap, offices) for gap in gaps)
            advice = "`outreach officers rota add` puts somebody on duty, another city under contacts may be open"
            why = f"nobody in {_listed([office.city for office in offices])} answers {told}, {occasion.what}; {advice}"
            yield broken("nobody-answers", line, why)


def _gaps(roster: Roster, offices: Iterable[Office], occasion: _Occasion) -> list[Interval]:
    left = [(occasion.starts, occasion.ends)]
    for office in offices:
        left = intervals.without(left, roster.covered(office, occasion.starts, occasion.ends))
    return left


def _on_clocks(gap: Interval, offices: Sequence[Office]) -> str:
    """A stretch on the clock of the first office, and on that of every other where it shows something else."""
    cities: dict[str, str] = {}
    for office in offices:
        cities.setdefault(office.timezone, office.city)
    clocks = [(city, [instant.astimezone(zone_called(zone)) for instant in gap]) for zone, city in cities.items()]
    told = [f"{starts:%H:%M} to {ends:%H:%M}" for _, (starts, ends) in clocks]
    day = _day(clocks[0][1][0])
    if len(clocks) == 1:
        return f"on {day} from {told[0]}"
    first, *others = [f"{time_} in {city}" for time_, (city, _) in zip(told, clocks, strict=True)]
    return f"on {day} from {first} ({', '.join(others)})"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
