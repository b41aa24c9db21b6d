"""Which press officer answers each reader of an advisory."""

from collections.abc import Iterable, Iterator

from outreach.model.card import Card, ContactKind
from outreach.model.nearest import Choice, Directory
from outreach.store import cards, offices
from outreach.store.glance import Rows


def directory(rows: Rows) -> Directory:
    """The officers and offices of the store, set out to be asked."""
    return Directory(cards.everybody(rows, ContactKind.OFFICER), offices.everywhere(rows))


def nearest_for(rows: Rows, recipients: Iterable[Card]) -> Iterator[tuple[Card, Choice]]:
    """Each recipient with who answers them; the directory is read once, before the first."""
    known = directory(rows)
    return ((reader, known.nearest(reader)) for reader in recipients)
