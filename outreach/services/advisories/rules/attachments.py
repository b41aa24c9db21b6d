"""Attachments: whether the files are there, and whether they may be sent."""

from collections.abc import Iterator

from outreach.errors import InvalidFile, InvalidValue, NotFound
from outreach.formats import calendar
from outreach.formats.advisory import promises
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import sentences
from outreach.services.advisories.rules.surroundings import Surroundings

_LARGE = 1_000_000
_ADVICE = "many servers refuse large mail, put a link in the text"


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is missing, is not ours to send, or is too large for many mailboxes, alone or together."""
    sizes = []
    for number, name in enumerate(advisory.attachments):
        line = advisory.line(f"attachments.{number}")
        try:
            size = len(around.attachment(name).content)
        except NotFound as missing:
            yield broken("missing-attachment", line, str(missing))
        except InvalidFile as unusable:
            yield broken("unusable-attachment", line, str(unusable))
        else:
            sizes.append(size)
            if size > _LARGE:
                yield broken("large-attachment", line, f"{name} has {_megabytes(size)}; {_ADVICE}")
    if sizes and max(sizes) <= _LARGE:
        yield from _together(advisory, around, files=sum(sizes))
    if not advisory.attachments:
        yield from _promised(advisory)


def _promised(advisory: Advisory) -> Iterator[Problem]:
    for sentence in sentences(advisory):
        if found := promises.promised(sentence.text, has_entry=advisory.event is not None):
            line = sentence.line_at(found.start())
            why = f"{found[0]!r}, and nothing is under attachments; name the file there, or take the words out"
            yield broken("promised-attachment", line, why)


def _together(advisory: Advisory, around: Surroundings, *, files: int) -> Iterator[Problem]:
    entry = _entry(advisory, around)
    size = files + len(entry)
    if size > _LARGE:
        what = f"the attachments{' and the calendar entry' if entry else ''}"
        why = f"{what} have {_megabytes(size)} together; {_ADVICE}"
        yield broken("large-attachment", advisory.line("attachments"), why)


def _entry(advisory: Advisory, around: Surroundings) -> bytes:
    """The calendar entry that goes along with the files; what keeps it from being written is for other rules to say."""
    if any(map(calendar.is_one, advisory.attachments)):
        return b""
    try:
        return calendar.invitation(advisory, organiser=None, now=around.now) or b""
    except InvalidValue:
        return b""


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
