"""Which pairs are looked at, and which of them are proposed. Nobody is compared with everybody.

Two passes: candidates are found by what they share (a mailbox, a number, a place and the sound of a name), from narrow
rows that stream by; only candidates are read in full and weighed. Every block is bounded, so that a million people cost
some hundred times what ten thousand cost.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from outreach.model.card import Card, ContactKind
from outreach.model.mailbox import normal_form
from outreach.model.person_name import PersonName
from outreach.services.duplicates.evidence import Resemblance, resemblance
from outreach.services.duplicates.names import Name, keys, likeness, name_of
from outreach.store import cards, distinct, lookalikes
from outreach.store.glance import Rows

# In a block of more, people are compared with their neighbours in the alphabet alone.
_LARGEST_BLOCK = 40
_NEIGHBOURS = 10
# What more people than this share, a desk or a switchboard, says so little that it makes nobody a candidate.
_MOST_HOLDERS = 4
_AT_ONCE = 400
Ids = tuple[int, int]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person, and why."""

    one: Card
    other: Card
    resemblance: Resemblance


def pairs(
    rows: Rows, kind: ContactKind, *, least: float, city_id: int | None = None, progress: Progress = lambda _: None
) -> list[Pair]:
    """Every pair that scores `least` or more, the likeliest first; without those whom somebody called two people.

    With `city_id`, only pairs of which one at least is in that city.
    """
    shared: dict[str, int] = {}
    progress("Looking for shared mailboxes and numbers")
    found = set(_by_mailbox(rows, kind, shared)) | set(_by_number(rows, kind, shared))
    progress("Comparing names")
    for places in (lookalikes.by_outlet, lookalikes.by_city):
        for group in places(rows, kind):
            found.update(_by_name(group))
    found.update(_namesakes(rows, kind))
    progress("Weighing")
    apart = distinct.pairs(rows)
    weighed = _weighed(rows, sorted(found), shared, least=least)
    kept = [pair for pair in weighed if distinct.pair(pair.one.uid, pair.other.uid) not in apart]
    if city_id is not None:
        there = lookalikes.uids_in_city(rows, kind, city_id=city_id)
        kept = [pair for pair in kept if pair.one.uid in there or pair.other.uid in there]
    return sorted(kept, key=lambda pair: (-pair.resemblance.score, pair.one.parts.family, pair.one.uid, pair.other.uid))


def _by_mailbox(rows: Rows, kind: ContactKind, shared: dict[str, int]) -> Iterator[Ids]:
    first: dict[str, int] = {}
    holders: dict[str, set[int]] = defaultdict(set)
    for contact_id, key in lookalikes.mailboxes(rows, kind):
        form = normal_form(key)
        if first.setdefault(form, contact_id) != contact_id:
            holders[form] |= {first[form], contact_id}
    for form, ids in holders.items():
        shared[form] = len(ids)
        yield from _all_of(ids)


def _by_number(rows: Rows, kind: ContactKind, shared: dict[str, int]) -> Iterator[Ids]:
    holders: dict[str, set[int]] = defaultdict(set)
    for e164, contact_id in lookalikes.shared_numbers(rows, kind):
        holders[e164].add(contact_id)
    for e164, ids in holders.items():
        shared[e164] = len(ids)
        yield from _all_of(ids)


def _all_of(ids: Iterable[int]) -> Iterator[Ids]:
    ordered = sorted(ids)
    if len(ordered) <= _MOST_HOLDERS:
        yield from combinations(ordered, 2)


def _by_name(group: Iterable[lookalikes.Named]) -> Iterator[Ids]:
    """The pairs of one place whose names are alike."""
    blocks: dict[str, list[tuple[int, Name]]] = defaultdict(list)
    for contact_id, written, *parts in group:
        name = name_of(PersonName(*parts), written)
        for key in dict.fromkeys(keys(name)):
            blocks[key].append((contact_id, name))
    for block in blocks.values():
        for (one, name), (other, other_name) in _neighbours(block):
            if likeness(name, other_name):
                yield (one, other) if one < other else (other, one)


def _neighbours(block: list[tuple[int, Name]]) -> Iterator[tuple[tuple[int, Name], tuple[int, Name]]]:
    if len(block) <= _LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    block.sort(key=lambda entry: entry[1].words)
    for at, entry in enumerate(block):
        for other in block[at + 1 : at + 1 + _NEIGHBOURS]:
            yield entry, other


def _namesakes(rows: Rows, kind: ContactKind) -> Iterator[Ids]:
    """The same name again, where one of the two is nowhere: no place brings them together."""
    for ids in lookalikes.namesakes_from_nowhere(rows, kind):
        for at, one in enumerate(ids):
            for other in ids[at + 1 : at + 1 + _NEIGHBOURS]:
                yield (one, other) if one < other else (other, one)


def _weighed(rows: Rows, candidates: Sequence[Ids], shared: dict[str, int], *, least: float) -> Iterator[Pair]:
    for start in range(0, len(candidates), _AT_ONCE):
        some = candidates[start : start + _AT_ONCE]
        known = cards.numbered(rows, sorted({number for ids in some for number in ids}))
        for one, other in some:
            found = resemblance(known[one], known[other], shared=shared)
            if found.score >= least:
                yield Pair(known[one], known[other], found)
