"""What a clock on the wall says, as an instant, where nobody can be asked which of two was meant.

Twice a year an hour is skipped or comes twice. Times that a person types are refused then (see moments); for hours that
recur, every week or every day, there is a rule: a time that comes twice begins with the first and ends with the last; a
time that is skipped is the instant at which the clocks are changed. So an interval never ends before it begins.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def on(day: date, minutes: int) -> datetime:
    """The wall time so many minutes after midnight of `day`; 1560 is two o'clock of the next."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - a clock on a wall


def first(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which clocks in `zone` show `local`: when something begins."""
    return _readings(local, zone)[0]


def last(local: datetime, zone: ZoneInfo) -> datetime:
    """The last instant, in UTC, at which clocks in `zone` show `local`: when something ends."""
    return _readings(local, zone)[1]


def _readings(local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    before, after = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if before <= after:
        return before, after
    # Read with the offset of after the change, a skipped time lies before it; and the other way round.
    change = change_between(after, before, zone)
    return change, change


def change_between(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The instant between the two at which the offset of `zone` changes."""
    old = early.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == old:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)
