"""The day of the event in the text: whether it is the front matter's.

A text names many days. Taken for the event's are that of the headline, of a heading about it and of a label ("When:"),
and that of a sentence that invites, where no other sentence names the right one.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from outreach.formats.advisory import days, event_words
from outreach.formats.advisory.prose import Passage
from outreach.model.advisory import Advisory, Event, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.hours import day_meant, the_day
from outreach.services.advisories.rules.readable import sentences
from outreach.services.advisories.rules.surroundings import Surroundings

# A day that is further away is another event's.
_NEAR = timedelta(days=45)
# "the summit of 14 December", "der Bericht vom 14. Dezember": another thing's day.
_OF = re.compile(r"\b(?:of|vom|des|du|del|dell[ao]|do|da|от)\b[\w\s,.]{0,14}$", re.IGNORECASE)
_HEADING = re.compile(r"\s*#")
_WORD = re.compile(r"\w{5,}")


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """A day that would bring the cameras on another one."""
    event = advisory.event
    if event is None or event.when is None:
        return
    near, language = day_meant(advisory, around), advisory.language
    right = set(_days_of(event))
    told = [
        (sentence, day)
        for sentence in sentences(advisory)
        if (day := the_day(sentence.text, near=near, language=language))
    ]
    is_right_somewhere = any(day in right and sentence.line >= advisory.body_line for sentence, day in told)
    known = right | {around.sending.date()} | ({advisory.embargo.local.date()} if advisory.embargo else set())
    for sentence, day in told:
        if day in known or day < around.sending.date() or not _is_near(day, right):
            continue
        if _is_of_the_event(sentence, advisory, is_right_somewhere=is_right_somewhere):
            named = days.mentions(sentence.text, language=language)[0]
            why = f"{day:%Y-%m-%d} here, and {event.when.local:%Y-%m-%d} in the front matter; one of them is wrong"
            yield broken("date-mismatch", sentence.line_at(named.start), why)


def _days_of(event: Event) -> Iterator[date]:
    assert event.when is not None
    first = event.when.local.date()
    last = event.until.local.date() if event.until else first
    yield event.when.instant.date()
    yield from (first + timedelta(days=count) for count in range((last - first).days + 1))


def _is_near(day: date, right: set[date]) -> bool:
    """Whether `day` can be meant for one of the event's: it is not far from it, or the same in another year."""
    return any(abs(day - other) <= _NEAR or (day.month, day.day) == (other.month, other.day) for other in right)


def _is_of_the_event(sentence: Passage, advisory: Advisory, *, is_right_somewhere: bool) -> bool:
    """Whether a sentence names the day of the event, as far as its words say."""
    event, text = advisory.event, sentence.text
    assert event is not None
    if sentence.line == advisory.line("headline"):
        (day, *_) = days.mentions(text, language=advisory.language)
        return not (event_words.is_beside(text) or _OF.search(text[: day.start]))
    if sentence.line < advisory.body_line or sentence.is_quotation:
        return False
    if event_words.labels_the_day(text):
        return True
    if not _speaks_of(event, text):
        return False
    if _HEADING.match(text):
        return not event_words.is_beside(text)
    return not is_right_somewhere and event_words.begins(text, about=f"{advisory.headline} {event.what}")


def _speaks_of(event: Event, text: str) -> bool:
    """Whether `text` names what the event is, or invites the reader."""
    called = {word.casefold() for word in _WORD.findall(event.what)}
    return event_words.invites(text) or any(word.casefold() in called for word in _WORD.findall(text))
