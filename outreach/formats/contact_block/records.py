"""Who a fact belongs to: events gathered into records, one for each person or desk."""

from collections.abc import Sequence
from itertools import pairwise

from outreach.formats.contact_block.event import SURE_NAME, Event
from outreach.formats.contact_block.record import Record
from outreach.formats.contact_block.scoring import Kind
from outreach.formats.contact_block.settling import hand_on_addresses, reached, sharing
from outreach.formats.contact_block.tokens import Sort, Token

_LIKELY_NAME = 0.75


def records(found: Sequence[Event]) -> list[Record]:
    """The records of a block's events, in order."""
    builder = _Builder()
    builder.read([event for section in _sections(found) for event in _name_first(section)])
    gathered = builder.finished()
    hand_on_addresses(gathered)
    return reached(sharing([record for record in gathered if not record.is_empty]))


def _sections(found: Sequence[Event]) -> list[list[Event]]:
    """The events from one heading to the next; the heading is the first."""
    sections: list[list[Event]] = [[]]
    for event in found:
        if event.kind is Kind.HEADING and sections[-1]:
            sections.append([])
        sections[-1].append(event)
    return sections


def _name_first(section: list[Event]) -> list[Event]:
    """The section as it is, or backwards if its facts stand before the names that they belong to."""
    people = [at for at, event in enumerate(section) if event.kind is Kind.PERSON]
    facts = [at for at, event in enumerate(section) if event.is_fact]
    if not people or not facts or facts[0] > people[0] or people[-1] < facts[-1]:
        return section
    desk_before = any(e.kind in (Kind.ORGANISATION, Kind.ROLE, Kind.PLACE) for e in section[: facts[0]])
    if desk_before:
        return section
    heads = [event for event in section if event.kind is Kind.HEADING]
    return heads + [event for event in reversed(section) if event.kind is not Kind.HEADING]


