"""Times as people write them in an advisory, read without a guess: every one is an instant on a clock that is named.

2017-09-05 18:00 Europe/Vienna      2017-09-05T18:00 Vienna      2026-10-25 02:30+01:00 Europe/Vienna
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outreach.errors import NotFound
from outreach.model.advisory import Moment
from outreach.model.city import City

_WRITTEN = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})?(?:(?:[T ]\s*)?(?P<hour>\d{1,2}:\d{2})(?::(?P<second>\d{2}))?)?"
    r"(?:\s*(?P<offset>[+-]\d{2}:?\d{2}|Z\b))?(?:\s+(?P<place>\D.*))?"
)
_EXAMPLE = "write it like 2017-09-05 18:00 Europe/Vienna"
# Letters that name several clocks (BST, CST, IST), or one that moves in summer without saying so (EST, CET, GMT).
_ABBREVIATION = re.compile(r"[A-Z]{2,5}")


class BadTime(Exception):
    """A time that cannot be taken. `rule` is the checker's rule."""

    def __init__(self, rule: str, problem: str) -> None:
        self.rule = rule
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class _Parts:
    day: date | None
    hour: str | None
    offset: str | None
    place: str | None


def moment(written: str, *, zone: str | None, city: Callable[[str], City], day: date | None = None) -> Moment:
    """The moment that `written` stands for; `zone` and `day` are what it leaves out. Raises BadTime."""
    parts = _parts(written)
    day = parts.day or day
    if day is None or parts.hour is None:
        missing = "day" if day is None else "hour"
        raise BadTime("bad-time", f"{written!r} has no {missing}; {_EXAMPLE}")
    zone = place_zone(parts.place, city=city) if parts.place else zone
    if zone is None:
        raise BadTime("hour-without-zone", f"nothing says on whose clock it is {parts.hour}; {_EXAMPLE}")
    return resolved(_local(day, parts.hour, written), zone=zone, offset=parts.offset)


def place_zone(place: str, *, city: Callable[[str], City]) -> str:
    """The IANA zone that `place` means: a zone, or a city of the gazetteer. Raises BadTime."""
    if place == "UTC":
        return place
    if _ABBREVIATION.fullmatch(place):
        why = f"{place} names more than one clock, or one that changes with the season; {_EXAMPLE}"
        raise BadTime("ambiguous-zone", why)
    try:
        return ZoneInfo(place).key if "/" in place else city(place).timezone
    except NotFound as error:
        raise BadTime("unknown-timezone", str(error)) from error
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise BadTime("unknown-timezone", f"{place!r} is no zone of the IANA database; {_EXAMPLE}") from error


def _parts(written: str) -> _Parts:
    found = _WRITTEN.fullmatch(written.strip())
    if not found or not (found["date"] or found["hour"]):
        raise BadTime("bad-time", f"{written!r} is not a time; {_EXAMPLE}")
    try:
        day = date.fromisoformat(found["date"]) if found["date"] else None
    except ValueError:
        raise BadTime("bad-time", f"there is no day {found['date']}; {_EXAMPLE}") from None
    return _Parts(day, found["hour"], found["offset"], found["place"])


def _local(day: date, hour: str, written: str) -> datetime:
    hours, minutes = (int(part) for part in hour.split(":"))
    if hours > 23 or minutes > 59:
        raise BadTime("bad-time", f"{written!r}: hours go from 00:00 to 23:59; midnight is 00:00 of the next day")
    if not 1970 <= day.year <= 2200:
        raise BadTime("bad-time", f"{written!r}: the year {day.year} cannot be meant")
    return datetime(day.year, day.month, day.day, hours, minutes)  # noqa: DTZ001 - a clock on a wall


def resolved(local: datetime, *, zone: str, offset: str | None = None) -> Moment:
    """The moment when clocks in `zone` show `local` (naive). Raises BadTime where they never do, or do so twice."""
    there = ZoneInfo(zone)
    readings = {local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = sorted(instant for instant in readings if instant.astimezone(there).replace(tzinfo=None) == local)
    if not real:
        near = " or ".join(f"{instant.astimezone(there):%H:%M}" for instant in sorted(readings))
        why = f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks go forward then; is {near} meant?"
        raise BadTime("skipped-time", why)
    if offset:
        real = [local.replace(tzinfo=_offset(offset)).astimezone(UTC)] if _fits(local, offset, real) else []
    if not real:
        raise BadTime("bad-time", f"{zone} is not at {offset} on {local:%Y-%m-%d}; leave the offset out")
    if len(real) > 1:
        either = " or ".join(f"{local:%Y-%m-%d %H:%M}{_shown(i.astimezone(there))} {zone}" for i in real)
        why = f"{local:%Y-%m-%d %H:%M} comes twice in {zone}: the clocks go back then; write {either}"
        raise BadTime("ambiguous-time", why)
    return Moment(real[0], zone)


def _fits(local: datetime, offset: str, real: list[datetime]) -> bool:
    return local.replace(tzinfo=_offset(offset)).astimezone(UTC) in real


def _offset(written: str) -> timezone:
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if hours > 14 or minutes > 59:
        raise BadTime("bad-time", f"no clock is at {written} of UTC; {_EXAMPLE}")
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if written[0] == "-" else delta)


def _shown(moment: datetime) -> str:
    written = moment.strftime("%z")
    return f"{written[:3]}:{written[3:5]}"
