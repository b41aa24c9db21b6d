"""Hours in the text: whether every reader would come to the same one, and whether it is the front matter's."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from outreach.formats.advisory import clock_words, days, event_words, hours, weekdays
from outreach.formats.advisory.hours import NamedHour
from outreach.formats.advisory.prose import Passage
from outreach.model import moments
from outreach.model.advisory import Advisory, Event, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import sentences
from outreach.services.advisories.rules.surroundings import Surroundings

# "in Vienna", "à Genève": somewhere in the sentence is said where it is.
_PLACE = re.compile(r"\b(?:in|at|from|à|au|de|depuis|en|em|no|na|a|da|zu|aus|в|из|on)[ ](?!\w+day\b)[A-ZÀ-ÞА-Я]\w+")


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What would be misread, or contradicts."""
    near = day_meant(advisory, around)
    for sentence in sentences(advisory):
        named = hours.mentions(sentence.text)
        yield from _unclear(sentence, named, language=advisory.language)
        yield from _ambiguous_zones(sentence, named)
        yield from _noon_gmt(sentence, named)
        if not named:
            continue
        day = the_day(sentence.text, near=near, language=advisory.language)
        if advisory.event is None and zone_of(advisory) is None and day and day >= around.sending.date():
            yield from _on_no_clock(sentence, named)
        if (zone := zone_of(advisory)) and day:
            yield from _out_of_season(sentence, named, day, zone=zone)
            yield from _on_days_of_change(sentence, named, day, advisory)
        elif zone and not days.mentions(sentence.text, language=advisory.language):
            yield from _out_of_season(sentence, named, near, zone=zone)
        if day is None and event_words.labels_the_hour(sentence.text):
            day = near
        if advisory.event and advisory.event.when and day and len(named) == 1:
            yield from _mismatch(sentence, named[0], day, advisory)


def day_meant(advisory: Advisory, around: Surroundings) -> date:
    """The day around which dates without a year are meant."""
    if advisory.event and advisory.event.when:
        return advisory.event.when.local.date()
    return advisory.embargo.local.date() if advisory.embargo else around.sending.date()


def zone_of(advisory: Advisory) -> str | None:
    """The clock of the hours in the text: the event's, else the dateline's."""
    if advisory.event and advisory.event.timezone:
        return advisory.event.timezone
    return advisory.dateline.timezone if advisory.dateline else None


def the_day(text: str, *, near: date, language: str) -> date | None:
    """The one day that `text` names; None where it names none, or several."""
    named = days.mentions(text, language=language)
    found = {day.nearest(near) for day in named}
    return found.pop() if len(found) == 1 and not any(day.is_range for day in named) else None


def _unclear(sentence: Passage, named: tuple[NamedHour, ...], *, language: str) -> Iterator[Problem]:
    for at, why in clock_words.unclear(sentence.text, named, dated=_is_dated(sentence.text, language)):
        yield broken("unclear-hour", sentence.line_at(at), why)


def _is_dated(text: str, language: str) -> bool:
    return bool(days.mentions(text, language=language)) or weekdays.names_a_day(text, language=language)


def _ambiguous_zones(sentence: Passage, named: tuple[NamedHour, ...]) -> Iterator[Problem]:
    for at, zone in clock_words.ambiguous(sentence.text, named):
        why = f"{zone} names more than one clock, or one that changes with the season; write a city, or UTC beside it"
        yield broken("ambiguous-zone", sentence.line_at(at), why)


def _on_no_clock(sentence: Passage, named: tuple[NamedHour, ...]) -> Iterator[Problem]:
    """An hour to come in a text that says neither here nor anywhere where it is."""
    hour = named[0]
    if not any(other.clock for other in named) and not _PLACE.search(sentence.text):
        why = f"nothing says on whose clock it is {hour.written}; name the city beside it, or write dateline: above"
        yield broken("hour-without-zone", sentence.line_at(hour.start), why)


