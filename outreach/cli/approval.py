"""An advisory file in its surroundings: read, checked against the directory and the files beside it, laid out."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.output import say, warn
from outreach.errors import InvalidValue

if TYPE_CHECKING:
    from outreach.model.advisory import Advisory, Problem
    from outreach.model.message import Approved
    from outreach.services.advisories import Rendered, Surroundings
    from outreach.store.glance import Rows


def read(file: Path) -> "Advisory":
    """The advisory in `file`. Raises InvalidFile for what is none at all; other problems are for `check` to tell."""
    from outreach.services import advisories
    from outreach.store import gazetteer

    return advisories.load(contents(file), file=str(file), city=gazetteer.city)


def surroundings(rows: "Rows", file: Path, *, send_at: datetime | None = None) -> "Surroundings":
    """This office's clock, directory and rota, and the folder of `file`; `send_at` where it does not go out at once."""
    from outreach.services import advisories
    from outreach.store import offices

    settings = doors.settings()
    return advisories.Surroundings(
        now=doors.now(),
        offices=offices.everywhere(rows),
        contacts_for=advisories.directory(rows),
        attachment=advisories.attachment_in(Path.cwd() if str(file) == "-" else file.parent),
        world=advisories.world(rows, mailboxes=_mailboxes(), home_country=settings.home_country),
        send_at=send_at,
    )


def _mailboxes() -> list[str]:
    """The addresses of our own that the settings name."""
    settings = doors.settings()
    sender = bootstrap.sender(settings).address if settings.sender else None
    return [address for address in (sender, settings.return_path) if address]


def approved(rows: "Rows", file: Path, *, send_at: datetime | None = None) -> "Approved":
    """The advisory, ready to be planned, with a word about each warning. Raises AdvisoryProblem and TemplateProblem."""
    from outreach.model.advisory import Level
    from outreach.services import advisories

    advisory, around = read(file), surroundings(rows, file, send_at=send_at)
    problems = advisories.verdict(advisory, around).problems
    warn(_told(problem, file) for problem in problems if problem.level is Level.WARNING)
    advisories.refuse_errors(problems, file=str(file))
    return advisories.rendered(advisory, around, **house_style()).mail  # type: ignore[arg-type]


def _told(problem: "Problem", file: Path) -> str:
    return f"{file}, line {problem.line}: {problem.message} ({problem.rule})"


def rendered(advisory: "Advisory", around: "Surroundings") -> "Rendered":
    """The advisory in every form, with a word if it could not go out yet. Raises what `advisories.rendered` raises."""
    from outreach.model.advisory import Level
    from outreach.services import advisories

    made = advisories.rendered(advisory, around, **house_style())  # type: ignore[arg-type]
    errors = sum(problem.level is Level.ERROR for problem in advisories.check(advisory, around))
    if errors:
        number = "1 error" if errors == 1 else f"{errors} errors"
        say(f"Note: it must not go out yet ({number}); `outreach advisories check {advisory.file}` shows why")
    return made


def house_style() -> dict[str, object]:
    """The organisation's name, and the folder of its own templates."""
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
