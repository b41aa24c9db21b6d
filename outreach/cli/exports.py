"""Export of contacts, the same for press officers and journalists."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from outreach.cli import doors
from outreach.cli.output import Output, say, show, write_bytes
from outreach.cli.people import found
from outreach.cli.views import CONTACTS
from outreach.errors import InvalidFile
from outreach.model.card import Card, ContactKind
from outreach.model.values import Visibility


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
    with doors.rows() as rows:
        people = [card.seen_by(reader) for card in found(rows, kind, city=city, where=where)]
    if not people:
        say("There is nobody to export.")
    if form is not Export.VCARD:
        show(people, CONTACTS[kind], output=Output(form), file=file)
    elif vdir is None or file is not None:
        _write_cards(people, file, version=version)
    if vdir is not None:
        _write_vdir(people, vdir, version=version)
        say(f"Wrote {len(people)} vCards to {vdir}")
    if file is not None and str(file) != "-":
        say(f"Wrote {len(people)} people to {file}")


def _write_cards(people: Sequence[Card], file: Path | None, *, version: str) -> None:
    from outreach.formats import vcard

    write_bytes(vcard.write(people, version=vcard.Version(version)), file)


def _write_vdir(people: Sequence[Card], folder: Path, *, version: str) -> None:
    """One file each, only where it changed, so that what synchronises the folder sees only true changes."""
    from outreach.formats import vcard

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidFile(str(folder), f"cannot be made ({error.strerror})") from error
    for card in people:
        file, content = folder / vcard.vdir_name(card), vcard.one(card, version=vcard.Version(version))
        if not file.is_file() or file.read_bytes() != content:
            write_bytes([content], file)
