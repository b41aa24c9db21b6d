"""An advisory in several languages, as commands show it: which file has the problem, and which version is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli.output import View
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.model.advisory import Problem
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Found, Versions


@dataclass(frozen=True, slots=True)
class Choice:
    """The language of the version that is shown, and why that one."""

    language: str
    reason: str


def problems(view: "View[Problem]", *, several: bool) -> "View[Found]":
    """`view` for problems with their files, which are named where there are several."""

    def record(found: "Found") -> dict[str, Any]:
        return ({"file": found.file} if several else {}) | view.record(found.problem)

    file = {"File": lambda found: Path(found.file).name} if several else {}
    columns = {name: (lambda found, cell=cell: cell(found.problem)) for name, cell in view.columns.items()}
    return View(columns=file | columns, record=record)


def names(whole: "Versions") -> str:
    """The files of all versions, for a sentence: "advisory.md, advisory.fr.md"."""
    return ", ".join([whole.main.file, *(Path(version.file).name for version in whole.others)])


def choice(whole: "Versions", file: Path, *, language: str | None, reader: "Recipient | None") -> Choice:
    """The version in `language` if that is asked for, else the reader's, else the one that `file` is.

    Raises NotFound where there is no version in the language asked for.
    """
    if language:
        found = whole.in_language([language])
        if found is None:
            advice = f"there are {', '.join(whole.languages)}"
            raise NotFound("version in the language", language, advice=advice)
        return Choice(found.language, "asked for")
    if reader:
        return _for_reader(whole, _languages(reader))
    named = next((version for version in whole.all if version.file == str(file)), whole.main)
    return Choice(named.language, "the file that was named; --as shows what a reader would get")


def _languages(reader: "Recipient") -> Sequence[str]:
    return [language for language in (reader.fields.get("language"),) if language]


def _for_reader(whole: "Versions", languages: Sequence[str]) -> Choice:
    theirs = whole.for_reader(languages).language
    if whole.in_language(languages):
        return Choice(theirs, "the reader's first language with a version")
    reads = f"the reader reads {', '.join(languages)}" if languages else "nothing says what the reader reads"
    return Choice(theirs, f"{reads}; there are {', '.join(whole.languages)}")
