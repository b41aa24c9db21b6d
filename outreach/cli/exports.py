"""Export of contacts, the same for press officers and journalists."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import itemgetter
from pathlib import Path

from outreach.cli import doors
from outreach.cli.output import Output, say, show, write_bytes
from outreach.cli.people import found
from outreach.cli.progress import counted
from outreach.cli.views import CONTACTS
from outreach.errors import InvalidFile, WrongUsage
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
    reader: Visibility = Visibility.PUBLIC,
    groups: bool = False,
) -> None:
    """Writes the cards that the reader may see, as vCards, CSV or JSON. Raises WrongUsage for groups that are none."""
    if groups and form is not Export.VCARD:
        raise WrongUsage(f"--groups makes vCards, which --format {form.value} has no place for; leave one of them out")

    def people() -> Iterator[Card]:
        with doors.rows() as rows:
            complete = cards.completed(rows, found(rows, kind, city=city, where=where))
            yield from (card.seen_by(reader) for card in counted(complete, doing="Exporting"))

    if form is not Export.VCARD:
        show(people(), CONTACTS[kind], output=Output(form), file=file)
    elif vdir is None or file is not None:
        everybody = city is None and where is None and not groups
        pieces = _by_many_hands(kind, reader, version) if everybody else None
        _write_cards(pieces or ((1, card) for _, card in _written(people(), version, groups=groups)), file)
    if vdir is not None:
        _write_vdir(people(), vdir, version=version, groups=groups)


def reader_of(*, press: bool, internal: bool) -> Visibility:
    """Whom an export is for: everybody, unless `--press` or `--internal` says otherwise. Raises WrongUsage for both."""
    if press and internal:
        raise WrongUsage("--internal holds all that --press does; leave one of them out")
    return Visibility.INTERNAL if internal else Visibility.PRESS if press else Visibility.PUBLIC


def export_everybody(kind: ContactKind, *, file: Path | None = None) -> None:
    """Writes the public cards of everybody, as an export without any option does."""
    export_people(kind, city=None, where=None, form=Export.VCARD, version=CardVersion.V3, file=file, vdir=None)


def _by_many_hands(kind: ContactKind, reader: Visibility, version: str) -> Iterator[tuple[int, bytes]] | None:
    """A long export of everybody in a SQLite store, in pieces; None where it is none."""
    store = doors.store_file()
    if store is None:
        return None
    from outreach.formats import vcard
    from outreach.services import exports

    pieces = exports.stretches(store, kind)
    if not pieces:
        return None
    written = exports.vcards(store, kind, pieces, reader=reader, version=vcard.Version(version))
    return counted(written, doing="Exporting", size=itemgetter(0))


def _write_cards(pieces: Iterable[tuple[int, bytes]], file: Path | None) -> None:
    """Writes (how many, vCards) one after another."""
    tally = _Tally(pieces)
    write_bytes(tally, file)
    if not tally.count:
        say("There is nobody to export.")
    elif file is not None and str(file) != "-":
        say(f"Wrote {tally.count} vCards to {file}")


class _Tally:
    """Counts the cards that go by."""

    def __init__(self, pieces: Iterable[tuple[int, bytes]]) -> None:
        self._pieces, self.count = pieces, 0

    def __iter__(self) -> Iterator[bytes]:
        for number, content in self._pieces:
            self.count += number
            yield content


def _written(people: Iterable[Card], version: str, *, groups: bool) -> Iterator[tuple[str, bytes]]:
    """File name and content of each person's card, then of each city's if these are wanted."""
    from outreach.formats import vcard
    from outreach.formats.vcard.by_city import ByCity

    form, towns = vcard.Version(version), ByCity(people) if groups else None
    for card in people if towns is None else towns:
        yield vcard.vdir_name(card), vcard.one(card, version=form)
    for uid, content in towns.groups(form) if towns else ():
        yield f"{uid}.vcf", content


def _write_vdir(people: Iterable[Card], folder: Path, *, version: str, groups: bool) -> None:
    """One file each, only where it changed, so that what synchronises the folder sees only true changes.

    A file of somebody who is no longer among them stays: the folder may hold others' cards, and another export of ours.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    written, changed = set[str](), 0
    for name, content in _written(people, version, groups=groups):
        file = folder / name
        written.add(name)
        if file.is_symlink() or not file.is_file() or file.read_bytes() != content:
            write_bytes([content], file)
            changed += 1
    say(f"Wrote {len(written)} vCards to {folder} ({changed} new or changed)")
    others = sum(file.name not in written for file in folder.glob("*.vcf"))
    if others:
        say(f"Note: {others} other vCards in {folder} were left as they are; remove those that should not be there")
