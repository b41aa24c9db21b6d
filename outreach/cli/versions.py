"""An advisory in several languages: which version a command shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Versions


@dataclass(frozen=True, slots=True)
class Choice:
    """The language of the version that is shown, and why that one."""

    language: str
    reason: str


def choice(whole: "Versions", file: Path, *, language: str | None, reader: "Recipient") -> Choice:
    """The version in `language` if that is asked for, else the reader's, else the one that `file` is.

    Raises NotFound where there is no version in the language asked for.
    """
    if language:
        found = whole.in_language([language])
        if found is None:
            advice = f"there are {', '.join(whole.languages)}"
            raise NotFound("version in the language", language, advice=advice)
        return Choice(found.language, "asked for")
    if reader.card:
        return _for_reader(whole, reader.card.languages)
    named = next((version for version in whole.all if version.file == str(file)), whole.main)
    return Choice(named.language, "the file that was named; --as shows what a reader would get")


def _for_reader(whole: "Versions", languages: Sequence[str]) -> Choice:
    theirs = whole.for_reader(languages).language
    if whole.in_language(languages):
        return Choice(theirs, "the reader's first language with a version")
    reads = f"the reader reads {', '.join(languages)}" if languages else "nothing says what the reader reads"
    return Choice(theirs, f"{reads}; there are {', '.join(whole.languages)}")
