"""Stretches of time: joined, cut to a range, taken from one another. In UTC, so that an hour is always an hour.

A stretch holds its first instant and not its last.
"""

from collections.abc import Iterable
from datetime import datetime

Interval = tuple[datetime, datetime]


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time in the fewest stretches, in order; empty ones fall away."""
    whole: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def within(intervals: Iterable[Interval], start: datetime, end: datetime) -> list[Interval]:
    """What of `intervals` lies from `start` to `end`."""
    return joined((max(a, start), min(b, end)) for a, b in intervals)


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """`intervals` without the time that is `taken`."""
    left: list[Interval] = []
    gone = joined(taken)
    for start, end in joined(intervals):
        at = start
        for a, b in gone:
            if b <= at or a >= end:
                continue
            left.append((at, a))
            at = b
        left.append((at, end))
    return joined(left)


def around(intervals: Iterable[Interval], at: datetime) -> Interval | None:
    """The stretch that holds the instant `at`, or None."""
    return next(((start, end) for start, end in intervals if start <= at < end), None)