class _Builder:
    """Reads events in order; what it decides on is what it has read so far of the record."""

    def __init__(self) -> None:
        self._done: list[Record] = []
        self._now = Record()
        self._heading: Event | None = None
        self._joined = False
        self._following: Event | None = None
        self._next: Event | None = None

    def read(self, found: Sequence[Event]) -> None:
        """Take in all events."""
        for at, event in enumerate(found):
            self._following = next((e for e in found[at + 1 :] if e.kind not in (Kind.OTHER, Kind.DEGREE)), None)
            self._next = next((e for e in found[at + 1 :] if e.is_fact or e.kind is Kind.PERSON), None)
            self._take(event)

    def finished(self) -> list[Record]:
        """All records, those too that hold only an address."""
        self._close()
        return self._done

    def _take(self, event: Event) -> None:
        if event.token is not None:
            self._fact(event, event.token)
        elif event.kind is Kind.PERSON:
            self._person(event)
        elif event.kind is Kind.ORGANISATION:
            self._organisation(event)
        elif event.kind is Kind.ROLE:
            self._role(event)
        elif event.kind is Kind.PLACE:
            self._place(event)
        elif event.kind is Kind.HEADING:
            self._new_heading(event)
        elif event.kind is Kind.OTHER:
            self._now.others.append(event)
        self._joined = event.kind is Kind.JOINER or (event.kind is Kind.DEGREE and self._joined)

    def _new_heading(self, event: Event) -> None:
        """A heading closes what was open, unless it stands between a name and its numbers: then it is a role."""
        waits = self._now.persons and not self._now.facts
        if waits and self._next is not None and self._next.is_fact and event.after != ":":
            self._now.role = self._now.role or event
            return
        same = self._heading is not None and event.text.casefold() == self._heading.text.casefold()
        if same and waits:
            return
        self._open(carry=not self._now.facts and not self._now.persons)
        self._heading = self._now.heading = event

    def _person(self, event: Event) -> None:
        now = self._now
        if now.persons and not now.facts:
            if self._joined or event.before in ("/", "&"):
                now.persons.append(event)
            elif event.likeness < SURE_NAME and event.field is None and not self._outdoes(event, now.persons[0]):
                # Two names and no number between: the second, if it is no known name, is where the first one works.
                now.organisation = now.organisation or event
            elif self._outdoes(event, now.persons[0]):
                now.organisation, now.persons = now.organisation or now.persons[0], [event]
            else:
                self._open(carry=False)
                self._add_person(event)
        elif now.facts:
            self._open(carry=False)
            self._add_person(event)
        else:
            self._add_person(event)

    def _outdoes(self, event: Event, first: Event) -> bool:
        """Whether the second of two names is the person, and the first where they work."""
        rings = self._following is not None and self._following.is_fact
        if rings and self._now.towns and first.likeness < 2 * SURE_NAME:
            return True
        if first.field is not None or first.likeness >= SURE_NAME:
            return False
        return event.likeness > first.likeness + 1 or (rings and event.likeness >= first.likeness)

    def _add_person(self, event: Event) -> None:
        self._now.persons.append(event)
        self._now.is_tentative = False
        self._seen(event)

    def _organisation(self, event: Event) -> None:
        now = self._now
        if not now.facts:
            if now.organisation is None or (not now.persons and not now.organisation.words):
                now.organisation = event
            else:
                now.others.append(event)
        elif event.before in ("(", "-", "/") and event.line == now.lines[-1]:
            now.others.append(event)
        else:
            self._open_tentatively(event)
            self._now.organisation = event
        self._seen(event)

    def _role(self, event: Event) -> None:
        if self._now.facts:
            self._open_tentatively(event)
        elif self._now.role is not None and self._now.persons and event.opens_line and event.after == ":":
            self._open(carry=False)
        self._now.role = self._now.role or event
        self._seen(event)

    def _place(self, event: Event) -> None:
        if event.opens_place and (self._now.facts or (self._now.towns and self._now.persons)):
            self._open_tentatively(event)
        if event.town is not None:
            self._now.towns.append(event)
        if event.country is not None:
            self._now.countries.append(event.country)
        self._now.others.append(event)
        self._seen(event)

    def _fact(self, event: Event, fact: Token) -> None:
        if self._now.is_tentative and self._belongs_to_last(event, fact):
            self._merge_into_last()
        if not self._now.persons:
            self._promote(event)
        self._now.facts.append(fact)
        self._now.is_tentative = False
        self._seen(event)

    def _belongs_to_last(self, event: Event, fact: Token) -> bool:
        """Whether a fact behind a tentative desk is the person's before it: "Jane / +1 … / Acme Inc / jane@acme"."""
        if not self._done or self._now.persons:
            return False
        last = self._done[-1]
        if fact.sort is Sort.EMAIL and last.owns(fact.text):
            return not last.has(Sort.EMAIL)
        alone = self._following is None or not self._following.is_fact
        return (
            bool(last.persons)
            and not last.has(fact.sort)
            and alone
            and not self._now.is_set_off
            and self._now.role is None
        )

    def _merge_into_last(self) -> None:
        desk, self._now = self._now, self._done.pop()
        self._now.organisation = self._now.organisation or desk.organisation
        self._now.role = self._now.role or desk.role
        self._now.towns += desk.towns
        self._now.countries += desk.countries
        self._now.lines += desk.lines

    def _promote(self, event: Event) -> None:
        """A number comes and nobody has been named: the last words that may be a name are one."""
        now = self._now
        candidates = [
            e
            for e in (now.organisation, *now.others)
            if e is not None and e.likeness >= _LIKELY_NAME and e.kind is not Kind.PLACE
        ]
        if not candidates:
            return
        last = candidates[-1]
        others = now.organisation is not None and last is not now.organisation
        if others or self._has_organisation_before() or last.likeness >= SURE_NAME:
            now.persons.append(last)
            now.organisation = None if last is now.organisation else now.organisation

    def _has_organisation_before(self) -> bool:
        return any(record.heading is self._heading and record.organisation is not None for record in self._done)

    def _open_tentatively(self, event: Event) -> None:
        own = sorted({*self._now.lines})
        spaced = any(after - before > 1 for before, after in pairwise(own))
        set_off = bool(own) and event.line > own[-1] + 1 and not spaced
        self._open(carry=False)
        self._now.is_tentative = True
        self._now.is_set_off = set_off or event.after == ":"

    def _open(self, *, carry: bool) -> None:
        before = self._close()
        self._now = Record(heading=self._heading)
        if carry:
            # "Acme Ltd / Media contact: / Jane": the company above the heading is Jane's.
            self._now.organisation, self._now.towns, self._now.countries = (
                before.organisation,
                before.towns,
                before.countries,
            )

    def _close(self) -> Record:
        closed = self._now
        self._done.append(closed)
        self._now = Record(heading=self._heading)
        return closed

    def _seen(self, event: Event) -> None:
        self._now.lines.append(event.line)
