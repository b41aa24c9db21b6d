"""Who answers: the rota first, then office hours, then the nearest city in which somebody does.

A question is put to a roster, all that is known of officers, offices and shifts; nothing here asks a clock or a store.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outreach.model import geography, intervals, ringing
from outreach.model.card import Card
from outreach.model.intervals import Interval
from outreach.model.office import Holidays, Office, is_open, open_between, place_of, zone_called
from outreach.model.rota import Shift, ShiftKind
from outreach.model.values import PhoneNumber

# How far ahead the end of a duty or of opening hours is looked for.
HORIZON = timedelta(days=8)


class Rule(StrEnum):
    """Why somebody answers."""

    DUTY = "duty"
    HOURS = "office hours"
    ELSEWHERE = "nearest office"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who answers for the office in a city at the instant `at`, on which number, why, until when (None: no end).

    Where it is nobody, `officer` is None, and `until` the instant at which somebody in the city does again.
    """

    office: Office
    at: datetime
    rule: Rule
    why: str
    officer: Card | None = None
    number: PhoneNumber | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Presence:
    """Somebody who answers, from now until then, as the rota or the hours of `office` say."""

    officer: Card
    office: Office
    until: datetime
    rule: Rule
    why: str


class Roster:
    """Active officers, offices and the rota, of which it is asked who answers.

    `offices` are all cities that have one; one in which officers sit without more being said is added. `holidays` gives
    the calendar of an office. `shifts` hold at least those that touch the time of which it is asked.
    """

    def __init__(
        self,
        officers: Iterable[Card],
        offices: Iterable[Office],
        shifts: Iterable[Shift],
        *,
        holidays: Callable[[Office], Holidays],
    ) -> None:
        self._officers = {card.uid: card for card in officers if card.active}
        self._shifts = [shift for shift in shifts if shift.officer in self._officers]
        self._holidays = holidays
        known = {office.place: office for office in offices}
        for card in self._officers.values():
            place = place_of(card)
            if place and place not in known and card.timezone:
                known[place] = _plain_office(card)
        self.offices: Sequence[Office] = sorted(known.values(), key=lambda office: (office.city, office.country))
        self._known = known

    def answers(self, office: Office, at: datetime) -> list[Answer]:
        """Who answers for `office`: those on duty, else those in office hours, else those of the nearest city."""
        horizon = at + HORIZON
        if here := self._present(office, at, horizon):
            return [self._answer(office, at, there, rule=there.rule, why=there.why, horizon=horizon) for there in here]
        next_here = self._next(office, at, horizon)
        for other in self._by_distance(office):
            if found := self._present(other, at, horizon):
                until = min(next_here or horizon, horizon)
                return [
                    self._answer(
                        office, at, there, rule=Rule.ELSEWHERE, why=self._why(office, there, at), horizon=until
                    )
                    for there in found
                ]
        why = f"{self._closed(office, at)}; nobody is on duty, and no other office is open"
        return [Answer(office=office, at=at, rule=Rule.NOBODY, why=why, until=next_here)]

    def covered(self, office: Office, start: datetime, end: datetime) -> list[Interval]:
        """The stretches from `start` to `end` in which somebody answers for `office`: on duty, or in office hours."""
        on_duty = [stretch for _, stretches in self._on_duty(office, start, end) for stretch in stretches]
        return intervals.joined(
            [*on_duty, *(stretch for _, own in self._at_work(office, start, end) for stretch in own)]
        )

    def uncovered(self, office: Office, start: datetime, end: datetime) -> list[Interval]:
        """The rest of the time from `start` to `end`: nobody of that city answers then."""
        return intervals.without([(start, end)], self.covered(office, start, end))

    def _on_duty(self, office: Office, start: datetime, end: datetime) -> Iterator[tuple[Card, list[Interval]]]:
        duties: dict[str, list[Interval]] = {}
        for shift in self._shifts:
            if shift.kind is ShiftKind.DUTY and shift.place == office.place:
                duties.setdefault(shift.officer, []).append((shift.starts, shift.ends))
        for uid, stretches in duties.items():
            yield self._officers[uid], self._not_away(uid, intervals.within(stretches, start, end))

    def _at_work(self, office: Office, start: datetime, end: datetime) -> Iterator[tuple[Card, list[Interval]]]:
        team = [card for card in self._officers.values() if place_of(card) == office.place]
        opened = open_between(office, start, end, holidays=self._holidays(office)) if team else []
        for card in team:
            yield card, self._not_away(card.uid, opened)

    def _not_away(self, uid: str, stretches: Sequence[Interval]) -> list[Interval]:
        away = [(s.starts, s.ends) for s in self._shifts if s.officer == uid and s.kind is ShiftKind.AWAY]
        return intervals.without(stretches, away)

    def _present(self, office: Office, at: datetime, horizon: datetime) -> list[_Presence]:
        duties = list(self._on_duty(office, at, horizon))
        on_duty = [(card, now) for card, stretches in duties if (now := intervals.around(stretches, at))]
        if on_duty:
            why = f"on duty for {office.city} by the rota"
            return [_Presence(card, office, now[1], Rule.DUTY, why) for card, now in on_duty]
        if not is_open(office, at, holidays=self._holidays(office)):
            return []
        begins = min((start for _, stretches in duties for start, _ in stretches), default=horizon)
        working = [
            (card, now)
            for card, stretches in self._at_work(office, at, horizon)
            if (now := intervals.around(stretches, at))
        ]
        why = f"office hours in {office.city} ({office.working_hours.written}{'' if office.hours else ', assumed'})"
        # Somebody without a number is no answer where a colleague has one.
        reachable = [(card, now) for card, now in working if card.phones] or working
        return [_Presence(card, office, min(now[1], begins), Rule.HOURS, why) for card, now in reachable]

    def _next(self, office: Office, at: datetime, horizon: datetime) -> datetime | None:
        return next((start for start, _ in self.covered(office, at, horizon)), None)

    def _answer(
        self, office: Office, at: datetime, there: _Presence, *, rule: Rule, why: str, horizon: datetime
    ) -> Answer:
        number = self._number(there.officer, there.office, at)
        until = min(there.until, horizon)
        return Answer(
            office=office,
            at=at,
            rule=rule,
            why=why if number else f"{why}; no number of theirs is known",
            officer=there.officer,
            number=number,
            until=until if until < at + HORIZON else None,
        )

    def _number(self, card: Card, office: Office, at: datetime) -> PhoneNumber | None:
        own = place_of(card)
        home = self._known.get(own, office) if own else office
        local = at.astimezone(zone_called(home.timezone))
        return ringing.number(card.phones, local=local, in_hours=is_open(home, at, holidays=self._holidays(home)))

    def _by_distance(self, office: Office) -> list[Office]:
        others = [(_apart(office, other), other) for other in self.offices if other.place != office.place]
        unknown = float("inf")
        return [
            other
            for far, other in sorted(
                others,
                key=lambda found: (
                    unknown if found[0] is None else found[0],
                    not found[1].is_headquarters,
                    found[1].place[:2],
                ),
            )
        ]

    def _why(self, office: Office, there: _Presence, at: datetime) -> str:
        far = _apart(office, there.office)
        distance = f", {far:,.0f} km away," if far is not None else ""
        return f"{self._closed(office, at)}; {there.office.city}{distance} is the nearest that answers: {there.why}"

    def _closed(self, office: Office, at: datetime) -> str:
        """Why nobody of the city itself answers."""
        if is_open(office, at, holidays=self._holidays(office)):
            return f"in {office.city} it is office hours, but nobody is there"
        day = at.astimezone(zone_called(office.timezone)).date()
        holiday = self._holidays(office)(day)
        return f"{office.city} is closed{f' ({holiday})' if holiday else ''}"


def _plain_office(card: Card) -> Office:
    assert card.city is not None
    assert card.timezone is not None
    return Office(
        city=card.city,
        country=card.country or "",
        timezone=card.timezone,
        latitude=card.latitude,
        longitude=card.longitude,
    )


def _apart(one: Office, other: Office) -> float | None:
    return geography.distance(one.latitude, one.longitude, other.latitude, other.longitude)
