"""The hours of a reader's own day in which a mailing may come: "8-18" on the clock where the reader is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.errors import InvalidValue

_WRITTEN = re.compile(r"\s*(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?\s*")


@dataclass(frozen=True, slots=True)
class LocalHours:
    """From `first` to just before `last`, every day, by the clock on the wall; `last` 00:00 is the day's end."""

    first: time
    last: time

    def __str__(self) -> str:
        return f"{_shown(self.first)}-{_shown(self.last) if self.last != time() else '24'}"

    @classmethod
    def parse(cls, written: str, *, field: str = "--local-hours") -> "LocalHours":
        """The hours that "8-18" or "8:30-17:45" means. Raises InvalidValue."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise InvalidValue(field, written, "is no stretch of hours; write it like 8-18, or 8:30-17:45")
        first, last = _minutes(found[1], found[2]), _minutes(found[3], found[4])
        if not 0 <= first < last <= 24 * 60:
            raise InvalidValue(field, written, "must go from an earlier to a later hour of one day, like 8-18")
        return cls(_time(first), _time(last))

    def is_open(self, zone: str, now: datetime) -> bool:
        """Whether it is the hour in `zone`."""
        there = now.astimezone(ZoneInfo(zone)).time()
        return self.first <= there and (self.last == time() or there < self.last)

    def opening(self, zone: str, now: datetime) -> datetime:
        """When the hours began that are open in `zone`, or when they begin next, in UTC."""
        there = now.astimezone(ZoneInfo(zone))
        day = there.date()
        if not self.is_open(zone, now) and there.time() >= self.first:
            day += timedelta(days=1)
        return datetime.combine(day, self.first, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _minutes(hours: str, minutes: str | None) -> int:
    return int(hours) * 60 + int(minutes or 0) if int(minutes or 0) < 60 else -1


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _shown(when: time) -> str:
    return f"{when:%H:%M}" if when.minute else f"{when.hour}"
