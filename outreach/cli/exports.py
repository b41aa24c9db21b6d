"""Export of contacts, the same for press officers and journalists."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from outreach.cli import doors
from outreach.cli.output import Output, say, show, write_bytes
from outreach.cli.people import found
from outreach.cli.progress import counted
from outreach.cli.views import CONTACTS
from outreach.errors import InvalidFile
from outreach.model.card import Card, ContactKind
from outreach.model.values import Visibility
from outreach.store import cards


class Export(StrEnum):
    """What contacts are exported as."""

    VCARD = "vcard"
    CSV = "csv"
    JSON = "json"


class CardVersion(StrEnum):
    """The versions of vCard that we write: RFC 2426 and RFC 6350."""

    V3 = "3.0"
    V4 = "4.0"


def export_people(
    kind: ContactKind,
    *,
    city: str | None,
    where: str | None,
    form: Export,
    version: CardVersion,
    file: Path | None,
    vdir: Path | None,
    internal: bool,
) -> None:
    """Writes the cards that the reader may see, as vCards, CSV or JSON."""
    reader = Visibility.INTERNAL if internal else Visibility.PUBLIC

    def people() -> Iterator[Card]:
        with doors.rows() as rows:
            complete = cards.completed(rows, found(rows, kind, city=city, where=where))
            yield from (card.seen_by(reader) for card in counted(complete, doing="Exporting"))

    if form is not Export.VCARD:
        show(people(), CONTACTS[kind], output=Output(form), file=file)
    elif vdir is None or file is not None:
        _write_cards(people(), file, version=version)
    if vdir is not None:
        _write_vdir(people(), vdir, version=version)


def _write_cards(people: Iterable[Card], file: Path | None, *, version: str) -> None:
    from outreach.formats import vcard

    tally = _Tally(people)
    write_bytes(vcard.write(tally, version=vcard.Version(version)), file)
    if not tally.count:
        say("There is nobody to export.")
    elif file is not None and str(file) != "-":
        say(f"Wrote {tally.count} people to {file}")


class _Tally:
    """Counts those who go by."""

    def __init__(self, people: Iterable[Card]) -> None:
        self._people, self.count = people, 0

    def __iter__(self) -> Iterator[Card]:
        for card in self._people:
            self.count += 1
            yield card


def _write_vdir(people: Iterable[Card], folder: Path, *, version: str) -> None:
    """One file each, only where it changed, so that what synchronises the folder sees only true changes.

    A file of somebody who is no longer among them stays: the folder may hold others' cards, and another export of ours.
    """
    from outreach.formats import vcard

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    written, changed = set[str](), 0
    for card in people:
        file, content = folder / vcard.vdir_name(card), vcard.one(card, version=vcard.Version(version))
        written.add(file.name)
        if file.is_symlink() or not file.is_file() or file.read_bytes() != content:
            write_bytes([content], file)
            changed += 1
    say(f"Wrote {len(written)} vCards to {folder} ({changed} new or changed)")
    others = sum(file.name not in written for file in folder.glob("*.vcf"))
    if others:
        say(f"Note: {others} other vCards in {folder} were left as they are; remove those that should not be there")
