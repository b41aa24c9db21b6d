"""Attachments: whether the files are there, and whether they may be sent."""

from collections.abc import Iterator

from outreach.errors import InvalidFile, NotFound
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings

_LARGE = 1_000_000


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is missing, is not ours to send, or is too large for many mailboxes."""
    for number, name in enumerate(advisory.attachments):
        line = advisory.line(f"attachments.{number}")
        try:
            size = len(around.attachment(name).content)
        except NotFound as missing:
            yield broken("missing-attachment", line, str(missing))
        except InvalidFile as unusable:
            yield broken("unusable-attachment", line, str(unusable))
        else:
            if size > _LARGE:
                why = f"{name} has {size / 1_000_000:.1f} MB; many servers refuse large mail, put a link in the text"
                yield broken("large-attachment", line, why)
