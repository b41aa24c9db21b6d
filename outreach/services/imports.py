"""A file of people into the directory: what is new, what changed, what is the same, and nobody twice.

The people come one after the other and are looked up and written two thousand at a time; what that gives is what taking
them one by one gives (`contacts.take`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from sqlmodel import Session

from outreach.model.entry import Entry
from outreach.model.history import Fields, Origin
from outreach.model.intake import Arrival, Incoming, Rejection
from outreach.model.reimport import Left, Outcome, decide
from outreach.model.text import fold
from outreach.store import contact_batches, contacts, database, gazetteer, history
from outreach.store.rows import ContactRow

_AT_ONCE = 2_000


_NOTHING: Fields = MappingProxyType({})


class Told(NamedTuple):
    """What became of one person of a file."""

    row: int
    name: str
    outcome: Outcome
    changes: Fields = _NOTHING
    left: tuple[Left, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say but the outcome."""
        return not (self.changes or self.left)


@dataclass(slots=True)
class Report:
    """What became of a file: how many of each outcome, the people, the rejected rows, the doubts.

    Of people of whom there is nothing to tell but the outcome, no more than `most` are kept.
    """

    most: int | None = None
    counts: Counter[Outcome] = field(default_factory=Counter)
    people: list[Told] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    plain: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many people had that outcome."""
        return self.counts[outcome]

    def tell(
        self, row: int, name: str, outcome: Outcome, changes: Fields = _NOTHING, left: tuple[Left, ...] = ()
    ) -> None:
        """One person more."""
        self.counts[outcome] += 1
        if not (changes or left):
            self.plain += 1
            if self.most is not None and self.plain > self.most:
                return
        self.people.append(Told(row, name, outcome, changes, left))


class Placed(NamedTuple):
    """Somebody of a file who is in the directory now: the row of the file, the id of theirs, the file's mailboxes."""

    row: int
    contact_id: int
    name: str
    keys: tuple[str, ...]


# What else is done with a batch of people; gives what should be known, a sentence each.
Then = Callable[[Sequence[Placed]], Iterable[str]]


def take_in(
    session: Session,
    incoming: Incoming,
    *,
    origin: Origin,
    report: Report | None = None,
    hands: "Hands | None" = None,
    then: Then | None = None,
) -> Report:
    """Adds or updates everybody of `incoming`; `then` is told of each batch (to put it on a list, say).

    `hands` says what was written by hand and stays: by default, what the history says.
    """
    report = Report() if report is None else report
    report.warnings += incoming.warnings
    taking = _Taking(session, origin, report, hands or written_by_hand, contact_batches.Writer(session, origin))
    for batch in _batches(incoming.people, report):
        placed = taking.take(batch)
        if then:
            report.warnings += then(placed)
    return report


Hands = Callable[[Session, Iterable[str]], Mapping[str, Mapping[str, Origin]]]


def written_by_hand(session: Session, uids: Iterable[str]) -> Mapping[str, Mapping[str, Origin]]:
    """The fields of these people that were last written by hand, by UID."""
    latest = history.latest(database.rows_of(session), uids)
    return {
        uid: {name: origin for name, origin in fields.items() if origin.is_by_hand} for uid, fields in latest.items()
    }


def nothing_by_hand(_session: Session, _uids: Iterable[str]) -> Mapping[str, Mapping[str, Origin]]:
    """For an import whose file wins over what was written by hand."""
    return {}


def _batches(people: Iterable[Arrival | Rejection], report: Report) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    for found in people:
        if isinstance(found, Rejection):
            report.rejected.append(found)
            continue
        batch.append(found)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(slots=True)
class _Taking:
    session: Session
    origin: Origin
    report: Report
    hands: Hands
    writer: contact_batches.Writer
    known: contact_batches.Known = field(default_factory=contact_batches.Known)
    rows: dict[int, ContactRow] = field(default_factory=dict)
    by_hand: Mapping[str, Mapping[str, Origin]] | None = None
    changed: set[int] = field(default_factory=set)

    def take(self, batch: Sequence[Arrival]) -> list[Placed]:
        entries = [arrival.entry for arrival in batch]
        self.known = contact_batches.known(self.session, entries)
        if self.known or not contact_batches.are_strangers(entries):
            placed = self._one_by_one(batch)
        else:
            placed = [self._added(arrival) for arrival in batch]
        self.writer.flush()
        self.session.flush()
        self.session.expunge_all()
        return placed

    def _one_by_one(self, batch: Sequence[Arrival]) -> list[Placed]:
        matching = {id_ for _, entry in batch if (id_ := self.known.matching(entry))}
        self.rows, self.by_hand, self.changed = contact_batches.rows(self.session, matching), None, set()
        return [self._placed(arrival) for arrival in batch]

    def _placed(self, arrival: Arrival) -> Placed:
        number, entry = arrival
        id_ = self.known.matching(entry)
        if id_ is None:
            placed = self._added(arrival)
            self.known.add(placed.contact_id, entry)
            return placed
        self._join(id_, number, entry)
        self._doubt(number, entry)
        return Placed(number, id_, entry.name, entry.keys)

    def _added(self, arrival: Arrival) -> Placed:
        number, entry = arrival
        id_ = self.writer.add(arrival)
        self.report.tell(number, entry.name, Outcome.ADDED)
        if entry.warnings:
            self._doubt(number, entry)
        return Placed(number, id_, entry.name, entry.keys)

    def _doubt(self, number: int, entry: Entry) -> None:
        self.report.warnings += [f"row {number}, {entry.name}: {warning}" for warning in entry.warnings]

    def _origin(self, number: int) -> Origin:
        of = self.origin
        return Origin(of.at, of.by, f"{of.source}, row {number}", of.batch)

    def _join(self, id_: int, number: int, entry: Entry) -> None:
        row = self._row(id_)
        known = contacts.draft_of(row)
        said = entry.draft(gazetteer.by_id)
        decision = decide(known, said, hands={})
        if decision.changes and (hands := self._hands(row.uid)):
            decision = decide(known, said, hands=hands)
        if decision.changes:
            if fold(known.name) != fold(decision.draft.name):
                words = f"{known.name} is called {decision.draft.name} from now on; is it one person?"
                self.report.warnings.append(f"row {number}: {words}")
            contacts.write(self.session, row, decision.draft, origin=self._origin(number))
            self.known.change(id_, decision.draft)
            self.changed.add(id_)
        self.report.tell(number, entry.name, decision.outcome, decision.changes, decision.left)

    def _row(self, id_: int) -> ContactRow:
        if self.writer.is_waiting(id_):
            self.writer.flush()
        if id_ in self.changed:
            self.session.flush()
        if id_ not in self.rows:
            self.rows |= contact_batches.rows(self.session, [id_])
        return self.rows[id_]

    def _hands(self, uid: str) -> Mapping[str, Origin]:
        if self.by_hand is None or uid not in self.by_hand:
            asked = {row.uid for row in self.rows.values()}
            found = self.hands(self.session, asked)
            self.by_hand = {uid: found.get(uid, {}) for uid in asked}
        return self.by_hand[uid]
