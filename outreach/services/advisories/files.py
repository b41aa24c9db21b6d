"""The files of an advisory on disk: its own text, and what goes with it from the same folder and from nowhere else."""

import mimetypes
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from outreach.errors import InvalidFile, NotFound
from outreach.formats import advisory, encoding
from outreach.model import language as language_tags
from outreach.model.advisory import Advisory
from outreach.model.city import City
from outreach.model.message import Attachment

_LONGEST_TEXT = 1_000_000
_LARGEST_ATTACHMENT = 25_000_000


def load(
    content: bytes, *, file: str, city: Callable[[str], City], language: str = "en", main: Advisory | None = None
) -> Advisory:
    """The advisory in `content`; `file` names it in messages. Raises InvalidFile for what is no advisory at all.

    `language` is the one meant where it says none; `main` is the advisory that it is another version of.
    """
    if len(content) > _LONGEST_TEXT:
        raise InvalidFile(file, f"has more than {_LONGEST_TEXT:,} bytes; an advisory is a page or two of text")
    text = encoding.decoded(content, filename=file)
    return advisory.read(text, file=file, city=city, language=language, main=main)


def parted(file: Path) -> tuple[str, str]:
    """The name and the language tag of an advisory's file: ("advisory", "fr") of advisory.fr.md; "" for no tag."""
    from babel import Locale, UnknownLocaleError

    name, dot, tag = file.stem.rpartition(".")
    if not (dot and name and language_tags.parsed(tag)):
        return file.stem, ""
    try:
        Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return file.stem, ""
    return name, tag


def attachment_in(folder: Path) -> Callable[[str], Attachment]:
    """The reader of attachments in `folder`: of a name relative to it, the file.

    The reader raises NotFound where nothing has that name, InvalidFile for a name that leads out of the folder (also by
    a link), for what is no file, and for more than 25 MB.
    """

    def attachment(name: str) -> Attachment:
        return _read(name, folder=folder)

    return attachment


def _read(name: str, *, folder: Path) -> Attachment:
    # Backslashes and colons are Windows' ways out: \\server\share, C:, file:stream.
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or set(name) & {"\\", ":", "\0"}:
        raise InvalidFile(name, "leads out of the advisory's folder; put the file beside the advisory")
    try:
        path = (folder / name).resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("attachment", name, advice="put the file beside the advisory") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidFile(name, f"cannot be read ({error})") from error
    if not path.is_relative_to(folder.resolve()):
        raise InvalidFile(name, "is a link that leads out of the advisory's folder; put the file itself there")
    content = _content(path, name)
    return Attachment(path.name if "/" in name else name, _content_type(name), content)


def _content(path: Path, name: str) -> bytes:
    try:
        # Not through a link put there since, and not waiting for a pipe.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise InvalidFile(name, f"cannot be read ({error.strerror})") from error
    with _closing(handle):
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise InvalidFile(name, "is not a file; only files can be attached")
        if status.st_size > _LARGEST_ATTACHMENT:
            raise InvalidFile(name, f"has more than {_LARGEST_ATTACHMENT // 1_000_000} MB; put a link in the text")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read()


@contextmanager
def _closing(handle: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(handle)


def _content_type(name: str) -> str:
    guessed, packed = mimetypes.guess_type(name)
    return guessed if guessed and not packed else "application/octet-stream"
