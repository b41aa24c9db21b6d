"""The draft that a preview shows, of an advisory that may be there in several languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from outreach.model.advisory import Advisory, Problem
from outreach.services.advisories.approval import Rendered
from outreach.services.advisories.checking import check
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.store.glance import Rows


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of an advisory: what is wrong with it (`problems`), and how it looks (`rendered`).

    `languages` are the tags (BCP 47) of all versions that are there, the main one first.
    """

    advisory: Advisory
    languages: tuple[str, ...]
    problems: Callable[[Surroundings], list[Problem]]
    rendered: Callable[[Surroundings], Rendered]


class Drafts(Protocol):
    """Where drafts come from: read anew each time."""

    def draft(self, rows: Rows, *, language: str | None, reader: str | None) -> Draft:
        """The version in `language`, or, without one, the version that `reader` (an address) would get.

        Raises NotFound and InvalidFile.
        """

    def files(self) -> Iterable[Path]:
        """The files that drafts are read from, whether they are there or not."""


@dataclass(frozen=True, slots=True)
class OneFile:
    """An advisory that is there in one language, the one that its file names, whoever reads it."""

    file: Path
    read: Callable[[Path], Advisory]
    rendered: Callable[[Advisory, Surroundings], Rendered]

    def draft(self, rows: Rows, *, language: str | None, reader: str | None) -> Draft:
        """The file as it is now."""
        advisory = self.read(self.file)
        return Draft(advisory, (advisory.language,), partial(check, advisory), partial(self.rendered, advisory))

    def files(self) -> Iterable[Path]:
        """The file."""
        return [self.file]
