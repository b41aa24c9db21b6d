"""Days and hours that have to fit: weekdays and dates, the event and now, the embargo and the event."""

from collections.abc import Iterator
from datetime import date

from outreach.formats.advisory import weekdays
from outreach.formats.advisory.dates import weekday_and_day
from outreach.formats.advisory.weekdays import Mention
from outreach.model.advisory import Advisory, Kind, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.hours import day_meant
from outreach.services.advisories.rules.readable import front
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What does not fit."""
    yield from _weekdays(advisory, around)
    event, embargo = advisory.event, advisory.embargo
    if embargo and embargo.instant < around.sending:
        ended = "ended" if embargo.instant < around.now else "will have ended"
        why = f"the embargo {ended} at {embargo.local:%H:%M on %Y-%m-%d}; take it out, or move it"
        yield broken("embargo-in-the-past", advisory.line("embargo"), why)
    if event is None or event.when is None:
        return
    if advisory.kind is Kind.MEDIA_ADVISORY and event.when.instant < around.sending:
        was = "was" if event.when.instant < around.now else "will have begun"
        why = f"the event {was} at {event.when.local:%H:%M on %Y-%m-%d}; nobody can come to it"
        yield broken("event-in-the-past", advisory.line("event.when"), why)
    if event.until and event.until.instant <= event.when.instant:
        yield broken("event-ends-early", advisory.line("event.until"), "the event ends before it starts")
    if embargo and embargo.instant > event.when.instant:
        why = "the embargo ends after the event has begun; who reports from there breaks it"
        yield broken("embargo-after-event", advisory.line("embargo"), why)


def _weekdays(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    near = day_meant(advisory, around)
    told = set[tuple[int, str]]()
    for line, text in (*front(advisory), (advisory.body_line, advisory.body)):
        for mention in weekdays.mentions(text, language=advisory.language):
            place = (line + mention.line, mention.written)
            why = _mismatch(mention, near=near, language=advisory.language)
            # Both ends of "Monday–Friday, 15–18 December" may be wrong: one problem will do.
            if why and place not in told:
                told.add(place)
                yield broken("weekday-mismatch", place[0], why)


def _mismatch(mention: Mention, *, near: date, language: str) -> str | None:
    years = [mention.year] if mention.year else [near.year - 1, near.year, near.year + 1]
    days = [day for year in years if (day := _day(year, mention))]
    if not days:
        return f"{mention.written!r}: there is no such day"
    day = min(days, key=lambda day: abs(day - near))
    if day.weekday() == mention.weekday:
        return None
    return f"{mention.written!r}: that is {weekday_and_day(day, language=language)}"


def _day(year: int, mention: Mention) -> date | None:
    try:
        return date(year, mention.month, mention.day)
    except ValueError:
        return None
