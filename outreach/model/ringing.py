"""Which of somebody's numbers rings at this hour: by its kind, and by what is written beside it for people to read."""

import re
from collections.abc import Sequence
from datetime import datetime

from outreach.model.text import fold
from outreach.model.values import PhoneKind, PhoneNumber

_AT_WORK = (PhoneKind.WORK, PhoneKind.MOBILE, PhoneKind.DUTY)
_OUT_OF_HOURS = (PhoneKind.DUTY, PhoneKind.MOBILE, PhoneKind.WORK)
_HOUR = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?(?:\s*(?:h|uhr|o'clock)\b)?"
_AFTER = re.compile(rf"\b(?:after|from|since|ab|nach)\s+{_HOUR}")
_BEFORE = re.compile(rf"\b(?:before|until|till|to|up to|bis|vor)\s+{_HOUR}")
_RANGE = re.compile(r"(?<![\d:.])(\d{1,2})[:.h](\d{2})\s*(?:-|\u2013|to|until|bis)\s*(\d{1,2})[:.h](\d{2})")
_SILENT = (
    "text only",
    "texts only",
    "sms only",
    "whatsapp only",
    "signal only",
    "messages only",
    "no calls",
    "nur sms",
)
_OUTSIDE = ("out of hours", "after hours", "out of office hours", "outside office hours", "after office hours", "night")
_INSIDE = ("office hours", "working hours", "business hours", "work hours", "weekdays only")
_DUTY = ("duty", "on call", "emergency", "emergencies")
_DAY = 24 * 60
# "After 18:00" is meant until people are at their desks again.
_MORNING = 8 * 60
_NOON = 12 * 60


def number(phones: Sequence[PhoneNumber], *, local: datetime, in_hours: bool) -> PhoneNumber | None:
    """The number to ring when clocks there show `local`; `in_hours` says whether the office is open. None if none is.

    One whose usage names this hour goes before one that says nothing; one that names another hour, or takes texts only,
    is given where there is no other. Faxes never ring.
    """
    order = _AT_WORK if in_hours else _OUT_OF_HOURS
    ring = [phone for phone in phones if phone.kind is not PhoneKind.FAX]
    ranked = sorted(ring, key=lambda phone: (_unfit(phone, local, in_hours), order.index(_kind(phone))))
    return ranked[0] if ranked else None


def _kind(phone: PhoneNumber) -> PhoneKind:
    said = fold(phone.usage or "")
    return PhoneKind.DUTY if _says(said, _DUTY) else phone.kind


def _unfit(phone: PhoneNumber, local: datetime, in_hours: bool) -> int:
    """0 for a number that fits, or says nothing; 1 for one that names another hour; 2 for one that does not ring."""
    usage = (phone.usage or "").casefold()
    said = fold(usage)
    if _says(said, _SILENT):
        return 2
    fits = _by_the_clock(usage, local.hour * 60 + local.minute)
    if fits is None:
        fits = not in_hours if _says(said, _OUTSIDE) else in_hours if _says(said, _INSIDE) else True
    return 0 if fits else 1


def _says(said: str, phrases: Sequence[str]) -> bool:
    return any(re.search(rf"\b{phrase}", said) for phrase in phrases)


def _by_the_clock(usage: str, minute: int) -> bool | None:
    """Whether the hours that `usage` names hold this minute of the day; None where it names none."""
    if spans := _RANGE.findall(usage):
        return any(_between(int(a) * 60 + int(b), int(c) * 60 + int(d), minute) for a, b, c, d in spans)
    after, before = _AFTER.search(usage), _BEFORE.search(usage)
    if after is None and before is None:
        return None
    start = _minutes(*after.groups()) if after else None
    end = _minutes(*before.groups()) if before else None
    if start is None:
        # "Until 18:00" begins in the morning, "until 09:00" with the evening before.
        assert end is not None
        start = _MORNING if end > _NOON else _NOON + 6 * 60
    if end is None:
        end = _MORNING if start >= _NOON else _DAY
    return _between(start, end, minute)


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    return (hours * 60 + int(minute or 0)) % _DAY


def _between(start: int, end: int, minute: int) -> bool:
    return start <= minute < end if start < end else minute >= start or minute < end
