"""What people in the directory share: mailboxes, numbers, names in one place. Narrow rows, which stream by."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from outreach.model.card import ContactKind
from outreach.store.glance import Rows

# Number, name as written, and its parts: given, family, additional, prefix, suffix.
Named = tuple[int, str, str, str, str, str, str]
_NAMED = "c.id, c.name, c.given_name, c.family_name, c.additional_name, c.prefix, c.suffix"
_BY_OUTLET = f"""
    SELECT c.outlet_id, {_NAMED} FROM contact c
    WHERE c.kind = :kind AND c.outlet_id IS NOT NULL ORDER BY c.outlet_id"""  # noqa: S608 - our own columns
_BY_CITY = f"""
    SELECT c.city_id, {_NAMED} FROM contact c
    WHERE c.kind = :kind AND c.city_id IS NOT NULL ORDER BY c.city_id"""  # noqa: S608 - our own columns
_MAILBOXES = "SELECT e.contact_id, e.key FROM email e JOIN contact c ON c.id = e.contact_id WHERE c.kind = :kind"
_SHARED_NUMBERS = """
    SELECT p.e164, p.contact_id FROM phone p JOIN contact c ON c.id = p.contact_id
    WHERE c.kind = :kind AND p.e164 IN (SELECT e164 FROM phone GROUP BY e164 HAVING COUNT(*) > 1) ORDER BY p.e164"""
_NAMESAKES = """
    SELECT c.name_key, c.id FROM contact c
    WHERE c.kind = :kind AND c.name_key LIKE '% %' AND c.name_key IN (
        SELECT n.name_key FROM contact n WHERE n.kind = :kind AND n.city_id IS NULL AND n.outlet_id IS NULL)
    ORDER BY c.name_key, c.id"""
_IN_CITY = "SELECT c.uid FROM contact c WHERE c.kind = :kind AND c.city_id = :city_id"


def by_outlet(rows: Rows, kind: ContactKind) -> Iterator[Iterator[Named]]:
    """The people of one outlet after another."""
    return _grouped(rows(_BY_OUTLET, kind=kind.value))


def by_city(rows: Rows, kind: ContactKind) -> Iterator[Iterator[Named]]:
    """The people of one city after another."""
    return _grouped(rows(_BY_CITY, kind=kind.value))


def _grouped(found: Iterator[tuple[object, ...]]) -> Iterator[Iterator[Named]]:
    for _, group in groupby(found, key=itemgetter(0)):
        yield (row[1:] for row in group)  # type: ignore[misc]


def mailboxes(rows: Rows, kind: ContactKind) -> Iterator[tuple[int, str]]:
    """Every address: whose it is, and its key."""
    return ((contact_id, key) for contact_id, key in rows(_MAILBOXES, kind=kind.value))


def shared_numbers(rows: Rows, kind: ContactKind) -> Iterator[tuple[str, int]]:
    """Every number that is in more than one place, with whose it is."""
    return ((e164, contact_id) for e164, contact_id in rows(_SHARED_NUMBERS, kind=kind.value))


def namesakes_from_nowhere(rows: Rows, kind: ContactKind) -> Iterator[list[int]]:
    """Those of one name of whom one at least has neither city nor outlet."""
    for _, group in groupby(rows(_NAMESAKES, kind=kind.value), key=itemgetter(0)):
        ids = [contact_id for _, contact_id in group]
        if len(ids) > 1:
            yield ids


def uids_in_city(rows: Rows, kind: ContactKind, *, city_id: int) -> set[str]:
    """The UIDs of those in one city."""
    return {uid for (uid,) in rows(_IN_CITY, kind=kind.value, city_id=city_id)}
