"""The places that mail is collected from: a Maildir, a folder of .eml files, an mbox, one message."""

import re
from collections.abc import Iterator
from pathlib import Path

from outreach.errors import InvalidFile, NotFound
from outreach.mail.dsn import limits

_FROM = re.compile(rb"^From \S.*\d{4}\s*$")


def messages(place: Path) -> Iterator[bytes]:
    """Every message there, read only: nothing is moved and nothing is marked. Raises NotFound and InvalidFile."""
    if not place.exists():
        raise NotFound("file or Maildir", str(place))
    try:
        if not place.is_dir():
            yield from split(place.read_bytes())
            return
        for file in _files(place):
            with file.open("rb") as opened:
                # Of a message that is too large to be read no more than shows it.
                yield from split(opened.read(limits.LARGEST + 1))
    except OSError as error:
        raise InvalidFile(str(place), f"cannot be read ({error.strerror})") from error


def _files(folder: Path) -> list[Path]:
    if (folder / "new").is_dir() or (folder / "cur").is_dir():
        inside = [file for name in ("new", "cur") if (folder / name).is_dir() for file in (folder / name).iterdir()]
    else:
        inside = list(folder.rglob("*.eml"))
    return sorted(file for file in inside if file.is_file() and not file.name.startswith("."))


def split(octets: bytes) -> Iterator[bytes]:
    """The messages of an mbox (RFC 4155), or the one that it is. A line of a text that begins so has a > before it."""
    if not octets.startswith(b"From "):
        if octets.strip():
            yield octets
        return
    lines: list[bytes] = []
    blank = True
    for line in octets.splitlines(keepends=True):
        if blank and _FROM.match(line):
            if lines:
                yield b"".join(lines)
            lines = []
        else:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)
