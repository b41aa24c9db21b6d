"""The versions of an advisory that a preview can show: one a language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from outreach.model.advisory import Advisory


class Versions(Protocol):
    """The languages in which an advisory is there, and the advisory in each of them."""

    def languages(self) -> tuple[str, ...]:
        """The tags (BCP 47) of the versions, the main one first; raises nothing."""

    def version(self, language: str | None, *, reader: str | None) -> Advisory:
        """The version in `language`, or, without one, the version that `reader` (an address) would get.

        Raises NotFound and InvalidFile.
        """

    def files(self) -> Iterable[Path]:
        """The files that the versions are read from, whether they are there or not."""


@dataclass(slots=True)
class OneFile:
    """An advisory that is there in one language, the one that its file names."""

    file: Path
    read: Callable[[Path], Advisory]
    _language: str | None = None

    def languages(self) -> tuple[str, ...]:
        """The file's language, once it has been read."""
        return (self._language,) if self._language else ()

    def version(self, language: str | None, *, reader: str | None) -> Advisory:
        """The file, whoever reads it."""
        advisory = self.read(self.file)
        self._language = advisory.language
        return advisory

    def files(self) -> Iterable[Path]:
        """The file."""
        return [self.file]
