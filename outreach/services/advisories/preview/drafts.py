"""The draft that a preview shows, of an advisory that may be there in several languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from outreach.model.advisory import Advisory, Problem
from outreach.model.card import ContactKind
from outreach.services.advisories import versions
from outreach.services.advisories.approval import Rendered
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.versions import Versions, check_all
from outreach.store import cards
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


@dataclass(frozen=True, slots=True)
class Drafts:
    """Where drafts come from: `file` and the versions beside it, read anew each time.

    `rendered` lays a version out, given the main one.
    """

    file: Path
    read: Callable[[Path], Versions]
    rendered: Callable[[Advisory, Surroundings, Advisory], Rendered]

    def draft(self, rows: Rows, *, language: str | None, reader: str | None) -> Draft:
        """The version in `language`, or, without one, the version that `reader` (an address) would get.

        Without either the one that the file is. Raises NotFound and InvalidFile.
        """
        whole = self.read(self.file)
        advisory = self._chosen(whole, rows, language=language, reader=reader)
        return Draft(
            advisory,
            whole.languages,
            partial(_problems, whole, advisory),
            lambda around: self.rendered(advisory, around, whole.main),
        )

    def files(self) -> Iterable[Path]:
        """The files that drafts are read from, whether they are there or not."""
        main, others = versions.files(self.file)
        return [self.file, main, *others.values()]

    def _chosen(self, whole: Versions, rows: Rows, *, language: str | None, reader: str | None) -> Advisory:
        if language and (found := whole.in_language([language])):
            return found
        if reader and (known := cards.named(rows, ContactKind.JOURNALIST, reader)):
            return whole.for_reader(known[0].languages)
        return next((version for version in whole.all if version.file == str(self.file)), whole.main)


def _problems(whole: Versions, shown: Advisory, around: Surroundings) -> list[Problem]:
    """What is wrong with the version that is shown, and with the others, which are named."""
    return [
        problem if file == shown.file else replace(problem, message=f"{Path(file).name}: {problem.message}")
        for file, verdict in check_all(whole, around).items()
        for problem in verdict.problems
    ]
