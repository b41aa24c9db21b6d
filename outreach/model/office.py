"""An office: a city in which we sit, when it is open, and whom it answers for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from outreach.model import clock, intervals, opening_hours
from outreach.model.card import Card
from outreach.model.intervals import Interval
from outreach.model.opening_hours import Hours

# What a city's public holiday of that day is called, or None for a day like any other.
Holidays = Callable[[date], str | None]
# A city as a card and an office both know it: name, country, latitude, longitude.
Place = tuple[str, str | None, float | None, float | None]

# Where no hours are set: offices are open, and people awake, so long.
USUAL_HOURS = opening_hours.parse("Mo-Fr 09:00-17:00")
AWAKE = opening_hours.parse("Mo-Su 08:00-22:00; PH 08:00-22:00")
_ONE_DAY = timedelta(days=1)
# Hours that begin late in the evening reach into the day after the next at most.
_REACH = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office in a city. `hours` is None where nobody has said them; `holidays` is ISO 3166 ("AT", "AT-9") or "none".

    `countries` (ISO 3166-1 alpha-2), `languages` (BCP 47) and `beats` are what it answers for beyond its own city.
    """

    city: str
    country: str
    timezone: str
    latitude: float | None = None
    longitude: float | None = None
    hours: Hours | None = None
    holidays: str | None = None
    is_headquarters: bool = False
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """The city that it is in."""
        return self.city, self.country, self.latitude, self.longitude

    @property
    def working_hours(self) -> Hours:
        """Its hours, or the usual ones where nobody has said them."""
        return self.hours or USUAL_HOURS


def place_of(card: Card) -> Place | None:
    """The city that somebody is in."""
    return (card.city, card.country, card.latitude, card.longitude) if card.city else None


def no_holidays(_day: date) -> str | None:
    """No day is a holiday."""
    return None


def open_between(office: Office, start: datetime, end: datetime, *, holidays: Holidays) -> list[Interval]:
    """The stretches, in UTC, from `start` to `end` in which the office is open, right across changes of the clock."""
    return between(office.working_hours, zone_called(office.timezone), start, end, holidays=holidays)


def between(hours: Hours, there: ZoneInfo, start: datetime, end: datetime, *, holidays: Holidays) -> list[Interval]:
    """The stretches, in UTC, from `start` to `end` that lie in `hours` on the clocks `there`."""
    day, last_day = start.astimezone(there).date() - _REACH, end.astimezone(there).date()
    found: list[Interval] = []
    while day <= last_day:
        # Whether it is a holiday is asked only where it matters: the calendar takes a while to load.
        matters = hours.holiday is not None and hours.days[day.weekday()] != hours.holiday
        for opens, closes in hours.on(day, is_holiday=matters and holidays(day) is not None):
            found.append((clock.first(clock.on(day, opens), there), clock.last(clock.on(day, closes), there)))
        day += _ONE_DAY
    return intervals.within(found, start, end)


def is_open(office: Office, at: datetime, *, holidays: Holidays) -> bool:
    """Whether the office is open at that instant."""
    return _holds(office.working_hours, zone_called(office.timezone), at, holidays=holidays)


def is_awake(timezone: str, at: datetime, *, office: Office | None = None, holidays: Holidays = no_holidays) -> bool:
    """Whether it is an hour to ring somebody: the office's hours where they are set, else 08:00 to 22:00 there."""
    if office is not None and office.hours is not None:
        return is_open(office, at, holidays=holidays)
    return _holds(AWAKE, zone_called(timezone), at, holidays=no_holidays)


def _holds(hours: Hours, there: ZoneInfo, at: datetime, *, holidays: Holidays) -> bool:
    # A first look without the calendar: at night no holiday makes a difference.
    just = at, at + timedelta(microseconds=1)
    if not hours.holiday and not between(hours, there, *just, holidays=no_holidays):
        return False
    return bool(between(hours, there, *just, holidays=holidays))


@lru_cache(maxsize=1_000)
def zone_called(name: str) -> ZoneInfo:
    """The IANA zone called `name`."""
    return ZoneInfo(name)
