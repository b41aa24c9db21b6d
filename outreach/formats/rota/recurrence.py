"""The days on which an entry of a calendar comes again (RRULE, RFC 5545 §3.3.10), within a window and never beyond.

Every day of the window is held against the rule, so that no rule, however hostile, runs longer than its window. Rules
by the hour or shorter, and the rarer parts (BYSETPOS, BYWEEKNO, BYYEARDAY), are refused: no rota is written in them.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from outreach.errors import InvalidValue

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as days are held against it. `weekdays` are (which one in the month or year, 0 for every; day of week)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: "date | datetime | None" = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    week_start: int = 0


def rule(parts: Mapping[str, Sequence[Any]]) -> Rule:
    """The rule that the parts of an RRULE stand for. Raises InvalidValue for one that we do not follow."""
    written = ";".join(f"{name}={','.join(map(str, values))}" for name, values in parts.items())
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    unknown = [name for name in parts if name not in _KNOWN]
    if frequency not in _FREQUENCIES or unknown:
        what = f"{unknown[0]}=" if unknown else f"FREQ={frequency}"
        raise InvalidValue(
            "RRULE", written, f"{what} is not followed; repeat by day, week, month or year, or list the dates"
        )
    try:
        made = Rule(
            frequency=frequency,
            interval=int(parts.get("INTERVAL", [1])[0]),
            count=int(parts["COUNT"][0]) if "COUNT" in parts else None,
            until=parts["UNTIL"][0] if "UNTIL" in parts else None,
            weekdays=tuple(_weekday(str(day)) for day in parts.get("BYDAY", ())),
            month_days=tuple(int(day) for day in parts.get("BYMONTHDAY", ())),
            months=tuple(int(month) for month in parts.get("BYMONTH", ())),
            week_start=_WEEKDAYS.index(str(parts.get("WKST", ["MO"])[0]).upper()),
        )
    except (ValueError, TypeError, IndexError) as error:
        raise InvalidValue("RRULE", written, f"cannot be read ({error})") from error
    if made.interval < 1 or (made.frequency in ("DAILY", "WEEKLY") and any(nth for nth, _ in made.weekdays)):
        raise InvalidValue("RRULE", written, "makes no sense; check INTERVAL and BYDAY")
    return made


def _weekday(written: str) -> tuple[int, int]:
    return int(written[:-2] or 0), _WEEKDAYS.index(written[-2:].upper())


def days(rule: Rule, start: date, *, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which what began on `start` comes again. UNTIL is the caller's to mind."""
    left = rule.count
    # A rule that counts has to be followed from its beginning.
    day = start if left is not None else max(start, first)
    while day <= last and left != 0:
        if _holds(rule, start, day):
            left = None if left is None else left - 1
            if day >= first:
                yield day
        day += _ONE_DAY


def examined(rule: Rule, start: date, *, first: date, last: date) -> int:
    """How many days `days` looks at, at most."""
    return max(0, (last - (start if rule.count is not None else max(start, first))).days)


def _holds(rule: Rule, start: date, day: date) -> bool:
    return (
        _periods_between(rule, start, day) % rule.interval == 0
        and (not rule.months or day.month in rule.months)
        and _on_such_a_day(rule, start, day)
    )


def _periods_between(rule: Rule, start: date, day: date) -> int:
    if rule.frequency == "DAILY":
        return (day - start).days
    if rule.frequency == "WEEKLY":
        return (_week(day, rule) - _week(start, rule)).days // 7
    if rule.frequency == "MONTHLY":
        return (day.year - start.year) * 12 + day.month - start.month
    return day.year - start.year


def _week(day: date, rule: Rule) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _on_such_a_day(rule: Rule, start: date, day: date) -> bool:
    if not rule.weekdays and not rule.month_days:
        return _like_the_first(rule, start, day)
    length = monthrange(day.year, day.month)[1]
    in_month = not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days
    in_week = not rule.weekdays or any(_is_weekday(rule, nth, weekday, day) for nth, weekday in rule.weekdays)
    return in_month and in_week


def _like_the_first(rule: Rule, start: date, day: date) -> bool:
    if rule.frequency == "WEEKLY":
        return day.weekday() == start.weekday()
    if rule.frequency == "MONTHLY":
        return day.day == start.day
    if rule.frequency == "YEARLY":
        return day.day == start.day and (bool(rule.months) or day.month == start.month)
    return True


def _is_weekday(rule: Rule, nth: int, weekday: int, day: date) -> bool:
    if day.weekday() != weekday or nth == 0:
        return day.weekday() == weekday
    if rule.frequency == "YEARLY" and not rule.months:
        at, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    else:
        at, length = day.day, monthrange(day.year, day.month)[1]
    return nth == ((at - 1) // 7 + 1 if nth > 0 else -((length - at) // 7 + 1))
