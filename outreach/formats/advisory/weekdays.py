"""Days of the week that stand beside a date in a text: "Tuesday, 5 September 2017", "mardi 1er mai", "5 May (Friday)".

Names come from CLDR (Babel) in the languages that advisories are written in most; short forms ("Tue", "Sept.") are
known in the text's own language only, because many of them are words in another. Chinese dates and dates in figures
have patterns of their own.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ru", "ar")
# What may stand between: commas, brackets of emphasis, and "the", "of", "den", "de".
_GAP = r"(?:[\s,.*_،(]|\b(?:the|of|den|dem|der|le|el|il|de|del|do)\b)+"
_ORDINAL = r"(?:(?:st|nd|rd|th|er)\b|\.?[\u00ba\u00b0]|\b)"
_DAY = rf"(?P<day>\d{{1,2}}){_ORDINAL}"
# Names that CLDR does not list: northern German, and the Russian cases ("в среду", "до четверга", "к пятнице"),
# Portuguese days by number (6ª-feira); and other short forms.
_RUSSIAN = (
    "понедельника понедельнику", "вторника вторнику", "среды среду среде", "четверга четвергу",
    "пятницы пятницу пятнице", "субботы субботу субботе", "воскресенья воскресенью",
)  # fmt: skip
_SPOKEN = {
    "de": {"sonnabend": 5},
    "ru": {name: number for number, cases in enumerate(_RUSSIAN) for name in cases.split()},
    "pt": {f"{number}{a}{join}feira": number - 2 for number in range(2, 7) for a in "\u00aaa" for join in "- "},
}
_ALSO_SHORT = {"en": {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}}
# The months of the Levant, alone or before the others ("كانون الأول/ديسمبر") as the United Nations write them.
_LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
# "8 December, Wednesday": at the end of a clause only, for "5 December, Sunday Times" is a newspaper.
_CLAUSE_ENDS = r"(?=[ \t]*(?:[,.;:)\n]|$|(?:at|from|um|ab|a las|alle)\b))"
_A = r"(?:(?:an?|une?|ein(?:em|en)?|una?|uma?|в)[ ])?"
_RANGE = r"(?:[\s*_]*(?:[-–—]|\b(?:to|and|until|bis|und|au|et|al|y|e|a)\b)[\s*_]*)"
_CHINESE = "一二三四五六日"
CHINESE_DATE = r"(?:(?P<year>\d{4})年\s*)?(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})[日号]"
CHINESE_DAY = rf"(?:星期|周|礼拜)(?P<weekday>[{_CHINESE}天])"
_CHINESE_PATTERNS = (
    re.compile(rf"{CHINESE_DATE}[\s,、(\uff0c\uff08]*{CHINESE_DAY}"),
    re.compile(rf"{CHINESE_DAY}[\s,、(\uff0c\uff08]*{CHINESE_DATE}"),
)
_ISO = r"(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})\b"
_FIGURES = r"(?P<day>\d{1,2})(?P<mark>[./])[ ]?(?P<month>\d{1,2})(?P=mark)[ ]?(?P<year>(?:19|20)?\d{2})\b"
_WITH_DOTS = r"(?P<day>0?[1-9]|[12]\d|3[01])\.[ ]?(?P<month>0?[1-9]|1[0-2])\.(?![ ]?\d)"
_WITH_SLASH = r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?![\d/])"
_SHORT_FIGURES = {
    **dict.fromkeys(("de", "ru"), _WITH_DOTS),
    **dict.fromkeys(("en", "fr", "es", "it", "pt"), _WITH_SLASH),
}
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
    plain = folded(text)
    own = language.partition("-")[0]
    found: dict[int, Mention] = {}
    for other in LANGUAGES:
        for mention, at in _in_language(text, plain, other, short=other == own):
            found.setdefault(at, mention)
    for mention, at in _in_chinese(text):
        found.setdefault(at, mention)
    return (found[at] for at in sorted(found))


def names_a_day(text: str, *, language: str) -> bool:
    """Whether `text` names a day of the week, with a date or without."""
    return bool(_weekday(language.partition("-")[0]).search(folded(text)) or re.search(CHINESE_DAY, text))


@cache
def _weekday(language: str) -> re.Pattern[str]:
    days = {name: at for other in LANGUAGES for name, at in names(other, short=False)[0].items() if len(name) > 3}
    own = names(language, short=True)[0] if language in LANGUAGES else {}
    return re.compile(rf"\b(?:{either(days | {name: at for name, at in own.items() if len(name) > 2})})\b")


def _in_chinese(text: str) -> Iterator[tuple[Mention, int]]:
    for pattern in _CHINESE_PATTERNS:
        for match in pattern.finditer(text):
            weekday = _CHINESE.index(match["weekday"].replace("天", "日"))
            yield _mention(match, text, weekday=weekday, month=int(match["month"])), match.start()


def _mention(match: re.Match[str], text: str, *, weekday: int, month: int) -> Mention:
    written = " ".join(text[match.start() : match.end()].split()).rstrip(".,")
    written_year = match.groupdict().get("year")
    year = int(written_year) if written_year else None
    line = text.count("\n", 0, match.start())
    return Mention(written, line, weekday, int(match["day"]), month, year + 2000 if year and year < 100 else year)


def _in_language(text: str, plain: str, language: str, *, short: bool) -> Iterator[tuple[Mention, int]]:
    days, months = names(language, short=short)
    for pattern in _patterns(language, short=short):
        for match in pattern.finditer(plain):
            month = months[match["month"]]
            yield _mention(match, text, weekday=days[match["weekday"]], month=month), match.start()
    yield from _in_spans(text, plain, language, short=short)
    if short and (in_figures := _without_year(language)):
        for match in in_figures.finditer(plain):
            if text[match.start()].isupper() or len(match["weekday"]) > 3:
                weekday = days[match["weekday"]]
                yield _mention(match, text, weekday=weekday, month=int(match["month"])), match.start()
    for pattern in _in_figures(language, short=short):
        for match in pattern.finditer(plain):
            mention = _mention(match, text, weekday=days[match["weekday"]], month=int(match["month"]))
            if "/" not in mention.written or not _fits_month_first(mention):
                yield mention, match.start()


def _in_spans(text: str, plain: str, language: str, *, short: bool) -> Iterator[tuple[Mention, int]]:
    """Both ends of Monday–Friday, 14–18 December. In more than a week it is every such day: Monday–Friday, 1–31 May."""
    days, months = names(language, short=short)
    for match in _spans(language, short=short).finditer(plain):
        if 0 < int(match["last_day"]) - int(match["day"]) < 7:
            first = _mention(match, text, weekday=days[match["weekday"]], month=months[match["month"]])
            yield first, match.start()
            yield replace(first, weekday=days[match["last"]], day=int(match["last_day"])), match.start("last")


def _fits_month_first(mention: Mention) -> bool:
    """Whether the day of the week is right if the figures are read as Americans read them: 12/8/2026, 8 December."""
    try:
        return date(mention.year or 1, mention.day, mention.month).weekday() == mention.weekday
    except ValueError:
        return False


@cache
def _patterns(language: str, *, short: bool) -> tuple[re.Pattern[str], ...]:
    days, months = names(language, short=short)
    weekday = rf"\b(?P<weekday>{either(days)})\b\.?"
    month = rf"\b(?P<month>{either(months)})\b\.?"
    return (
        re.compile(rf"{weekday}{_GAP}{_DAY}{_GAP}{month}(?:{_YEAR})?"),
        re.compile(rf"{weekday}{_GAP}{month}{_GAP}{_DAY}(?:{_YEAR})?"),
        *(
            re.compile(rf"\b{date_}(?:{_YEAR})?{behind}")
            for date_ in (f"{_DAY}{_GAP}{month}", f"{month}[ ]{_DAY}")
            for behind in (rf"\s*\({_A}{weekday}", rf",[ ]{_A}{weekday}{_CLAUSE_ENDS}")
        ),
        re.compile(rf"\b{_DAY}[ ]\({weekday}\){_GAP}{month}(?:{_YEAR})?"),  # the 17th (Friday) of December
        # Tuesday 8 to Friday 11 December: the first day has no month of its own.
        re.compile(
            rf"{weekday}[ ]{_DAY}\.?{_RANGE}(?:{either(days)})\b{_GAP}"
            rf"\d{{1,2}}(?:st|nd|rd|th|er)?{_GAP}{month}(?:{_YEAR})?"
        ),
    )


@cache
def _spans(language: str, *, short: bool) -> re.Pattern[str]:
    days, months = names(language, short=short)
    either_day = either(days)
    return re.compile(
        rf"\b(?P<weekday>{either_day})\b\.?{_RANGE}(?P<last>{either_day})\b{_GAP}"
        rf"{_DAY}\.?{_RANGE}(?P<last_day>\d{{1,2}}){_ORDINAL}{_GAP}\b(?P<month>{either(months)})\b\.?(?:{_YEAR})?"
    )


@cache
def _without_year(language: str) -> re.Pattern[str] | None:
    """Fr., 18.12. and venerdì 18/12; "10.12" without a dot behind it is an hour, and 8/12 is two days."""
    if language not in _SHORT_FIGURES:
        return None
    weekday = rf"\b(?P<weekday>{either(names(language, short=True)[0])})\b\.?"
    return re.compile(rf"{weekday}{_GAP}\b{_SHORT_FIGURES[language]}")


@cache
def _in_figures(language: str, *, short: bool) -> tuple[re.Pattern[str], ...]:
    days, _ = names(language, short=short)
    weekday = rf"\b(?P<weekday>{either(days)})\b\.?"
    return tuple(
        re.compile(pattern)
        for figures in (_ISO, _FIGURES)
        for pattern in (rf"{weekday}{_GAP}{figures}", rf"\b{figures}\s*\({weekday}")
    )


@cache
def names(language: str, *, short: bool) -> tuple[dict[str, int], dict[str, int]]:
    """The names of days (0 is Monday) and of months in `language`, folded; with `short` their short forms too."""
    from babel import Locale

    locale = Locale.parse(language)
    widths = ("wide", "abbreviated") if short else ("wide",)
    days: dict[str, int] = {}
    months: dict[str, int] = {}
    for width in widths:
        for form in ("format", "stand-alone"):
            days |= {folded(name).rstrip("."): number for number, name in locale.days[form][width].items()}
            months |= {folded(name).rstrip("."): number for number, name in locale.months[form][width].items()}
    days |= {name.removesuffix("-feira"): number for name, number in days.items()}
    days |= _SPOKEN.get(language, {})
    if short:
        days |= _ALSO_SHORT.get(language, {})
    if language == "ar":
        for number, name in enumerate(map(folded, _LEVANTINE), start=1):
            months |= {name: number} | {
                f"{name}/{other}": number for other, at in tuple(months.items()) if at == number
            }
    if "sep" in months:
        months["sept"] = months["sep"]
    return days, months


def either(words: dict[str, int]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """`text` without case and accents, character by character, so that places in it stay the same."""
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[:1] or character for character in text)
