"""Versions of one advisory in several languages: whether what is the same in every language is the same in each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach.model import language
from outreach.model.advisory import Advisory, Event, Moment, Problem
from outreach.model.rules import broken
from outreach.services.advisories.files import parted

_RULE = "versions-disagree"


def problems(version: Advisory, *, main: Advisory, others: Sequence[Advisory]) -> Iterator[Problem]:
    """Where `version` says something else than the `main` file, or than its own name; `others` were read before it."""
    yield from _language(version, main=main, others=others)
    if version.kind and main.kind and version.kind is not main.kind:
        yield _differs(version, main, "kind", ours=version.kind, theirs=main.kind)
    if version.dateline and main.dateline and version.dateline.id != main.dateline.id:
        yield _differs(version, main, "dateline", ours=str(version.dateline), theirs=str(main.dateline))
    yield from _moments(version, main, "embargo", version.embargo, main.embargo)
    yield from _event(version, main, version.event or Event(), main.event or Event())


def _language(version: Advisory, *, main: Advisory, others: Sequence[Advisory]) -> Iterator[Problem]:
    _, named = parted(Path(version.file))
    line = version.line("language")
    if named and not _is_within(version.language, named):
        why = f"the file's name says {named}, line {line} says {version.language}; change one of them"
        yield broken(_RULE, line, why)
    for other in (main, *others):
        if language.parsed(other.language) == language.parsed(version.language):
            why = f"{_place(other, 'language')} is the version in {other.language} already; there can be one"
            yield broken(_RULE, line, why)


def _is_within(said: str, named: str) -> bool:
    """Whether a language is the one that a file is named after, or a variant of it: pt-BR in advisory.pt.md."""
    ours, name = language.parsed(said), language.parsed(named)
    return bool(ours and name) and ours.subtags[: len(name.subtags)] == name.subtags  # type: ignore[union-attr]


def _event(version: Advisory, main: Advisory, ours: Event, theirs: Event) -> Iterator[Problem]:
    yield from _moments(version, main, "event.when", ours.when, theirs.when)
    yield from _moments(version, main, "event.until", ours.until, theirs.until)
    if ours.timezone and theirs.timezone and ours.timezone != theirs.timezone and ours.when == theirs.when:
        yield _differs(version, main, "event.timezone", ours=ours.timezone, theirs=theirs.timezone)
    for key, here, there in (("why", ours.why, theirs.why), ("rsvp", ours.rsvp, theirs.rsvp)):
        if bool(here) != bool(there):
            says, silent = (version, main) if here else (main, version)
            why = f"{_place(says, f'event.{key}')}, says {key}; {_place(silent, 'event')}, does not"
            yield broken(_RULE, version.line(f"event.{key}"), why)


def _moments(
    version: Advisory, main: Advisory, key: str, ours: Moment | None, theirs: Moment | None
) -> Iterator[Problem]:
    same = (
        ours == theirs if ours is None or theirs is None else (ours.instant, ours.zone) == (theirs.instant, theirs.zone)
    )
    if not same and not _is_unread(version, key) and not _is_unread(main, key):
        yield _differs(version, main, key, ours=_shown(ours), theirs=_shown(theirs))


def _is_unread(advisory: Advisory, key: str) -> bool:
    """Whether reading could make nothing of what stands there, and has said so."""
    return any(problem.line == advisory.lines.get(key) for problem in advisory.problems)


def _shown(moment: Moment | None) -> str:
    return f"{moment.local:%Y-%m-%d %H:%M} {moment.zone}" if moment else "none"


def _differs(version: Advisory, main: Advisory, key: str, *, ours: str, theirs: str) -> Problem:
    name = key.rpartition(".")[2]
    why = (
        f"{_place(version, key)}, has {name} {ours}, and {_place(main, key)}, has {theirs}; "
        "they are one advisory, and a version may leave out what it shares"
    )
    return broken(_RULE, version.line(key), why)


def _place(advisory: Advisory, key: str) -> str:
    return f"{Path(advisory.file).name}, line {advisory.line(key)}"
