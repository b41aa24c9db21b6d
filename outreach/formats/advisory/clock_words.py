"""What a text says about its hours: midnights that could be two, zones that are several, whose clock it is.

Everything here is decided from one sentence, so that it can be tested by sentences.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from outreach.formats.advisory.hours import NamedHour
from outreach.formats.advisory.wording import any_of

_SEVERAL = frozenset("EST CST MST PST AST BST IST GST WST SST AMT ECT CDT NST".split())
_ZONE = f"(?P<zone>{'|'.join(sorted(_SEVERAL))})"
# Beside figures that are an hour only because a zone follows ("10 EST", "1000 IST"), or goes before.
_BESIDE_FIGURES = (
    re.compile(
        r"(?i:\b(?:at|by|from|to|until|till|um|à|às|alle|a las)) (?:[01]?\d|2[0-3])(?:[0-5]\d)?[ ]?"
        rf"{_ZONE}\b(?![-’'.]?\w)"
    ),
    re.compile(rf"\b{_ZONE}[:,]?[ ]+(?=[012]?\d[:.h]\d\d)"),
    re.compile(rf"(?i:\b(?:times?|time ?zone|hours|heures?|horas?|zeiten|uhrzeiten|orari))\b[^.;]{{0,24}}\b{_ZONE}\b"),
)
_EXPLAINED = re.compile(r"[\s(,;/–—=-]*[^.;)]{0,30}?\b(?:UTC|GMT)\b")
# "10 am Eastern": a part of North America, to those who live there.
_PART_OF_A_COUNTRY = re.compile(
    r"[ ]\(?(?P<zone>Eastern|Central|Mountain|Pacific)\b(?=[ ]*(?:[.,;:)/]|$)|[ ](?:on|\()\b)"
)
_MIDNIGHT = re.compile(
    r"\b(?:midnight|minuit|medianoche|mitternacht|mezzanotte|meia-noite|полу?ноч[ьи])\b|منتصف الليل|午夜|子夜"
    r"|\b(?:las 12(?:[:.]00)? de la noche|(?:12|twelve)(?: o['’]clock)? at night|12(?:[:.]00)? uhr nachts"
    r"|às 12(?:h|h00|:00)?(?: horas)? da noite|(?:le|alle|ore) 12 di notte|12(?::00)?(?: часов)? ночи)\b"
    r"|(?<!\d)12(?::00)? ليلا|(?:半夜|夜里|深夜|晚上)12[点點时時]",
    re.IGNORECASE,
)
# "un minuit sans lune", "la messe de minuit": no hour either.
_NO_HOUR_AFTER = re.compile(
    r"\b(?:une?|una|uma|eine[rmn]?|(?:messe|soleil|train|sol|misa|tren|sole|messa|treno|missa|trem|comboio)"
    r"[ ]d(?:e|i|a|e la))[ ]$",
    re.IGNORECASE,
)
_BESIDE = 16
# "the midnight train", "Midnight Oil": no hour that somebody must keep.
_OF_A_NAME = re.compile(
    r"midnight[ ](?:trains?|express|mass|snacks?|sun|oil|run|bus|blue|feast|buffet|flight|ferry|shows?|screening|tour"
    r"|walk|swim|shift|children|cowboy|in paris|ride|special|line|service)\b|mitternachts",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?<=[a-z,][ ])Midnight[ ]+[A-Z]")
# What says which of the two midnights it is.
_WHICH = any_of(
    r"between\b|nights? (?:of|from|between)\b|end of\b|start of\b|beginning of\b",
    r"entre\b|nuit d[ue]\b|début\b|fin du\b|noche del?\b|final(?:es)? del?\b|comienzos? del?\b",
    r"nacht (?:vom|von|auf|zum)\b|ende des\b|beginn des\b|zwischen\b|notte (?:tra|fra|del)\b|tra\b|fra\b",
    r"noite de\b|\d para(?: o)?(?: dia)? \d|fim d|início d|в ночь\b|между\b",
    anywhere=r"ليلة|بين|之间|(?<!\d)(?:0?0[:h.]?0[01]|23[:h.]59|11[:.]59)(?!\d)",
)
_TWELVE_MIDNIGHT = re.compile(r"\b12(?::00)?[ ](?:o['’]clock[ ])?midnight\b|\bmidnight[ ]GMT\b", re.IGNORECASE)
_TWELVE_HALF = re.compile(r"(?<![\d:.])12(?:[:.]00)?[ \u00a0]?[ap](?:\.[ ]?m\b\.?|m\b)(?!\.?\w)", re.IGNORECASE)
_BOTH_CLOCKS = re.compile(r"(?<![\d:.])(?:1[3-9]|2[0-3])[:.][0-5]\d[ \u00a0]?[ap](?:\.[ ]?m\b\.?|m\b)", re.IGNORECASE)
_CHANGE = any_of(
    r"clocks?\b|daylight|summer time|zeitumstellung|uhren\b|sommerzeit|winterzeit",
    r"changement d.heure|horloges|heure d.été|heure d.hiver|relojes|cambio de hora|horario de (?:verano|invierno)",
    r"orologi|ora legale|ora solare|relógios|mudança da hora|перевод\w* (?:часов|стрелок)",
    anywhere="الساعات|夏令时",
)
# "in Room 4" leaves an hour where it is, "in London" does not.
_IN = re.compile(r"(?:in|à|en|a) (\w+)$")
_LOCAL = re.compile(r"(?i)local|locale|ortszeit")


def unclear(text: str, named: Sequence[NamedHour], *, dated: bool) -> Iterator[tuple[int, str]]:
    """Where `text` names an hour that could be another one, and why; `dated` is whether it names a day too."""
    found = _midnight(text, dated=dated or bool(_TWELVE_MIDNIGHT.search(text)))
    if found:
        why = "midnight belongs to two days; write 00:00 of the next day, or 23:59"
        yield found.start(), f"{found[0]!r}: {why}"
    for half in _TWELVE_HALF.finditer(text):
        yield half.start(), f"{half[0]!r} is noon to some and midnight to others; write noon, 12:00, or 00:00"
    for both in _BOTH_CLOCKS.finditer(text):
        yield both.start(), f"{both[0]!r} is of a clock with 24 hours and of one with 12; write one of them"
    for hour in named:
        is_told = found and hour.end <= found.start() <= hour.end + _BESIDE  # 24 Uhr Mitternacht
        if hour.hour == 24 and hour.minute == 0 and not is_told:
            why = "the day after is 00:00; write that, with its date, or 23:59"
            yield hour.start, f"{hour.written!r} is not on every clock: {why}"


def _midnight(text: str, *, dated: bool) -> re.Match[str] | None:
    found = _MIDNIGHT.search(text)
    if not found or not dated or _WHICH.search(f"{text[: found.start()]}\n{text[found.end() :]}"):
        return None
    if _NO_HOUR_AFTER.search(text, max(0, found.start() - 16), found.start()):
        return None
    is_name = _OF_A_NAME.match(text, found.start()) or _TITLE.match(text, found.start())
    return None if is_name else found


def ambiguous(text: str, named: Sequence[NamedHour]) -> Iterator[tuple[int, str]]:
    """The names of zones beside hours that are several clocks, where nothing explains them."""
    places = {text.find(hour.clock, hour.end): hour.clock for hour in named if hour.clock in _SEVERAL}
    parts = (_PART_OF_A_COUNTRY.match(text, hour.end) for hour in named)
    places |= {part.start("zone"): part["zone"] for part in parts if part}
    for pattern in _BESIDE_FIGURES:
        places |= {found.start("zone"): found["zone"] for found in pattern.finditer(text)}
    for at in sorted(places):
        if not _EXPLAINED.match(text, at + len(places[at])):
            yield at, places[at]


def is_out_of_season(clock: str, there: datetime) -> bool:
    """Whether `clock` ("CET", "GMT") is the name of that place's hours at another time of the year than `there`."""
    if clock in _SEVERAL or clock == "UTC" or not clock.isalpha() or there.tzname() == clock:
        return False
    return clock in {there.replace(month=month, day=1).tzname() for month in (1, 7)}


