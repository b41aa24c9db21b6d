"""Days that a text names, with a weekday or without: "5 September 2017", "le 1er mai", "8.12.2026", "12月8日"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from outreach.formats.advisory import weekdays

_YEAR = r"(?:(?:[\s,.*_]|\b(?:de|del|do)\b)+(?P<year>(?:19|20)\d{2})\b)?"
_RANGE = re.compile(
    r"\d[\s*_]*(?:[-–—/,+&]|\b(?:to|and|or|until|through|bis|und|oder|au|et|ou|al|y|e|a|o|и|по)\b)[\s*_]*$"
)
_IN_FIGURES = (
    re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.[ ]?(?P<year>(?:19|20)\d{2})\b"),
    # 12/8/2026 is two days, 25/12/2026 is one.
    re.compile(r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?\d|1[0-2])/(?P<year>(?:19|20)\d{2})\b"),
    re.compile(r"(?<![\d/])(?P<month>0?\d|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d{2})\b"),
    re.compile(weekdays.CHINESE_DATE),
)
# Months that are also words: "5 may enter", "they march 5 miles".
_WORDS_TOO = frozenset({"may", "march"})


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as a text names it, from `start` to `end` in it; `is_range` where it is one end of several days."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    is_range: bool = False

    def nearest(self, near: date) -> date | None:
        """The day that is meant: the nearest to `near` where no year is named; None where there is no such day."""
        years = [self.year] if self.year else [near.year - 1, near.year, near.year + 1]
        found = [day for year in years if (day := _day(year, self.month, self.day))]
        return min(found, key=lambda day: abs(day - near)) if found else None


@lru_cache(maxsize=512)
def mentions(text: str, *, language: str) -> tuple[NamedDay, ...]:
    """Every day that `text` names, from the top."""
    found: dict[int, NamedDay] = {}
    if not any(map(str.isdigit, text)):
        return ()
    for day in (*_in_words(text, language.partition("-")[0]), *_figures(text)):
        found.setdefault(day.start, day)
    return tuple(found[at] for at in sorted(found))


def _in_words(text: str, language: str) -> Iterator[NamedDay]:
    plain = weekdays.folded(text)
    months, patterns = _patterns(language)
    for pattern in patterns:
        for match in pattern.finditer(plain):
            if match["month"] in _WORDS_TOO and text[match.start("month")].islower():
                continue
            yield _named(match, text, month=months[match["month"]])


def _figures(text: str) -> Iterator[NamedDay]:
    for pattern in _IN_FIGURES:
        for match in pattern.finditer(text):
            yield _named(match, text, month=int(match["month"]))


def _named(match: re.Match[str], text: str, *, month: int) -> NamedDay:
    before = text[max(0, match.start() - 12) : match.start()].casefold()
    year = int(match["year"]) if match["year"] else None
    return NamedDay(match.start(), match.end(), int(match["day"]), month, year, bool(_RANGE.search(before)))


@cache
def _patterns(language: str) -> tuple[dict[str, int], tuple[re.Pattern[str], ...]]:
    months: dict[str, int] = {}
    for other in weekdays.LANGUAGES:
        months |= {name: at for name, at in weekdays.names(other, short=False)[1].items() if len(name) > 2}
    if language in weekdays.LANGUAGES:
        months |= {name: at for name, at in weekdays.names(language, short=True)[1].items() if len(name) > 2}
    month = rf"\b(?P<month>{weekdays.either(months)})\b\.?"
    day = r"(?<![\d.:,])\b(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th|er)\b|\.?[\u00ba\u00b0]|\b)"
    return months, (
        re.compile(rf"{day}\.?[\s*_]*(?:\b(?:of|de|do|d['’])\s*)?{month}{_YEAR}"),
        re.compile(rf"{month}[\s*_]+(?:the[ ])?{day}(?![ ]?[:h]?\d|%){_YEAR}"),
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
