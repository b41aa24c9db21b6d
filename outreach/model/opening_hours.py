"""Office hours as they are written: a plain subset of OpenStreetMap's opening_hours.

    Mo-Fr 09:00-17:30      Mo-Th 09:00-12:00,13:00-17:00; Fr 09:00-15:00      Fr 18:00-02:00; Sa off      24/7

A later rule replaces an earlier one for its days; hours over midnight belong to the day on which they begin. Unlike
OpenStreetMap's, an office is closed on a public holiday unless a rule says `PH` with hours, or all of it is 24/7.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from outreach.errors import InvalidValue

# From and to, in minutes after midnight of the day on which they begin.
Spans = tuple[tuple[int, int], ...]

_NAMES = ("mo", "tu", "we", "th", "fr", "sa", "su", "ph")
_HOLIDAY = 7
_DAY = 24 * 60
_DAYS = r"(?:mo|tu|we|th|fr|sa|su|ph)(?:-(?:mo|tu|we|th|fr|sa|su))?"
_SPAN = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
_RULE = re.compile(rf"(?P<days>{_DAYS}(?:,{_DAYS})*)?\s*(?P<times>off|closed|{_SPAN}(?:,{_SPAN})*)")
_EXAMPLE = "write it like Mo-Fr 09:00-17:30; Sa 10:00-12:00, or 24/7"
# What OpenStreetMap allows and we do not: why.
_NOT_OURS = (
    (r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b|\bweek\b|\b\d{4}\b|easter", "months, weeks and years"),
    (r"\bsh\b", "school holidays"),
    (r"sunrise|sunset|dawn|dusk", "hours of the sun"),
    (r'\+|"|\|\||\bunknown\b|\bopen\b', "hours that are open at the end, comments and fallbacks"),
    (r"\[", "the first or last such day of a month"),
)


@dataclass(frozen=True, slots=True)
class Hours:
    """`days` are the spans of Monday to Sunday; `holiday` those of a public holiday, None where it is as any day."""

    written: str
    days: tuple[Spans, ...]
    holiday: Spans | None = ()

    def on(self, day: date, *, is_holiday: bool) -> Spans:
        """The spans that begin on `day`."""
        if is_holiday and self.holiday is not None:
            return self.holiday
        return self.days[day.weekday()]


def parse(written: str) -> Hours:
    """The hours that `written` stands for. Raises InvalidValue with what is wrong, and how it is written."""
    text = _plain(written)
    if text in ("24/7", "0-24", "24h"):
        return Hours("24/7", (((0, _DAY),),) * 7, None)
    table: list[Spans] = [()] * 8
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        days, spans = _rule(rule, written)
        for day in days:
            table[day] = spans
    if not text.strip("; "):
        raise InvalidValue("office hours", written, f"are empty; {_EXAMPLE}")
    return Hours(" ".join(written.split()), tuple(table[:_HOLIDAY]), table[_HOLIDAY])


def _plain(written: str) -> str:
    text = " ".join(written.replace("\u2013", "-").replace("\u2014", "-").casefold().split())
    return re.sub(r"\s*([-,;])\s*", r"\1", text)


def _rule(rule: str, written: str) -> tuple[list[int], Spans]:
    found = _RULE.fullmatch(rule)
    if not found:
        for pattern, what in _NOT_OURS:
            if re.search(pattern, rule):
                raise InvalidValue("office hours", written, f"{what} are not understood here; {_EXAMPLE}")
        raise InvalidValue("office hours", written, f"{rule!r} is not understood; {_EXAMPLE}")
    days = list(_days(found["days"])) if found["days"] else list(range(_HOLIDAY))
    if found["times"] in ("off", "closed"):
        return days, ()
    spans = sorted(_span(span, written) for span in found["times"].split(","))
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise InvalidValue("office hours", written, f"the hours in {found['times']!r} overlap; {_EXAMPLE}")
    return days, tuple(spans)


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        begin, _, end = part.partition("-")
        start, stop = _NAMES.index(begin), _NAMES.index(end or begin)
        if start == _HOLIDAY:
            yield _HOLIDAY
        else:
            # Sa-Mo goes over the end of the week.
            yield from ((start + n) % 7 for n in range((stop - start) % 7 + 1))


def _span(text: str, written: str) -> tuple[int, int]:
    start, end = (_minutes(part, written) for part in text.split("-"))
    if start == end:
        raise InvalidValue("office hours", written, f"{text} begins and ends at once; all day is 00:00-24:00")
    if start >= _DAY or end > 2 * _DAY:
        raise InvalidValue("office hours", written, f"{text} is not on the clock; hours go from 00:00 to 24:00")
    end = end + _DAY if end < start else end
    if end - start > _DAY:
        raise InvalidValue("office hours", written, f"{text} is longer than a day; {_EXAMPLE}")
    return start, end


def _minutes(text: str, written: str) -> int:
    hours, minutes = (int(part) for part in text.split(":"))
    if minutes > 59:
        raise InvalidValue("office hours", written, f"there is no {text} on the clock; {_EXAMPLE}")
    return hours * 60 + minutes
