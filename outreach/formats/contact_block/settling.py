"""What is settled when a block has been read: whose an address is, who shares numbers, whom nobody can reach."""

from collections.abc import Sequence

from outreach.formats.contact_block.event import SURE_NAME
from outreach.formats.contact_block.record import Record


def hand_on_addresses(found: Sequence[Record]) -> None:
    """An address below the numbers is that of the organisation above it, or of who was named last."""
    for at, record in enumerate(found):
        if not record.is_empty or not (record.towns or record.countries):
            continue
        named = record.organisation.text.casefold() if record.organisation else None
        owners = [
            r for r in found if named and r.organisation and r.organisation.text.casefold() == named and not r.is_empty
        ]
        for owner in owners or [r for r in found[:at] if not r.is_empty][-1:]:
            if not owner.towns:
                owner.towns, owner.countries = record.towns, owner.countries or record.countries


def sharing(found: list[Record]) -> list[Record]:
    """Names on lines of their own, right above one with numbers, share them: "Jane Doe / John Roe / +1 …"."""
    for at in range(len(found) - 1, 0, -1):
        waiting, owner = found[at - 1], found[at]
        if not _stands_above(waiting, owner):
            continue
        if _has_own_role(waiting):
            waiting.facts = list(owner.facts)
            waiting.lines += owner.lines
            owner.organisation = owner.organisation or waiting.organisation
            waiting.warnings.append(f"line {waiting.persons[0].line}: shares the numbers written below the next name")
        elif _is_bare_name(waiting):
            owner.persons = waiting.persons + owner.persons
            owner.lines += waiting.lines
            waiting.persons = []
    return [record for record in found if not record.is_empty]


def _is_bare_name(record: Record) -> bool:
    """Nothing but names that are surely names."""
    if not record.persons or record.facts or record.role is not None:
        return False
    return _stands_below_organisation(record) and all(person.likeness >= SURE_NAME for person in record.persons)


def _stands_below_organisation(record: Record) -> bool:
    """Whether the organisation, if one is named, is what opens the list of names."""
    return record.organisation is None or record.organisation.line < record.persons[0].line


def _has_own_role(record: Record) -> bool:
    """A name, and on the same line what its owner is: "Anna Holm (CEO)"."""
    alone = len(record.persons) == 1 and not record.facts and _stands_below_organisation(record)
    return (
        alone and record.role is not None and record.role.line == record.persons[0].line and record.role.before in "(,"
    )


def _stands_above(waiting: Record, owner: Record) -> bool:
    adjacent = bool(owner.lines) and 0 <= min(owner.lines) - max(waiting.lines) <= 1
    named = bool(owner.persons and owner.facts) and owner.persons[0].opens_line
    return adjacent and named and waiting.heading is owner.heading


def reached(found: list[Record]) -> list[Record]:
    """Without the names that nobody can reach, unless a heading or a label says that they are the contact."""
    told = {id(record.heading) for record in found if record.facts}
    return [record for record in found if record.facts or (id(record.heading) not in told and _is_announced(record))]


def _is_announced(record: Record) -> bool:
    """Whether a heading right above, or a label, says that the record's person is the contact."""
    if not record.persons:
        return False
    person, heading = record.persons[0], record.heading
    follows = heading is not None and 0 <= person.line - heading.line <= 1
    return (follows or person.field is not None) and person.likeness >= SURE_NAME
