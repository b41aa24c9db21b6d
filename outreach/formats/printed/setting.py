"""An outline set in type by Typst: on one A4 page where it fits, tagged (PDF/UA-1), the same octets every time.

The text reaches Typst as data and is never read as its code. The one file that is code is our own; it names no file and
no package, and Typst is given an empty folder as its world, so nothing outside is read and nothing is fetched.
"""

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from outreach import resources
from outreach.formats.printed.outline import Outline, outline

if TYPE_CHECKING:
    from typst import Compiler, Fonts

# Points; what does not fit on one page in the smallest of them is set in the largest, on several.
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNDISPLAYED = re.compile(r"the text `\"(.*?)\"` could not be displayed")


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF. `missing` is text that no font of this machine has a shape for: boxes stand in its place."""

    content: bytes
    missing: str = ""


def pdf(page: str, *, now: datetime, images: Mapping[str, bytes] | None = None) -> Printed:
    """The finished HTML `page` of a mail on paper; `now` is written into it as its date (aware).

    `images` are those that the page shows by Content-ID.
    """
    from typst import TypstError

    read = outline(page, images=images)
    with tempfile.TemporaryDirectory(prefix="outreach-") as nowhere:
        compiler = _fitting(read, nowhere)
        try:
            return Printed(_compiled(compiler, now=now, standards=["ua-1"]))
        except TypstError as error:
            unknown = _UNDISPLAYED.search(str(error))
            if unknown is None:
                raise
            return Printed(_compiled(compiler, now=now, standards=[]), missing=_plainly(unknown[1]))


def _fitting(read: Outline, folder: str) -> "Compiler":
    """The page set in the largest type that gets it onto one sheet."""
    compilers = (_compiler(read, folder, size=size) for size in _SIZES)
    for compiler in compilers:
        if json.loads(compiler.query("<pages>", field="value", one=True)) == 1:
            return compiler
    return _compiler(read, folder, size=_SIZES[0])


def _compiler(read: Outline, folder: str, *, size: float) -> "Compiler":
    from typst import Compiler

    language = _TAG.fullmatch(read.language)
    spoken = {"language": language[1].lower() if language else "en", "region": language[2] if language else None}
    return Compiler(
        _source(),
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"page": json.dumps(asdict(read) | spoken | {"size": size})},
        package_path=folder,
        package_cache_path=folder,
    )


def _compiled(compiler: "Compiler", *, now: datetime, standards: list[str]) -> bytes:
    at = int(now.timestamp())
    made = compiler.compile(_source(), format="pdf", pdf_standards=standards, timestamp=at)  # type: ignore[arg-type]
    return b"".join(made) if isinstance(made, list) else made or b""


def _plainly(said: str) -> str:
    """What Typst says of a text, without its escapes for letters that are not assigned."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)


@cache
def _fonts() -> "Fonts":
    """The fonts of this machine and those that Typst brings along; looking for them is what takes time."""
    from typst import Fonts

    return Fonts()


@cache
def _source() -> bytes:
    return resources.path("templates", "print/advisory.typ").read_bytes()
