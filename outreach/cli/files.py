"""Files that commands are given: a path, or - for standard input."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outreach.errors import InvalidFile, NotFound

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The file; - reads standard input.", show_default=False)
]

OptionalFileArgument = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The file; - reads standard input.", show_default=False)
]


def contents(file: Path) -> bytes:
    """The bytes of `file`. Raises NotFound and InvalidFile."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise NotFound("file", str(file)) from None
    except OSError as error:
        raise InvalidFile(str(file), f"cannot be read ({error.strerror})") from error


def cards_in(folder: Path) -> bytes:
    """The vCards of a folder that holds one a person (a vdir, as khard and vdirsyncer keep them), one after another.

    Raises InvalidFile where there are none.
    """
    cards = [contents(file).removeprefix(b"\xef\xbb\xbf") for file in sorted(folder.glob("*.vcf"))]
    if not cards:
        raise InvalidFile(str(folder), "is a folder without vCards (*.vcf); name a file, or a folder of cards")
    return b"\r\n".join(cards)
