"""`outreach officers --city Vienna`, 500 people there, against an empty Python and against `khard list`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import stores, timing
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.store import cards, glance

_IN_VIENNA = 500


def run(folder: Path) -> Iterator[str]:
    """A row for each size and peer."""
    files = {size: folder / f"{size}.db" for size in (1_000, 10_000, 1_000_000)}
    for size, file in files.items():
        stores.fill(file, size, 0, _IN_VIENNA)
    yield from _against_an_empty_python(files)
    yield from _against_khard(folder, files[10_000])


def _against_an_empty_python(files: dict[int, Path]) -> Iterator[str]:
    bare, page = "python -c pass", "--help"
    ours = {size: f"officers --city Vienna, {size:,} contacts" for size in files}
    commands = {ours[size]: _listing(file) for size, file in files.items()}
    empty = [sys.executable, "-c", "pass"]
    helping = [sys.executable, "-m", "outreach", "--help"]
    measures = timing.in_turn({**commands, page: helping, bare: empty}, environment={}, rounds=11)
    for name in (*ours.values(), page):
        yield timing.row(name, bare, measures)
    yield timing.row(ours[1_000_000], ours[1_000], measures)


def _listing(file: Path) -> list[str]:
    return ["env", f"OUTREACH_DATABASE_URL=sqlite:///{file}", sys.executable, "-m", "outreach", *_QUESTION]


_QUESTION = ("officers", "--city", "Vienna")


def _against_khard(folder: Path, file: Path) -> Iterator[str]:
    """The same people as a vdir."""
    (folder / "cards").mkdir()
    with glance.glancing(file) as rows:
        for card in cards.everybody(rows, ContactKind.OFFICER):
            (folder / "cards" / vcard.vdir_name(card)).write_bytes(vcard.one(card))
    config = folder / "khard.conf"
    config.write_text(f"[addressbooks]\n[[press]]\npath = {folder / 'cards'}\n")
    ours, khard = "officers --city Vienna, 10,000 contacts", "khard list, 10,000 contacts"
    commands = {ours: _listing(file), khard: [str(Path(sys.executable).parent / "khard"), "-c", str(config), "list"]}
    yield timing.row(ours, khard, timing.in_turn(commands, environment={}, rounds=3))
