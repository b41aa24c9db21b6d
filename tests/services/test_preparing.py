"""A second process reads a large file; nothing of it shows."""

import multiprocessing
from collections.abc import Iterator

import pytest

from outreach.errors import InvalidFile
from outreach.formats.spreadsheet import Recipe, table
from outreach.model.card import ContactKind
from outreach.model.intake import Arrival, Rejection
from outreach.services import preparing

HEADER = ("name", "city", "email", "phone")


def csv_of(rows: int) -> bytes:
    phones = ("12" if n % 97 == 0 else "01 9999 123" for n in range(rows))
    lines = (f"Given{n} Family,Vienna,p{n}@example.org,{phone}" for n, phone in enumerate(phones))
    return "\n".join([",".join(HEADER), *lines]).encode()


def people(content: bytes) -> Iterator[Arrival | Rejection]:
    recipe = Recipe(HEADER, ContactKind.OFFICER)
    return preparing.prepared(table(content, filename="people.csv"), content, recipe)


def without_new_uids(found: Iterator[Arrival | Rejection]) -> list[object]:
    return [(f.row, f.entry._replace(contact=f.entry.contact[1:])) if isinstance(f, Arrival) else f for f in found]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_two_processes_give_what_one_gives_in_the_same_order(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    content = csv_of(9_500)
    monkeypatch.setattr("outreach.services.processes.context", lambda: multiprocessing.get_context(method))
    beside = without_new_uids(people(content))
    monkeypatch.setattr(preparing, "WORTH_A_PROCESS", len(content) + 1)
    alone = without_new_uids(people(content))

    assert beside == alone
    assert sum(isinstance(found, Rejection) for found in beside) == 98


def test_a_file_that_ends_in_garbage_is_named_with_its_line() -> None:
    content = csv_of(9_500) + b'\n"Open,Vienna,x@example.org,\n'

    with pytest.raises(InvalidFile, match=r"people\.csv, line 9502"):
        list(people(content))


def test_who_stops_reading_in_the_middle_leaves_no_process_behind() -> None:
    found = people(csv_of(9_500))

    next(found)
    found.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []


def test_a_reader_that_dies_is_no_end_of_the_file() -> None:
    found = people(csv_of(60_000))

    next(found)
    for reader in multiprocessing.active_children():
        reader.kill()

    with pytest.raises(InvalidFile, match="could not be read to its end"):
        list(found)
