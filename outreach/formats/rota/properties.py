"""The properties of an event of a calendar, as plain values: texts on one line, times, times on the wall."""

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from outreach.errors import InvalidValue

if TYPE_CHECKING:
    from icalendar import Component

_MIDNIGHT = datetime.min.time()
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """`text` on one line, without what no line may hold."""
    return " ".join(_ODD.sub(" ", text).split())


def part(value: Any, name: str) -> Any:
    """What `value` holds under `name`; None where it holds none, or could not be read (see the component's errors)."""
    from icalendar.error import BrokenCalendarProperty

    try:
        return getattr(value, name, None)
    except BrokenCalendarProperty:
        return None


def dated(component: "Component", name: str) -> "date | datetime | None":
    """The time of a property, or None where it is not there. Raises InvalidValue where it is none that can be meant."""
    value = component.get(name)
    if value is None:
        return None
    found = part(value, "dt")
    if not isinstance(found, date):
        raise InvalidValue(name, value, "is no single time")
    if not 1990 <= found.year <= 2200:
        raise InvalidValue(name, found, "cannot be meant; check the year")
    return found


def wall(moment: "date | datetime", there: tzinfo | None) -> datetime:
    """What the clock shows `there` at `moment`; a day is its midnight."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, _MIDNIGHT)
    return (moment.astimezone(there) if moment.tzinfo and there else moment).replace(tzinfo=None)


def several(value: Any) -> Sequence[Any]:
    """All the values of a property that may be there once, more often, or not at all."""
    return [] if value is None else value if isinstance(value, list) else [value]


def text(component: "Component", name: str) -> str:
    """The text of a property on one line, empty where it is not there."""
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return plain(str(value or ""))[:2_000]


def categories(component: "Component") -> list[str]:
    """What the event is filed under."""
    return [str(name) for found in several(component.get("CATEGORIES")) for name in part(found, "cats") or ()]


def attendees(component: "Component") -> list[str]:
    """The addresses of its guests, as the event gives them."""
    found = [plain(str(value)) for value in several(component.get("ATTENDEE"))]
    return [text[len("mailto:") :] if text.lower().startswith("mailto:") else text for text in found]