def _out_of_season(sentence: Passage, named: tuple[NamedHour, ...], day: date, *, zone: str) -> Iterator[Problem]:
    """GMT and CET where clocks have gone forward."""
    for hour in named:
        there = datetime.combine(day, hour.time, tzinfo=ZoneInfo(zone))
        if len(named) == 1 and not _is_noon_gmt(hour) and clock_words.is_out_of_season(hour.clock, there):
            why = f"{zone} is not on {hour.clock} on {day:%Y-%m-%d}, but on {there.tzname()}; name the city instead"
            yield broken("unclear-hour", sentence.line_at(hour.start), why)
        elif clock_words.is_nowhere_in_force(hour.clock, there):
            why = f"no clock is on {hour.clock} on {day:%Y-%m-%d}; name the city instead"
            yield broken("unclear-hour", sentence.line_at(hour.start), why)


def _noon_gmt(sentence: Passage, named: tuple[NamedHour, ...]) -> Iterator[Problem]:
    for hour in filter(_is_noon_gmt, named):
        why = f"{hour.written} GMT is noon for few, and an hour off in summer; write 12:00 UTC, or the hour of a city"
        yield broken("unclear-hour", sentence.line_at(hour.start), why)


def _is_noon_gmt(hour: NamedHour) -> bool:
    return hour.clock == "GMT" and hour.written.casefold().endswith(("noon", "midday"))


def _on_days_of_change(
    sentence: Passage, named: tuple[NamedHour, ...], day: date, advisory: Advisory
) -> Iterator[Problem]:
    zone = zone_of(advisory)
    if zone is None or clock_words.tells_of_the_change(sentence.text):
        return
    for hour in named:
        # "02:30 CEST" says which of two it is.
        if hour.clock.isupper() or (there := local(hour, day, advisory)) is None:
            continue
        try:
            moments.resolved(there.replace(tzinfo=None), zone=zone)
        except moments.BadTime as bad:
            yield broken(bad.rule, sentence.line_at(hour.start), f"{hour.written!r}: {bad}")


def local(hour: NamedHour, day: date, advisory: Advisory) -> datetime | None:
    """When it is that hour on `day` on the text's own clock; None where the text names another clock for it."""
    there = datetime.combine(day, hour.time, tzinfo=ZoneInfo(zone_of(advisory) or "UTC"))
    city = advisory.dateline
    names = (advisory.place, *((city.name, *city.other_names) if city and city.timezone == str(there.tzinfo) else ()))
    return there if clock_words.is_local(hour.clock, there, names=names) else None


def instant(hour: NamedHour, day: date, advisory: Advisory) -> datetime | None:
    """When that is (UTC): on the text's own clock, or on UTC; None where another clock is named."""
    if hour.clock in {"UTC", "GMT", "Z"}:
        return datetime.combine(day, hour.time, tzinfo=UTC)
    there = local(hour, day, advisory)
    return there.astimezone(UTC) if there else None


def _mismatch(sentence: Passage, hour: NamedHour, day: date, advisory: Advisory) -> Iterator[Problem]:
    event = advisory.event
    assert event is not None
    assert event.when is not None
    if sentence.line == advisory.lines.get("event.rsvp") or day != event.when.local.date() or hour.hour == 24:
        return
    moment, about = instant(hour, day, advisory), f"{advisory.headline} {event.what}"
    agreed = [event.when, *filter(None, (event.until, advisory.embargo))]
    if moment is None or any(moment == other.instant for other in agreed):
        return
    # What stands in the front matter is about the event as a whole.
    inside = sentence.line >= advisory.body_line and _is_inside(moment, event)
    if event_words.is_of_the_event(sentence.text, about=about, inside=inside):
        why = f"{hour.written!r} here, and {event.when.local:%H:%M} in the front matter; one of them is wrong"
        yield broken("hour-mismatch", sentence.line_at(hour.start), why)


def _is_inside(moment: datetime, event: Event) -> bool:
    assert event.when is not None
    return bool(event.until and event.when.instant < moment < event.until.instant)
