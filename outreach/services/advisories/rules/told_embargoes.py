"""An embargo that the text spells out by itself: whether it is the front matter's."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from outreach.formats.advisory import embargo_words, hours
from outreach.formats.advisory.hours import NamedHour
from outreach.model.advisory import Advisory, Moment, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.hours import day_meant, instant, the_day
from outreach.services.advisories.rules.readable import sentences
from outreach.services.advisories.rules.surroundings import Surroundings

_CITY_TIME = re.compile(r"[ ](?:[A-Z]{3,}[ ]){1,3}TIME\b")


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """A day or an hour beside the front matter's, or an embargo that is not there."""
    embargo, at = advisory.embargo, advisory.lines.get("embargo")
    if embargo is None and any(problem.line == at for problem in advisory.problems):
        return
    for sentence in sentences(advisory):
        if sentence.line < advisory.body_line or sentence.is_quotation:
            continue
        if embargo and embargo.instant > around.sending and embargo_words.is_for_now(sentence.text):
            both = f"{sentence.text.strip()!r} here, and an embargo in the front matter; one of them is wrong"
            yield broken("embargo-mismatch", sentence.line, both)
        told = embargo_words.told(sentence.text, is_embargoed=embargo is not None)
        if told is None:
            continue
        text = embargo_words.with_hours(sentence.text)
        near = embargo.local.date() if embargo else day_meant(advisory, around)
        day, named = the_day(text, near=near, language=advisory.language), hours.mentions(text)
        if why := _wrong(embargo, day, named, text, advisory, around):
            yield broken("embargo-mismatch", sentence.line_at(told.end()), why)


def _wrong(
    embargo: Moment | None,
    day: date | None,
    named: tuple[NamedHour, ...],
    text: str,
    advisory: Advisory,
    around: Surroundings,
) -> str | None:
    if embargo is None:
        is_open = (day and day >= around.sending.date()) or (named and not day)
        return "an embargo is told here, and the front matter has none; write embargo: there" if is_open else None
    clocks = f"{embargo.local:%H:%M on %Y-%m-%d}"
    if day and day not in {embargo.local.date(), embargo.instant.date()}:
        return f"the embargo of {day:%Y-%m-%d} here ends at {clocks} in the front matter; one of them is wrong"
    told = [moment for hour in named if (moment := _instant(hour, day or embargo.local.date(), text, advisory))]
    if told and embargo.instant not in told:
        return f"{named[0].written!r} here, and {clocks} in the front matter; one of them is wrong"
    return None


def _instant(hour: NamedHour, day: date, text: str, advisory: Advisory) -> datetime | None:
    """When that is, where the text's clock is known to be the embargo's, or is UTC."""
    embargo = advisory.embargo
    assert embargo is not None
    city = _CITY_TIME.match(text, hour.end)
    clock = city[0].strip().title() if city else hour.clock
    source = advisory.source.split("\n")[advisory.line("embargo") - 1 : advisory.line("embargo")]
    place = clock.rpartition(" ")[0].casefold()
    is_own = not clock or clock == embargo.local.tzname() or (place and place in "".join(source).casefold())
    if is_own:
        there = embargo.local.replace(year=day.year, month=day.month, day=day.day, hour=hour.hour % 24)
        return Moment.at(there.replace(minute=hour.minute, tzinfo=None), zone=embargo.zone).instant
    named = NamedHour(hour.start, hour.end, hour.written, hour.hour, hour.minute, clock)
    return instant(named, day, advisory)
