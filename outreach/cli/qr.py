"""A contact as a QR code: on the screen, or as a picture for a badge or a slide."""

import io
import sys
from pathlib import Path

from outreach.cli import doors
from outreach.cli.output import say, write_bytes
from outreach.cli.people import one
from outreach.errors import InvalidFile
from outreach.model.card import ContactKind
from outreach.model.values import Visibility

_PICTURES = (".png", ".svg")
_DOTS = 8  # pixels a dot, for a picture that can be printed


def show_code(kind: ContactKind, who: str, *, file: Path | None) -> None:
    """The public card of one person as a QR code. Raises InvalidFile for a file that is neither PNG nor SVG."""
    from outreach.formats import qr

    if file is not None and file.suffix.lower() not in _PICTURES:
        raise InvalidFile(str(file), "is neither .png nor .svg; name a file that ends so")
    with doors.rows() as rows:
        card = one(rows, kind, who).seen_by(Visibility.PUBLIC)
    made, left_out = qr.code(card)
    if left_out:
        say(f"Note: a code has no room for all of it; left out: {', '.join(left_out)}")
    if file is None:
        made.terminal(out=sys.stdout, compact=True)
        return
    picture = io.BytesIO()
    made.save(picture, kind=file.suffix.lower().lstrip("."), scale=_DOTS)
    write_bytes([picture.getvalue()], file)
    say(f"Wrote {file}")
