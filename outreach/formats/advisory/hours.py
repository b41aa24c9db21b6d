"""Hours that a text names, with their clock: "10:00 GMT", "9.30 a.m.", "21 h 15", "18 Uhr", "ore 10", "下午3时"."""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

_SPACE = r"[ \u00a0\u202f]"
_HALF = rf"{_SPACE}?(?P<half>[ap]\.?{_SPACE}?m\b\.?)"
_H = r"(?<![\d.:,/+€$£-])(?P<hour>[01]?\d|2[0-4])"
_AT = (
    r"\b(?:at|by|from|until|till|before|after|um|ab|bis|gegen|vor|alle|dalle|ore|ora|à|dès|vers|avant|de|las|às|das"
    r"|até)"
)
_NO_UNIT = r"(?![\d.,]*\d|[.:]\d|\s*(?:%|‰|€|per\b|euro|million|billion|dollar|franc|points?\b|degrees|k?m\b|kg\b|°))"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_H}[:\uff1a](?P<minute>[0-5]\d)(?![\d])(?:{_HALF}|{_SPACE}(?:uhr|hrs?|h|heures|horas)\b)?",
        rf"{_H}{_SPACE}?h{_SPACE}?(?P<minute>[0-5]\d)(?!\d)",
        rf"{_H}(?:\.(?P<minute>[0-5]\d))?{_HALF}",
        rf"{_H}(?:\.(?P<minute>[0-5]\d))?{_SPACE}?uhr\b(?:{_SPACE}(?P<minute2>[0-5]\d)\b)?",
        rf"\b(?:at|by|until|before|um|alle|dalle|ore|ora){_SPACE}{_H}\.(?P<minute>[0-5]\d){_NO_UNIT}",
        rf"{_AT}{_SPACE}{_H}{_SPACE}?(?:h\b|heures?\b|horas?\b|hrs\b)(?!{_SPACE}?\d)",
        rf"\b(?:a{_SPACE}las|las|às|alle|ore){_SPACE}{_H}\b{_NO_UNIT}",
        rf"\b(?:в|до|к|с){_SPACE}{_H}{_SPACE}(?:часов|часа|час)\b",
        rf"الساعة{_SPACE}{_H}\b(?!:)",
        rf"{_H}{_SPACE}?o['’]clock",
        r"(?<![\d.:,+-])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)[ ]?hrs\b",
        r"(?P<part>上午|下午|晚上|中午|凌晨)?(?<!\d)(?P<hour>\d{1,2})[时時点點](?:(?P<minute>[0-5]?\d)分)?",
    )
)
_NOON = re.compile(
    r"\b(?:12[ ])?(?:noon|midday)\b|\b(?:à|avant|dès|vers|a|al|antes del|ao|até ao|mezzogiorno|entro) ?"
    r"(?:midi|mediodía|meio-dia|mezzogiorno)\b|\bmezzogiorno\b|\b12 uhr mittags\b|\bпол(?:день|удня)\b|正午",
    re.IGNORECASE,
)
# What may follow an hour and say whose it is.
_CLOCK = re.compile(
    r"[\s(,\uff08]{0,2}(?P<name>(?:UTC|GMT)(?:[ ]?[+−-]\d{1,2}(?::\d{2})?)?|[A-Z]{2,5}\b(?![-’'.]\w)|Z\b"
    r"|(?:[A-Z][\w’.-]*[ ]){1,3}[Tt]ime\b|local[ ]time|heure[ ](?:de|d’|d'|locale)\s?\w*|Ortszeit"
    r"|hora[ ](?:de|local)\b\s?\w*|[oO]ra[ ](?:di|locale)\b\s?\w*|(?:in|à|en|a)[ ][A-Z]\w+)"
)


@dataclass(frozen=True, slots=True)
class NamedHour:
    """An hour as a text names it, from `start` to `end` in it. `clock` is what follows it."""

    start: int
    end: int
    written: str
    hour: int
    minute: int
    clock: str = ""

    @property
    def time(self) -> time:
        """On the clock; 24:00 is 00:00."""
        return time(self.hour % 24, self.minute)


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[NamedHour, ...]:
    """Every hour that `text` names, from the top; of readings that overlap the longest."""
    found = [_named(match) for pattern in _PATTERNS for match in pattern.finditer(text) if int(match["hour"]) <= 24]
    found += [NamedHour(match.start(), match.end(), match[0], 12, 0) for match in _NOON.finditer(text)]
    found.sort(key=lambda hour: (hour.start, -hour.end))
    kept: list[NamedHour] = []
    for hour in found:
        if not kept or hour.start >= kept[-1].end:
            kept.append(hour)
        elif hour.end > kept[-1].end:
            kept[-1] = hour
    return tuple(_with_clock(hour, text) for hour in kept)


def _named(match: re.Match[str]) -> NamedHour:
    parts = match.groupdict()
    hour, minute = int(match["hour"]), int(parts.get("minute") or parts.get("minute2") or 0)
    half = (parts.get("half") or "").lower()[:1]
    if (half == "p" or parts.get("part") in {"下午", "晚上"}) and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return NamedHour(match.start(), match.end(), match[0].strip(), hour, minute)


def _with_clock(hour: NamedHour, text: str) -> NamedHour:
    found = _CLOCK.match(text, hour.end)
    return replace(hour, clock=" ".join(found["name"].split())) if found else hour
