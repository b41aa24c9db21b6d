"""Whose a number or an address in the text is, against whose name stands right before it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from outreach.errors import NotFound
from outreach.formats.advisory import printed, prose
from outreach.formats.advisory.printed import Printed
from outreach.model.advisory import Advisory, Problem
from outreach.model.listing import Listing
from outreach.model.rules import broken
from outreach.model.text import fold
from outreach.services.advisories.people import contacts
from outreach.services.advisories.rules.directory import regions
from outreach.services.advisories.rules.readable import front
from outreach.services.advisories.rules.surroundings import Surroundings

# How far a name may be from what it goes with; none of these words may stand between: they bring in somebody else.
_FAR = 60
_SOMEBODY_ELSE = re.compile(
    r"[;!?]|\d|^['’]s|\b(?:or|and|for|oder|und|für|ou|et|pour|o|u|y|para|e|per|или|и|для|office|desk|colleagues?|team"
    r"|deputy|assistant|hotline|büro|bureau|oficina|ufficio|while|whose|said|says|أو|و)\b|或|和",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:[^\W\d_a-zа-я][\w’'-]+[ \n]+){1,4}[^\W\d_a-zа-я][\w’'-]+")
_LONGEST = 4  # words of a name
_BEGINS = re.compile(r"\n[ \t]*\n|\n[ \t]*(?:[-*+>|#]|\d{1,3}[.)])[ \t]")


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """Numbers and addresses that are for everybody to see, and somebody else's than the text says."""
    if around.world is None:
        return
    found = [
        (line, text, one)
        for line, text in (*front(advisory), (advisory.body_line, advisory.body))
        for one in (*printed.numbers(text, regions=regions(advisory, around.world)), *printed.addresses(text))
    ]
    keys = sorted({one.key for _, _, one in found})
    known = around.world.listings([key for key in keys if "@" not in key], [key for key in keys if "@" in key])
    names = _names(advisory, around, known) if known else set()
    for line, text, one in found:
        entries = known.get(one.key, ())
        if any(entry.may_be_printed for entry in entries) and (named := _named(one, text, entries, names, around)):
            why = (
                f"{one.written} is {_listed(entries)}’s in the directory, and stands behind {named}; check whose it is"
            )
            yield broken("wrong-persons-contact", line + one.line, why)


def _names(advisory: Advisory, around: Surroundings, known: Mapping[str, Sequence[Listing]]) -> set[str]:
    """Who may be named: the contact block, and whoever has something that the text prints."""
    names = {entry.owner for entries in known.values() for entry in entries}
    with suppress(NotFound):
        names |= {card.name for card in contacts(advisory, contacts_for=around.contacts_for)}
    return names


def _named(
    one: Printed, text: str, entries: Sequence[Listing], names: Iterable[str], around: Surroundings
) -> str | None:
    """The name right before it, where that is somebody's of the directory and not one of its owners'."""
    at = sum(len(line) + 1 for line in text.split("\n")[: one.line]) + one.at
    before, after = _sentence(text[:at]), text[at + len(one.written) :]
    owners = {fold(entry.owner) for entry in entries}
    end, name = max(((_end(name, before), name) for name in names), default=(-1, ""))
    if end < 0 or fold(name) not in owners:
        told = _told(before[max(0, end) :], around)
        name, end = (told[0], max(0, end) + told[1]) if told else (name, end)
    gap = before[end:]
    if end < 0 or fold(name) in owners or len(gap) > _FAR or _SOMEBODY_ELSE.search(gap):
        return None
    return None if any(re.match(rf"[\s,(–—-]{{1,4}}{_pattern(entry.owner)}", after) for entry in entries) else name


def _sentence(before: str) -> str:
    """The last sentence of a text, or the item or row that it ends in."""
    starts = [found.end() for found in _BEGINS.finditer(before)]
    last = before[starts[-1] if starts else 0 :]
    parts = [part.text for part in prose.sentences(prose.Passage(0, last))]
    return parts[-1] if parts else last


def _end(name: str, before: str) -> int:
    """Where the last mention of `name` ends; -1 where there is none."""
    return max((found.end() for found in re.finditer(rf"(?<!\w){_pattern(name)}(?!\w)", before)), default=-1)


def _pattern(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _told(before: str, around: Surroundings) -> tuple[str, int] | None:
    """The last name in `before` of an officer of the directory, and where it ends."""
    runs = list(_CAPITALS.finditer(before))
    if not runs or len(before) - runs[-1].end() > _FAR:
        return None
    words = runs[-1][0].split()
    for number in range(2, min(_LONGEST, len(words)) + 1):
        name = " ".join(words[-number:])
        with suppress(NotFound):
            if any(fold(card.name) == fold(name) for card in around.contacts_for(name)):
                return name, runs[-1].end()
    return None


def _listed(entries: Sequence[Listing]) -> str:
    return " and ".join(dict.fromkeys(entry.owner for entry in entries))
