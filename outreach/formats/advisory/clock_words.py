"""What a text says about its hours: midnights that could be two, zones that are several, whose clock it is.

Everything here is decided from one sentence, so that it can be tested by sentences.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache

from outreach.formats.advisory.hours import NamedHour

_SEVERAL = frozenset("EST CST MST PST AST BST IST GST WST SST AMT ECT CDT NST".split())
_AMBIGUOUS_FIRST = re.compile(r"\b(?P<zone>EST|CST|MST|PST|BST|IST|AST)[:,]?[ ]+(?=[012]?\d[:.h]\d\d)")
_EXPLAINED = re.compile(r"[\s(,;/–—=-]*(?:[\w:.]+[ ])?[^.;)]{0,24}?\b(?:UTC|GMT)\b")
_MIDNIGHT = re.compile(
    r"\b(?:midnight|minuit|medianoche|mitternacht|mezzanotte|meia-noite|полноч[ьи])\b|منتصف الليل|午夜|子夜",
    re.IGNORECASE,
)
# "the midnight train", "Midnight Oil", "after midnight": no hour that somebody must keep.
_NO_HOUR = re.compile(
    r"(?i)midnight[ ]+(?!(?:on|of|and|to|in|by|at|GMT|UTC|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d))[a-z]{3}|mitternachts"
)
_TITLE = re.compile(r"(?<=[a-z,][ ])Midnight[ ]+[A-Z]")
_SAID_WHICH = re.compile(
    r"(?i)\b(?:between|night of|night from|night between|end of|start of|beginning of|entre|nuit du|nuit de|début|fin du"
    r"|noche del|final del?|comienzo del?|nacht (?:vom|von|auf|zum)|ende des|beginn des|zwischen|notte (?:tra|fra|del)|tra"
    r"|noite de|fim d|início d|в ночь|между)|ليلة|بين|00[:h.]0[01]|23[:h.]59|0[.:]00|11[:.]59"
)
_TWELVE_MIDNIGHT = re.compile(r"\b12(?::00)?[ ](?:o['’]clock[ ])?midnight\b|\bmidnight[ ]GMT\b", re.IGNORECASE)
_TWELVE_HALF = re.compile(r"(?<![\d:.])12(?::00)?[ \u00a0]?[ap]\.?[ ]?m\b\.?", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?i)\bclocks?\b|daylight|summer time|zeitumstellung|uhren|sommerzeit|winterzeit|changement d.heure|horloges|"
    r"heure d.été|heure d.hiver|relojes|cambio de hora|horario de (?:verano|invierno)|orologi|ora legale|ora solare|"
    r"relógios|mudança da hora|перевод\w* (?:часов|стрелок)|الساعات|夏令时"
)
# "in Room 4" leaves an hour where it is, "in London" does not.
_IN = re.compile(r"(?:in|à|en|a) (\w+)$")
_LOCAL = re.compile(r"(?i)local|locale|ortszeit")
_SIDE = re.compile(
    r"(?i)\b(?:doors?|accredit|registr|badge|check-?in|pick(?:ed)? up|collect|deadline|by|until|till|before|after|prior"
    r"|embargo|rsvp|no later|arriv|security|portes|accrédit|inscri|avant|jusqu|après|retirer|puertas|acredit|inscrib|antes"
    r"|hasta|después|einlass|akkredit|anmeld|bis|vor|nach|sperrfrist|türen|porte|iscri|prima|entro|fino|dopo|portas"
    r"|credenc|até|depois|до|аккредит|регистр|после|эмбарго|двери)|قبل|حتى|بعد|تسجيل|اعتماد|أبواب|حظر|前|后|截止|报名|登记|入场|签到|禁"
)
_WEAK = re.compile(
    r"(?i)\b(?:photo|film|camera|set-?up|rehears|interview|leav|depart|train|bus|shuttle|flight|broadcast|coffee|lunch|dinner"
    r"|reception|breakfast|concert|screening|web ?cast|livestream|also|another|then|later|followed|published|releas|available"
    r"|entr|access|départ|quitte|bus|navette|déjeuner|dîner|sale|salida|llegada|autobús|almuerzo|cena|abfahrt|ankunft|fährt"
    r"|zug|essen|parte|partenza|treno|pranzo|comboio|trem|almoço|jantar|поезд|отправ|обед)|قطار|غداء|列车|午餐|发车"
)
_BEGINS = re.compile(
    r"(?i)\b(?:open(?:s|ing|ed)?|begin(?:s|ning)?|start(?:s|ing)?|takes? place|held|kicks? off|commences?|convenes?|meets?"
    r"|invit\w+|join us|s[’']ouvre|commence|débute|aura lieu|se tient|se tiendra|invit\w+|empieza|comienza|inaugura|tendrá lugar"
    r"|se celebra|beginnt|eröffnet|findet|statt|lädt|laden|tagt|si apre|inizia|si terrà|si tiene|começa|abre|terá lugar"
    r"|realiza-se|нач\w+|откро\w+|состоится|пройдёт|пройдет)\b|يبدأ|تبدأ|يفتتح|تفتتح|يعقد|تعقد|开始|开幕|举行|召开"
)


def unclear(text: str, named: Sequence[NamedHour], *, dated: bool) -> Iterator[tuple[int, str]]:
    """Where `text` names an hour that could be another one, and why; `dated` is whether it names a day too."""
    twelve = {found.start() for found in _TWELVE_MIDNIGHT.finditer(text)}
    if found := _midnight(text, dated=dated or bool(twelve)):
        why = "midnight belongs to two days; write 00:00 of the next day, or 23:59"
        yield found.start(), f"{found[0]!r}: {why}"
    for half in _TWELVE_HALF.finditer(text):
        yield half.start(), f"{half[0]!r} is noon to some and midnight to others; write noon, 12:00, or 00:00"
    for hour in named:
        if hour.hour == 24 and hour.minute == 0:
            why = "the day after is 00:00; write that, with its date, or 23:59"
            yield hour.start, f"{hour.written!r} is not on every clock: {why}"


def _midnight(text: str, *, dated: bool) -> re.Match[str] | None:
    found = _MIDNIGHT.search(text)
    if not found or not dated or _SAID_WHICH.search(text):
        return None
    is_name = _NO_HOUR.match(text, found.start()) or _TITLE.match(text, found.start())
    return None if is_name else found


def ambiguous(text: str, named: Sequence[NamedHour]) -> Iterator[tuple[int, str]]:
    """The names of zones beside hours that are several clocks, where nothing explains them."""
    for hour in named:
        at = text.find(hour.clock, hour.end)
        if hour.clock in _SEVERAL and not _EXPLAINED.match(text, at + len(hour.clock)):
            yield at, hour.clock
    for found in _AMBIGUOUS_FIRST.finditer(text):
        yield found.start(), found["zone"]


def is_out_of_season(clock: str, there: datetime) -> bool:
    """Whether `clock` ("CET", "GMT") is the name of that place's hours at another time of the year than `there`."""
    if clock in _SEVERAL or clock == "UTC" or not clock.isalpha() or there.tzname() == clock:
        return False
    return clock in {there.replace(month=month, day=1).tzname() for month in (1, 7)}


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
    return frozenset(city.split("_")[0].casefold() for city in cities) | _MORE_PLACES


_MORE_PLACES = frozenset(
    "geneva genève genf ginevra ginebra vienne wien viena washington new nueva londres beijing pekín pékin"
    " peking delhi bonn den the rome roma".split()
)


def is_of_the_event(text: str, *, inside: bool) -> bool:
    """Whether the hour of a sentence is when the event begins, as far as its words say; `inside` is during the event."""
    if _SIDE.search(text):
        return False
    return bool(_BEGINS.search(text)) or not (inside or _WEAK.search(text))
