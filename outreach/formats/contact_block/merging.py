"""One officer once, however many blocks of a page name them."""

from dataclasses import replace

from outreach.formats.contact_block.found import FoundOfficer
from outreach.model.text import fold


def merged(found: list[FoundOfficer]) -> list[FoundOfficer]:
    """The officers, those of one name made one; a desk of which everything is a person's already is left out."""
    by_name: dict[str, FoundOfficer] = {}
    for number, officer in enumerate(found):
        key = fold(officer.name) if officer.name else f"{number}"
        by_name[key] = _both(by_name[key], officer) if key in by_name else officer
    people = [officer for officer in by_name.values() if officer.name]
    desks = [officer for officer in by_name.values() if not officer.name]
    kept = [desk for n, desk in enumerate(desks) if not _is_told(desk, [*people, *desks[:n]])]
    return [officer for officer in by_name.values() if officer.name or officer in kept]


def _both(first: FoundOfficer, second: FoundOfficer) -> FoundOfficer:
    phones = {(p.e164, p.extension): p for p in (*second.phones, *first.phones)}
    emails = {e.key: e for e in (*second.emails, *first.emails)}
    return replace(
        first,
        role=first.role or second.role,
        organisation=first.organisation or second.organisation,
        city=first.city or second.city,
        country=first.country or second.country,
        phones=tuple(sorted(phones.values(), key=lambda p: p not in first.phones)),
        emails=tuple(sorted(emails.values(), key=lambda e: e not in first.emails)),
        lines=(min(first.lines[0], second.lines[0]), max(first.lines[1], second.lines[1])),
        warnings=tuple(dict.fromkeys((*first.warnings, *second.warnings))),
    )


def _is_told(desk: FoundOfficer, others: list[FoundOfficer]) -> bool:
    numbers = {phone.e164 for other in others for phone in other.phones}
    addresses = {email.key for other in others for email in other.emails}
    known = all(p.e164 in numbers for p in desk.phones) and all(e.key in addresses for e in desk.emails)
    return known and bool(desk.phones or desk.emails)
