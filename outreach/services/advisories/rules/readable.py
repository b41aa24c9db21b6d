"""What readers of an advisory will read, with the line that each text stands on."""

from collections.abc import Iterator
from dataclasses import replace

from outreach.formats.advisory import prose
from outreach.formats.advisory.prose import Passage
from outreach.model.advisory import Advisory


def front(advisory: Advisory) -> Iterator[tuple[int, str]]:
    """The headline, and what the event says in words."""
    yield advisory.line("headline"), advisory.headline
    if event := advisory.event:
        texts = {"what": event.what, "where": event.where, "why": event.why, "rsvp": event.rsvp}
        yield from ((advisory.line(f"event.{key}"), text) for key, text in texts.items())
        yield from ((advisory.line(f"event.who.{number}"), name) for number, name in enumerate(event.who))


def passages(advisory: Advisory) -> Iterator[Passage]:
    """The same, and each paragraph, item and row of the body, without codes and the targets of links."""
    yield from (Passage(line, prose.prose(text)) for line, text in front(advisory) if text)
    yield from body(advisory)


def body(advisory: Advisory) -> Iterator[Passage]:
    """Each paragraph, item, heading and row of the body."""
    for passage in prose.passages(prose.prose(advisory.body)):
        yield replace(passage, line=advisory.body_line + passage.line)


def sentences(advisory: Advisory) -> Iterator[Passage]:
    """Each sentence of the headline, of the event and of the body."""
    for passage in passages(advisory):
        yield from prose.sentences(passage)