# Where clocks show hours of these names for a part of the year.
_FOR_A_SEASON = {
    "EDT": "America/New_York",
    "MDT": "America/Denver",
    "PDT": "America/Los_Angeles",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "WEST": "Europe/Lisbon",
    "AEDT": "Australia/Sydney",
    "NZDT": "Pacific/Auckland",
}


def is_nowhere_in_force(clock: str, when: datetime) -> bool:
    """Whether `clock` ("EDT", "CEST") is the name of no clock on that day; `when` is on the text's own."""
    if clock in _SEVERAL or clock not in _FOR_A_SEASON or when.tzname() == clock:
        return False
    return when.replace(tzinfo=ZoneInfo(_FOR_A_SEASON[clock])).tzname() != clock


def tells_of_the_change(text: str) -> bool:
    """Whether a sentence is about clocks that go forward or back, and must name the hour that is not there."""
    return bool(_CHANGE.search(text))


def is_local(clock: str, there: datetime, *, names: Collection[str] = ()) -> bool:
    """Whether what follows an hour leaves it on the clock of `there`, a place that is also called by `names`."""
    if not clock or _LOCAL.search(clock) or clock == there.tzname():
        return True
    own = {str(there.tzinfo).rpartition("/")[2].replace("_", " "), *names}
    if any(re.search(rf"\b{re.escape(name)}\b", clock, re.IGNORECASE) for name in own if name):
        return True
    return not (clock.isupper() or _names_another_place(clock))


def _names_another_place(clock: str) -> bool:
    where = _IN.match(clock.casefold())
    return not where or where[1] in _places()


@cache
def _places() -> frozenset[str]:
    """The first words of the cities that zones are called after, and of some that none is."""
    from babel.core import get_global

    cities = (zone.rpartition("/")[2] for zone in get_global("zone_territories"))
    more = (
        "geneva genève genf ginevra ginebra vienne wien viena washington new nueva londres beijing pekín pékin peking"
    )
    return frozenset(city.split("_")[0].casefold() for city in cities) | {
        *more.split(),
        "delhi",
        "bonn",
        "rome",
        "roma",
    }
