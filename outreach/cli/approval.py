"""An advisory file in its surroundings: read, checked against the directory and the files beside it, laid out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.files import contents
from outreach.cli.output import say, warn
from outreach.errors import InvalidValue

if TYPE_CHECKING:
    from outreach.model.advisory import Advisory, Verdict
    from outreach.model.message import Edition
    from outreach.model.recipient import Recipient
    from outreach.services.advisories import Rendered, Surroundings, Versions
    from outreach.store.glance import Rows

    Readers = Sequence[Recipient]


def read(file: Path) -> "Advisory":
    """The advisory in `file`. Raises InvalidFile for what is none at all; other problems are for `check` to tell."""
    from outreach.services import advisories
    from outreach.store import gazetteer

    return advisories.load(contents(file), file=str(file), city=gazetteer.city)


def versions(file: Path) -> "Versions":
    """The advisory that `file` belongs to, in every language that lies beside it. Raises InvalidFile as `read` does."""
    from outreach.services import advisories
    from outreach.store import gazetteer

    if str(file) == "-":
        return advisories.Versions(read(file))
    return advisories.read_versions(file, content=contents, city=gazetteer.city)


def surroundings(
    rows: "Rows", file: Path, *, send_at: datetime | None = None, readers: "Readers" = ()
) -> "Surroundings":
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
        recipient_zones=advisories.by_zone(readers),
        boilerplate=advisories.library_in(settings.templates),
        organisation=settings.organisation,
        templates=settings.templates,
    )


def _mailboxes() -> list[str]:
    """The addresses of our own that the settings name."""
    settings = doors.settings()
    sender = bootstrap.sender(settings).address if settings.sender else None
    return [address for address in (sender, settings.return_path) if address]


def approved(
    rows: "Rows", whole: "Versions", file: Path, *, send_at: datetime | None = None, readers: "Readers" = ()
) -> "Edition":
    """The `whole` advisory of `file`, ready to be planned for `readers`, with a word about each warning.

    Raises AdvisoryProblem and TemplateProblem.
    """
    from outreach.services import advisories

    around = surroundings(rows, file, send_at=send_at, readers=readers)
    verdicts = advisories.check_all(whole, around)
    warn(warnings(verdicts))
    return advisories.edition(whole, around, verdicts=verdicts)


def warnings(verdicts: "Mapping[str, Verdict]") -> Iterator[str]:
    """A sentence for everything that is to be looked at."""
    from outreach.model.advisory import Level

    for file, verdict in verdicts.items():
        for problem in verdict.problems:
            if problem.level is Level.WARNING:
                yield f"{file}, line {problem.line}: {problem.message} ({problem.rule})"


def rendered_versions(whole: "Versions", around: "Surroundings") -> "dict[str, Rendered]":
    """Every version by its language, the main one first, with a word if they could not go out yet."""
    from outreach.services import advisories

    made = advisories.rendered_versions(whole, around)
    if errors := sum(verdict.errors for verdict in advisories.check_all(whole, around).values()):
        number = "1 error" if errors == 1 else f"{errors} errors"
        say(f"Note: it must not go out yet ({number}); `outreach advisories check {whole.main.file}` shows why")
    return made


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
