"""Who is on call: officers, offices and the rota brought together from the store, and asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.errors import NotFound
from outreach.model import geography, public_holidays
from outreach.model.card import Card, ContactKind
from outreach.model.city import City
from outreach.model.intervals import Interval
from outreach.model.office import Office, is_awake, no_holidays, place_of
from outreach.model.on_call import HORIZON, Answer, Roster
from outreach.model.rota import Shift
from outreach.model.text import fold
from outreach.store import cards, gazetteer, listings, offices, rota
from outreach.store.glance import Rows


def roster(rows: Rows, start: datetime, end: datetime) -> Roster:
    """All that is known of who answers from `start` to `end`."""
    return Roster(
        cards.everybody(rows, ContactKind.OFFICER),
        offices.everywhere(rows),
        rota.between(rows, start, end),
        holidays=public_holidays.of_office,
    )


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who works where and when: officers, the offices of which something was said, and the rota."""

    officers: Sequence[Card]
    offices: Sequence[Office] = ()
    shifts: Sequence[Shift] = ()

    @property
    def roster(self) -> Roster:
        """The same, to be asked who answers."""
        return Roster(self.officers, self.offices, self.shifts, holidays=public_holidays.of_office)


def staffing(rows: Rows, people: Iterable[Card], start: datetime, end: datetime) -> Staffing:
    """What is known of who answers where these people sit, from `start` to `end`; of other cities nothing is read.

    Where neither a rota is kept nor hours were said, nothing is known, and no officer is read.
    """
    cities = {card.city for card in people if card.city}
    shifts, said = rota.between(rows, start, end), offices.everywhere(rows)
    if not shifts and not any(office.hours for office in said if office.city in cities):
        return Staffing((), said)
    on_duty = {shift.officer for shift in shifts if shift.place and shift.place[0] in cities}
    officers = listings.officers(rows, cities=sorted(cities), uids=sorted(on_duty))
    return Staffing(officers, said, shifts)


def answers(rows: Rows, city: str | None, at: datetime) -> list[Answer]:
    """Who answers at that instant, for one city or for each that we are in. Raises NotFound."""
    return answers_by_clock(rows, city, lambda _zone: at)


def answers_by_clock(rows: Rows, city: str | None, at: Callable[[str], datetime]) -> list[Answer]:
    """The same, with an instant for each zone: what its own clock shows."""
    known = roster(rows, at(_FIRST_TO_WAKE), at(_LAST_TO_WAKE) + HORIZON)
    return [answer for office in chosen(known, city) for answer in known.answers(office, at(office.timezone))]


def uncovered(rows: Rows, city: str | None, start: datetime, end: datetime) -> list[tuple[Office, Interval]]:
    """The stretches from `start` to `end` that nobody covers, for one city or for each that we are in.

    A city is covered by who is on duty for it, and in its office hours by those who sit there and are not away; that
    another city would answer is not counted. Raises NotFound.
    """
    return uncovered_by_clock(rows, city, lambda _zone: (start, end))


def uncovered_by_clock(rows: Rows, city: str | None, time: Callable[[str], Interval]) -> list[tuple[Office, Interval]]:
    """The same, with a stretch for each zone: what its own clock shows."""
    known = roster(rows, time(_FIRST_TO_WAKE)[0], time(_LAST_TO_WAKE)[1])
    return [(office, gap) for office in chosen(known, city) for gap in known.uncovered(office, *time(office.timezone))]


# No clock is before the first or behind the last.
_FIRST_TO_WAKE, _LAST_TO_WAKE = "Pacific/Kiritimati", "Etc/GMT+12"


def chosen(known: Roster, city: str | None) -> Sequence[Office]:
    """The office in `city`, by any of its names, or all of them. Raises NotFound for a city in which nobody is."""
    return known.offices if city is None else [_office(known.offices, city)]


def _office(known: Iterable[Office], city: str) -> Office:
    exact = [office for office in known if fold(office.city) == fold(city)]
    if len(exact) == 1:
        return exact[0]
    here = {office.place: office for office in known}
    called = gazetteer.namesakes(city)
    for found in called:
        if office := here.get((found.name, found.country, found.latitude, found.longitude)):
            return office
    asked = called[0] if called else gazetteer.city(city)
    raise NotFound("office", asked.name, advice=_nearest(known, asked))


def _nearest(known: Iterable[Office], asked: City) -> str:
    """Where to ask instead."""
    far = {o.city: geography.distance(asked.latitude, asked.longitude, o.latitude, o.longitude) for o in known}
    there = sorted((kilometres, city) for city, kilometres in far.items() if kilometres is not None)
    if not there:
        return "no officer is in any city yet; `outreach officers add --city` puts one there"
    kilometres, city = there[0]
    return f"the nearest is {city} ({round(kilometres)} km): --city {city!r}; `outreach offices` lists all"


def awake(rows: Rows, people: Iterable[Card], at: datetime) -> list[Card]:
    """Those of `people` whom one may ring then: in their office's hours, else from 08:00 to 22:00 on their clock.

    Whoever is in no city is left out: nobody knows their hour. A journalist has no office of ours.
    """
    known = {office.place: office for office in offices.everywhere(rows)}

    def is_up(card: Card) -> bool:
        if card.timezone is None:
            return False
        place = place_of(card)
        office = known.get(place) if place and card.kind is ContactKind.OFFICER else None
        holidays = public_holidays.of_office(office) if office else no_holidays
        return is_awake(card.timezone, at, office=office, holidays=holidays)

    return [card for card in people if is_up(card)]
