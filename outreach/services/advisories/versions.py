"""One advisory in several languages: advisory.md, and beside it advisory.fr.md and advisory.es.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from outreach.model import language
from outreach.model.advisory import Advisory, Verdict
from outreach.model.city import City
from outreach.services.advisories.checking import verdict
from outreach.services.advisories.files import load, parted
from outreach.services.advisories.rules import versions as agreement
from outreach.services.advisories.rules.surroundings import Surroundings


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
        return self._in(language.chosen(languages, self.languages)) or self.main

    def _in(self, tag: str | None) -> Advisory | None:
        return next((version for version in self.all if version.language == tag), None)


def files(file: Path) -> tuple[Path, dict[str, Path]]:
    """The main file of the advisory that `file` belongs to, and the files of its other versions by language tag.

    advisory.fr.md is a version of the advisory.md beside it; without that one it is an advisory of its own, in French
    unless it says another language.
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
    main = load(content(main_file), file=str(main_file), city=city, language=parted(main_file)[1] or "en")
    versions = [load(content(path), file=str(path), city=city, language=tag, main=main) for tag, path in others.items()]
    return Versions(main, tuple(versions))


def check_all(versions: Versions, around: Surroundings) -> dict[str, Verdict]:
    """Everything that is wrong with any version, or between two, by file, the main one's first."""
    ours = verdict(versions.main, around)
    # What a version has from the main file is told there: in its own it stands nowhere, which is line 1.
    told = {replace(problem, line=1) for problem in (*ours.problems, *(one.problem for one in ours.silenced))}
    found = {versions.main.file: ours}
    for at, version in enumerate(versions.others):
        apart = agreement.problems(version, main=versions.main, others=versions.others[:at])
        found[version.file] = verdict(version, around, beside=apart, told=told)
    return found
