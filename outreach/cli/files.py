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
