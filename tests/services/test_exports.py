"""A long export by several processes is, octet for octet, the export by one."""

from pathlib import Path

from benchmarks import stores
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.model.values import Visibility
from outreach.services import exports
from outreach.store import cards, glance

KIND = ContactKind.JOURNALIST


def test_a_long_export_is_the_same_by_however_many_hands(tmp_path: Path) -> None:
    store = tmp_path / "outreach.db"
    stores.fill(store, 0, 3_000, 0)
    with glance.glancing(store) as rows:
        keys = cards.every_nth_key(rows, KIND, n=700)
        by_one = [vcard.one(card.seen_by(Visibility.PUBLIC)) for card in cards.everybody(rows, KIND)]
    pieces = list(zip([None, *keys], [*keys, None], strict=True))

    by_many = list(exports.vcards(store, KIND, pieces, reader=Visibility.PUBLIC, version=vcard.Version.V3))

    assert len(pieces) == 5
    assert sum(number for number, _ in by_many) == 3_000
    assert b"".join(content for _, content in by_many) == b"".join(by_one)


def test_a_short_export_is_left_to_one(tmp_path: Path) -> None:
    store = tmp_path / "outreach.db"
    stores.fill(store, 10, 0, 5)

    assert exports.stretches(store, ContactKind.OFFICER) == []
