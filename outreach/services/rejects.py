"""The rejected rows of a file as a file of their own, to be mended and imported again."""

import csv
import io
from collections.abc import Iterator, Sequence

from outreach.formats.spreadsheet import PROBLEM, harmless
from outreach.model.intake import Rejection
from outreach.services.intake import is_vcard


def rejects(content: bytes, header: Sequence[str], rejected: Sequence[Rejection]) -> Iterator[bytes]:
    """CSV with the columns of the file and a last one that says what is wrong; of vCards, the cards as they were."""
    return _cards(content, rejected) if is_vcard(content) else _rows(header, rejected)


def _rows(header: Sequence[str], rejected: Sequence[Rejection]) -> Iterator[bytes]:
    # A file that was mended before has its last problems in it.
    kept = [at for at, name in enumerate(header) if name.strip().lower() != PROBLEM]
    yield _line([*(header[at] for at in kept), PROBLEM])
    for bad in rejected:
        cells = [bad.cells[at] if at < len(bad.cells) else "" for at in kept]
        yield _line([*(harmless(cell) for cell in cells), harmless(f"{bad.field}: {bad.problem}")])


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # RFC 4180 §2
    return out.getvalue().encode()


def _cards(content: bytes, rejected: Sequence[Rejection]) -> Iterator[bytes]:
    from outreach.formats.vcard.charsets import in_octets
    from outreach.formats.vcard.spans import card_spans

    octets, lines = in_octets(content), {bad.row for bad in rejected}
    for span in card_spans(octets):
        if span.line in lines:
            body = octets[span.pieces[0].start : span.pieces[-1].end]
            yield b"BEGIN:VCARD\r\n" + body.strip(b"\r\n") + b"\r\nEND:VCARD\r\n"
