"""The versions of an advisory made ready together: each laid out in its language, all or none of them approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from outreach.model.message import Approved
from outreach.services.advisories.approval import Rendered, rendered
from outreach.services.advisories.checking import refuse_errors
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.versions import Versions, check_all, chosen


@dataclass(frozen=True, slots=True)
class Edition:
    """An advisory ready to be planned, in every language it is there in; `others` has none of the main one's."""

    main: Approved
    others: Mapping[str, Approved] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the main one first."""
        return self.main.language, *self.others

    def for_reader(self, languages: Sequence[str]) -> Approved:
        """What goes to somebody who reads `languages`, best first (see `Versions.for_reader`)."""
        return self.others.get(chosen(languages, self.languages), self.main)


def approved_versions(
    versions: Versions, around: Surroundings, *, organisation: str | None = None, templates: Path | None = None
) -> Edition:
    """Every version ready to be planned. Raises AdvisoryProblem if one has an error or two disagree."""
    found = check_all(versions, around)
    for version in versions.all:
        refuse_errors((f.problem for f in found if f.file == version.file), file=version.file)
    main, *others = rendered_versions(versions, around, organisation=organisation, templates=templates).items()
    return Edition(main[1].mail, {language: made.mail for language, made in others})


def rendered_versions(
    versions: Versions, around: Surroundings, *, organisation: str | None = None, templates: Path | None = None
) -> dict[str, Rendered]:
    """Every version by its language, the main one first, as it would look if it went out at `around.now`.

    Raises what `rendered` raises.
    """
    made: dict[str, Rendered] = {}
    for version in versions.all:
        # Of two in one language, which `check_all` refuses, the first is the one to look at.
        if version.language not in made:
            made[version.language] = rendered(
                version, around, organisation=organisation, templates=templates, main=versions.main
            )
    return made
