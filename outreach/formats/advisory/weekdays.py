"""Days of the week that stand beside a date in a text: "Tuesday, 5 September 2017", "mardi 1er mai", "5 May (Friday)".

Names come from CLDR (Babel) in the languages that advisories are written in most; short forms ("Tue", "Sept.") are
known in the text's own language only, because many of them are words in another.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_LANGUAGES = ("en", "fr", "es", "de", "it", "pt")
# What may stand between: commas, brackets of emphasis, and "the", "of", "den", "de".
_GAP = r"(?:[\s,.*_]|\b(?:the|of|den|dem|der|le|el|il|de|del|do)\b)+"
_DAY = r"(?P<day>\d{1,2})(?:(?:st|nd|rd|th|er)\b|[\u00ba\u00b0]|\b)"
# Names that CLDR does not list.
_SPOKEN = {"de": {"sonnabend": 5}}
_YEAR = r"(?:[\s,.*_]|\b(?:de|del)\b)+(?P<year>(?:19|20)\d{2})\b"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date with its day of the week (0 is Monday), as `written`; `line` counts from 0, `year` may be missing."""

    written: str
    line: int
    weekday: int
    day: int
    month: int
    year: int | None


def mentions(text: str, *, language: str) -> Iterator[Mention]:
    """Every such date in `text`, from the top."""
    plain = _folded(text)
    own = language.partition("-")[0]
    found: dict[int, Mention] = {}
    for other in _LANGUAGES:
        for mention, at in _in_language(text, plain, other, short=other == own):
            found.setdefault(at, mention)
    return (found[at] for at in sorted(found))


def _in_language(text: str, plain: str, language: str, *, short: bool) -> Iterator[tuple[Mention, int]]:
    days, months = _names(language, short=short)
    for pattern in _patterns(language, short=short):
        for match in pattern.finditer(plain):
            written = " ".join(text[match.start() : match.end()].split()).rstrip(".")
            year = int(match["year"]) if match["year"] else None
            line = plain.count("\n", 0, match.start())
            day = int(match["day"])
            yield Mention(written, line, days[match["weekday"]], day, months[match["month"]], year), match.start()


@cache
def _patterns(language: str, *, short: bool) -> tuple[re.Pattern[str], ...]:
    days, months = _names(language, short=short)
    weekday = rf"\b(?P<weekday>{_either(days)})\b\.?"
    month = rf"\b(?P<month>{_either(months)})\b\.?"
    return (
        re.compile(rf"{weekday}{_GAP}{_DAY}{_GAP}{month}(?:{_YEAR})?"),
        re.compile(rf"{weekday}{_GAP}{month}{_GAP}{_DAY}(?:{_YEAR})?"),
        re.compile(rf"\b{_DAY}{_GAP}{month}(?:{_YEAR})?\s*\({weekday}\)"),
    )


@cache
def _names(language: str, *, short: bool) -> tuple[dict[str, int], dict[str, int]]:
    from babel import Locale

    locale = Locale.parse(language)
    widths = ("wide", "abbreviated") if short else ("wide",)
    days: dict[str, int] = {}
    months: dict[str, int] = {}
    for width in widths:
        for form in ("format", "stand-alone"):
            days |= {_folded(name).rstrip("."): number for number, name in locale.days[form][width].items()}
            months |= {_folded(name).rstrip("."): number for number, name in locale.months[form][width].items()}
    days |= {name.removesuffix("-feira"): number for name, number in days.items()}
    if language in _SPOKEN:
        days |= _SPOKEN[language]
    if "sep" in months:
        months["sept"] = months["sep"]
    return days, months


def _either(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _folded(text: str) -> str:
    """`text` without case and accents, character by character, so that places in it stay the same."""
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[:1] or character for character in text)
