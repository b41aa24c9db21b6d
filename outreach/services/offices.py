"""Saying when an office is open and whom it answers for."""

from collections.abc import Callable, Sequence
from typing import Any

from outreach.model import opening_hours, public_holidays
from outreach.model.country import country_code
from outreach.model.text import one_line

_NONE = "none"


def checked(
    *,
    hours: str | None = None,
    holidays: str | None = None,
    is_headquarters: bool | None = None,
    countries: Sequence[str] = (),
    languages: Sequence[str] = (),
    beats: Sequence[str] = (),
) -> dict[str, Any]:
    """What was said of an office, each value checked; "none" empties a list. Raises InvalidValue."""
    said: dict[str, Any] = {}
    if hours is not None:
        said["hours"] = None if hours.casefold() == _NONE else opening_hours.parse(hours).written
    if holidays is not None:
        said["holidays"] = public_holidays.code(holidays)
    if is_headquarters is not None:
        said["is_headquarters"] = is_headquarters
    lists: dict[str, tuple[Sequence[str], Callable[[str], str]]] = {
        "countries": (countries, country_code),
        "languages": (languages, _tag),
        "beats": (beats, _beat),
    }
    for name, (values, check) in lists.items():
        if values:
            said[name] = list(dict.fromkeys(check(value) for value in values if value.casefold() != _NONE))
    return said


def _beat(text: str) -> str:
    return one_line(text, field="beat")


def _tag(text: str) -> str:
    from outreach.model.contact import checked_language

    return checked_language(text)
