"""An import taken back: whom it added leaves, what it changed is as it was, and what was touched since stays."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlmodel import Session

from outreach.errors import AlreadyThere, NotFound, WrongUsage
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.history import Act, Change, Fields, Origin, difference, fields
from outreach.model.taking_back import Touched, kinds_gone, taken_back, touched
from outreach.store import contact_batches, contacts, database, gazetteer, history, mailings
from outreach.store.glance import Rows
from outreach.store.rows import ContactRow

_AT_ONCE = 500


class Person(NamedTuple):
    """What became of one person: `outcome` is removed, restored, left or unchanged; `left` says what stays and why."""

    uid: str
    name: str
    outcome: str
    changes: Fields
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Taken:
    """What was taken back of a batch, person by person, and the mailings that are planned for who is gone."""

    batch: str
    people: list[Person] = field(default_factory=list)
    planned: list[tuple[str, int]] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many people had that outcome."""
        return sum(person.outcome == outcome for person in self.people)


def take_back(session: Session, batch: str, *, kind: ContactKind, origin: Origin) -> Taken:
    """Takes back what the import of that batch did to people of `kind`.

    Deliveries, suppressions and the history stay, and so does what was changed or confirmed since; that is told.
    Raises NotFound for a batch that brought nobody in, WrongUsage for one of the other kind, AlreadyThere for the
    second time.
    """
    rows = database.rows_of(session)
    uids = history.of_batch(rows, batch)
    if not uids:
        raise NotFound("import", batch, advice=_the_last(rows))
    taken, said = Taken(batch), replace(origin, source=f"import {batch} taken back")
    for start in range(0, len(uids), _AT_ONCE):
        some = history.of_many(rows, uids[start : start + _AT_ONCE])
        steps = [touched(changes, batch) for changes in some.values()]
        found = contact_batches.rows_of(session, [step.uid for step in steps])
        # Asked for all before the first of them goes: each question in between would write out what was done so far.
        awaited = mailings.awaited_by_any(session, [row.id for row in found.values() if row.id])
        for step in steps:
            row = found.get(step.uid)
            _expect(kind, row.kind if row else kinds_gone(step), batch)
            if _is_done(step, said.source):
                continue
            person = _one(session, step, row, said)
            taken.people.append(person)
            if row and person.outcome == "removed":
                taken.planned += [(person.name, number) for number in awaited.get(row.id or 0, [])]
        session.flush()
        session.expunge_all()
    if not taken.people:
        raise AlreadyThere(f"the import {batch} was taken back before; there is nothing of it left")
    return taken


def _the_last(rows: Rows) -> str:
    found = [f"{one.batch} ({one.source.partition(', row ')[0]}, {one.at:%Y-%m-%d})" for one in history.batches(rows)]
    return f"the last ones are {', '.join(found)}" if found else "nothing was imported here yet"


def _expect(kind: ContactKind, found: ContactKind | str | None, batch: str) -> None:
    if found is not None and ContactKind(found) is not kind:
        group = "journalists" if kind is ContactKind.OFFICER else "officers"
        raise WrongUsage(
            f"the import {batch} brought in {group}; `outreach {group} import --undo {batch}` takes it back"
        )


def _is_done(step: Touched, source: str) -> bool:
    return any(change.origin.source == source for change in step.since)


def _one(session: Session, step: Touched, row: ContactRow | None, origin: Origin) -> Person:
    name = step.fields.get("name", (None, None))[1]
    if row is None:
        return Person(step.uid, name or step.uid, "left", {}, ("is not there any more: removed or merged since",))
    if not step.was_added:
        return _restored(session, step, row, origin)
    if step.last_step:
        return Person(step.uid, row.name, "left", {}, (f"stays, {_when(step.last_step)}",))
    gone = difference(fields(contacts.draft_of(row)), {})
    contacts.remove(session, row, origin=origin)
    return Person(step.uid, row.name, "removed", gone)


def _restored(session: Session, step: Touched, row: ContactRow, origin: Origin) -> Person:
    known = contacts.draft_of(row)
    says = fields(known)
    later = {name: change for name in step.fields if (change := step.later(name))}
    before = {name: was for name, (was, then) in step.fields.items() if name not in later and says.get(name) == then}
    draft, refused = taken_back(known, before, city=_city)
    changes = difference(says, fields(draft))
    left = (
        *(f"{name} stays, {_when(change)}" for name, change in later.items()),
        *(f"{name} stays, {why}" for name, why in refused.items()),
    )
    if changes:
        contacts.write(session, row, draft, origin=origin)
    outcome = "restored" if changes else "left" if left else "unchanged"
    return Person(step.uid, draft.name, outcome, changes, left)


def _city(said: str) -> City | None:
    """The city that the history means, or None where two are called so and nobody can say which."""
    found = [city for city in gazetteer.namesakes(said) if str(city) == said]
    return found[0] if len(found) == 1 else None


_DONE = {Act.CONFIRMED: "confirmed", Act.MERGED: "merged", Act.PARTED: "parted"}


def _when(change: Change) -> str:
    by, day = change.origin.by or "somebody", f"{change.origin.at:%Y-%m-%d}"
    return f"{by} {_DONE.get(change.act, 'changed')} it on {day}"


def sentences(taken: Taken) -> Iterator[str]:
    """What was left as it is and why, a sentence each."""
    for person in taken.people:
        yield from (f"{person.name}: {why}" for why in person.left)
