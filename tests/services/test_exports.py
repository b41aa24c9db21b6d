"""A long export by several processes is, octet for octet, the export by one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from benchmarks import stores
from outreach.errors import StoreOutdated
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.model.values import Visibility
from outreach.services import exports
from outreach.store import cards, glance

KIND = ContactKind.JOURNALIST


@contextmanager
def another_thread() -> Iterator[None]:
    """One that runs until the end, as that of a progress bar does."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("beside", [nullcontext, another_thread])
def test_a_long_export_is_the_same_by_however_many_hands(tmp_path: Path, beside: type[nullcontext[None]]) -> None:
    store = tmp_path / "outreach.db"
    stores.fill(store, 0, 3_000, 0)
    with glance.glancing(store) as rows:
        keys = cards.every_nth_key(rows, KIND, n=700)
        by_one = [vcard.one(card.seen_by(Visibility.PUBLIC)) for card in cards.everybody(rows, KIND)]
    pieces = list(zip([None, *keys], [*keys, None], strict=True))

    with beside():
        by_many = list(exports.vcards(store, KIND, pieces, reader=Visibility.PUBLIC, version=vcard.Version.V3))

    assert len(pieces) == 5
    assert sum(number for number, _ in by_many) == 3_000
    assert b"".join(content for _, content in by_many) == b"".join(by_one)


def test_a_short_export_is_left_to_one(tmp_path: Path) -> None:
    store = tmp_path / "outreach.db"
    stores.fill(store, 10, 0, 5)

    assert exports.stretches(store, ContactKind.OFFICER) == []


def test_what_a_hand_meets_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"

    with pytest.raises(StoreOutdated):
        list(exports.vcards(empty, KIND, [(None, None)], reader=Visibility.PUBLIC, version=vcard.Version.V3))
