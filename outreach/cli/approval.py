"""An advisory file in its surroundings: read, checked against the directory and the files beside it, laid out."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.output import say
from outreach.errors import InvalidValue

if TYPE_CHECKING:
    from outreach.model.advisory import Advisory
    from outreach.model.message import Approved
    from outreach.services.advisories import Rendered, Surroundings
    from outreach.store.glance import Rows


def read(file: Path) -> "Advisory":
    """The advisory in `file`. Raises InvalidFile for what is none at all; other problems are for `check` to tell."""
    from outreach.services import advisories
    from outreach.store import gazetteer

    return advisories.load(contents(file), file=str(file), city=gazetteer.city)


def surroundings(rows: "Rows", file: Path) -> "Surroundings":
    """This office's clock and directory, and the folder of `file`."""
    from outreach.services import advisories

    return advisories.Surroundings(
        now=doors.now(),
        contacts_for=advisories.directory(rows),
        attachment=advisories.attachment_in(Path.cwd() if str(file) == "-" else file.parent),
        boilerplate=advisories.library_in(doors.settings().templates),
    )


def approved(rows: "Rows", file: Path) -> "Approved":
    """The advisory, ready to be planned. Raises AdvisoryProblem and TemplateProblem."""
    from outreach.services import advisories

    return advisories.approved(read(file), surroundings(rows, file), **_house_style())  # type: ignore[arg-type]


def rendered(advisory: "Advisory", around: "Surroundings") -> "Rendered":
    """The advisory in every form, with a word if it could not go out yet. Raises what `advisories.rendered` raises."""
    from outreach.model.advisory import Level
    from outreach.services import advisories

    made = advisories.rendered(advisory, around, **_house_style())  # type: ignore[arg-type]
    errors = sum(problem.level is Level.ERROR for problem in advisories.check(advisory, around))
    if errors:
        number = "1 error" if errors == 1 else f"{errors} errors"
        say(f"Note: it must not go out yet ({number}); `outreach advisories check {advisory.file}` shows why")
    return made


def _house_style() -> dict[str, object]:
    settings = doors.settings()
    return {"organisation": settings.organisation, "templates": settings.templates}


def instant(written: str) -> datetime:
    """The instant that --at means. Raises InvalidValue for an hour without a place, or one that is not on the clock."""
    from outreach.model.moments import BadTime, moment
    from outreach.store import gazetteer

    try:
        found = moment(written, zone=None, city=gazetteer.city).instant
    except BadTime as error:
        raise InvalidValue("--at", written, str(error)) from error
    if found <= doors.now():
        raise InvalidValue("--at", written, "is past; leave --at out to send at once")
    return found
