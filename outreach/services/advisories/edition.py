"""The versions of an advisory made ready together: each laid out in its language, all or none of them approved."""

from collections.abc import Mapping

from outreach.formats.advisory.changes import Notice
from outreach.model.advisory import Verdict
from outreach.model.message import Edition
from outreach.services.advisories.approval import Rendered, rendered
from outreach.services.advisories.checking import refuse_errors
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.versions import Versions


def edition(
    versions: Versions,
    around: Surroundings,
    *,
    verdicts: Mapping[str, Verdict],
    notices: Mapping[str, Notice] | None = None,
) -> Edition:
    """Every version ready to be planned, with the notice for its language. Raises AdvisoryProblem if one has an error.

    `verdicts` are what `check_all` gives.
    """
    for file, verdict in verdicts.items():
        refuse_errors(verdict.problems, file=file)
    made = rendered_versions(versions, around, notices=notices)
    main, *others = (version.mail for version in made.values())
    return Edition(main, {version.language: version for version in others})


def rendered_versions(
    versions: Versions,
    around: Surroundings,
    *,
    notices: Mapping[str, Notice] | None = None,
) -> dict[str, Rendered]:
    """Every version by its language, the main one first, as it would look if it went out at `around.sending`.

    Raises what `rendered` raises.
    """
    made: dict[str, Rendered] = {}
    for version in versions.all:
        # Of two in one language, which `check_all` refuses, the first is the one to look at.
        if version.language not in made:
            made[version.language] = rendered(
                version,
                around,
                main=versions.main,
                notice=notices.get(version.language) if notices else None,
            )
    return made
