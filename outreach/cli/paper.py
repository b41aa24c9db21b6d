"""A proof on paper: the PDF of what a reader would get."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli import doors
from outreach.cli.output import say
from outreach.errors import WrongUsage

if TYPE_CHECKING:
    from outreach.services.proofs import Proof


def wants_a_file(into: Path | None) -> None:
    """Raises WrongUsage where a PDF would be printed on the terminal."""
    if into is None and sys.stdout.isatty():
        raise WrongUsage("a PDF is not for the terminal; say where it goes, like -o proof.pdf")


def printed(proof: "Proof") -> bytes:
    """The PDF of `proof`, with a word if there is something in it that no font of this machine can show."""
    from outreach.formats import printed as paper

    made = paper.pdf(proof.parts.html, now=doors.now(), images=_images(proof))
    if made.missing:
        say(f"Note: no font on this machine shows {made.missing!r}; install one (like Noto) and make the PDF again")
    return made.content


def _images(proof: "Proof") -> dict[str, bytes]:
    return {picture.cid: picture.content for picture in proof.pictures}
