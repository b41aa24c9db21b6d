"""`outreach officers --city Vienna` against an empty Python and against `khard list` on the same people."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import timing
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.store import cards, contacts, database, gazetteer

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_PLACES = ("Vienna", "Geneva", "New York", "Nairobi", "Bangkok", "Panama City", "Brussels", "Dakar", "Cairo", "Amman")


def run(folder: Path) -> Iterator[str]:
    """A row for each size and peer."""
    for size in (1_000, 10_000):
        home = folder / str(size)
        (home / "cards").mkdir(parents=True)
        _fill(home, size)
        yield from _rows(home, size)


def _fill(home: Path, size: int) -> None:
    """The same people in a store and in a vdir, a twentieth of them in Vienna."""
    engine = database.engine(f"sqlite:///{home / 'outreach.db'}")
    database.upgrade(engine)
    with database.writing(engine) as session:
        for number in range(size):
            contacts.add(session, _officer(number), origin=Origin(_NOW))
    with database.reading(engine) as session:
        for card in cards.everybody(database.rows_of(session), ContactKind.OFFICER):
            (home / "cards" / vcard.vdir_name(card)).write_bytes(vcard.one(card))
    (home / "khard").mkdir()
    (home / "khard" / "khard.conf").write_text(f"[addressbooks]\n[[press]]\npath = {home / 'cards'}\n")


def _officer(number: int) -> ContactDraft:
    place = _PLACES[0] if number % 20 == 0 else _PLACES[1 + number % (len(_PLACES) - 1)]
    return ContactDraft(
        kind=ContactKind.OFFICER,
        name=f"Given{number} Family{number * 7919 % 10007}",
        title="Press officer",
        city=gazetteer.city(place),
        languages=["en"],
        phones=[PhoneNumber(f"+1202555{number % 10000:04}", printed=f"+1 202-555-{number % 10000:04}")],
        emails=[EmailAddress(f"officer{number}@example.org")],
    )


def _rows(home: Path, size: int) -> Iterator[str]:
    ours, bare, khard = f"officers --city Vienna, {size:,} contacts", "python -c pass", f"khard list, {size:,} contacts"
    page = "--help"
    python = sys.executable
    measures = timing.in_turn(
        {
            ours: [python, "-m", "outreach", "officers", "--city", "Vienna"],
            page: [python, "-m", "outreach", "--help"],
            bare: [python, "-c", "pass"],
            khard: [str(Path(python).parent / "khard"), "-c", str(home / "khard" / "khard.conf"), "list"],
        },
        environment={"OUTREACH_DATABASE_URL": f"sqlite:///{home / 'outreach.db'}"},
        rounds=7 if size <= 1_000 else 3,
    )
    yield timing.row(page, bare, measures)
    yield timing.row(ours, bare, measures)
    yield timing.row(ours, khard, measures)
