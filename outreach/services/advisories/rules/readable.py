"""What readers of an advisory will read of its front matter, with the line that each text stands on."""

from collections.abc import Iterator

from outreach.model.advisory import Advisory


def front(advisory: Advisory) -> Iterator[tuple[int, str]]:
    """The headline, and what the event says in words."""
    yield advisory.line("headline"), advisory.headline
    if event := advisory.event:
        texts = {"what": event.what, "where": event.where, "why": event.why, "rsvp": event.rsvp}
        yield from ((advisory.line(f"event.{key}"), text) for key, text in texts.items())
        yield from ((advisory.line(f"event.who.{number}"), name) for number, name in enumerate(event.who))
