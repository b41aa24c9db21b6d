"""One advisory in several languages: advisory.md, and beside it advisory.fr.md and advisory.es.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.model import language
from outreach.model.advisory import Advisory, Problem
from outreach.model.city import City
from outreach.services.advisories.checking import check
from outreach.services.advisories.files import load, parted
from outreach.services.advisories.rules import versions as agreement
from outreach.services.advisories.rules.surroundings import Surroundings

_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, and the file that has it."""

    file: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one advisory: the main file's first, then the others by language."""

    main: Advisory
    others: tuple[Advisory, ...] = ()

    @property
    def all(self) -> tuple[Advisory, ...]:
        """Every version, the main one first."""
        return self.main, *self.others

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the main file's first."""
        return tuple(version.language for version in self.all)

    def in_language(self, wanted: Sequence[str]) -> Advisory | None:
        """The version in the first of the `wanted` languages that there is one in (RFC 4647 §3.4), or None."""
        return self._in(language.lookup(wanted, self.languages))

    def for_reader(self, languages: Sequence[str]) -> Advisory:
        """The version for who reads `languages`, best first: in the first of them, else in English, else the main."""
        return self._in(chosen(languages, self.languages)) or self.main

    def _in(self, tag: str | None) -> Advisory | None:
        return next((version for version in self.all if version.language == tag), None)


def chosen(wanted: Sequence[str], there: Sequence[str]) -> str:
    """Which of the languages that are `there`, the main one first, goes to who reads those `wanted`, best first."""
    return language.lookup(wanted, there) or language.lookup([_FALLBACK], there) or there[0]


def files(file: Path) -> tuple[Path, dict[str, Path]]:
    """The main file of the advisory that `file` belongs to, and the files of its other versions by language tag.

    advisory.fr.md is a version of the advisory.md beside it; without that one it is an advisory of its own.
    """
    name, tag = parted(file)
    main = file.with_name(name + file.suffix) if tag else file
    if not (main.is_file() and file.is_file()):
        return file, {}
    siblings = sorted(main.parent.glob(f"*{main.suffix}"))
    parts = ((path, *parted(path)) for path in siblings if path != main and path.is_file())
    # Who writes one language twice (fr, FR) is told so; nothing is left out in silence.
    return main, {f"{tag}": path for path, name, tag in parts if tag and name == main.stem}


def read(file: Path, *, content: Callable[[Path], bytes], city: Callable[[str], City]) -> Versions:
    """The advisory that `file` belongs to, in all its languages. `content` reads a file (raises NotFound, InvalidFile).

    Raises InvalidFile for a version that is no advisory at all; other problems are for `check_all` to tell.
    """
    main_file, others = files(file)
    main = load(content(main_file), file=str(main_file), city=city)
    versions = [load(content(path), file=str(path), city=city, language=tag, main=main) for tag, path in others.items()]
    return Versions(main, tuple(versions))


def check_all(versions: Versions, around: Surroundings) -> list[Found]:
    """Everything that is wrong with any version, or between two, file by file and by line."""
    ours = check(versions.main, around)
    # What a version has from the main file is told there.
    told = {(problem.rule, problem.message) for problem in ours}
    found = [Found(versions.main.file, problem) for problem in ours]
    for at, version in enumerate(versions.others):
        apart = agreement.problems(version, main=versions.main, others=versions.others[:at])
        problems = [*check(version, around), *apart]
        new = (p for p in problems if not (p.line == 1 and (p.rule, p.message) in told))
        found += [Found(version.file, p) for p in sorted(new, key=lambda problem: (problem.line, problem.rule))]
    return found
