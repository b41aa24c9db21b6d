"""One look at an advisory: the finished message for one reader, opened again, and every problem, errors first."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.errors import AdvisoryProblem, InvalidFile, NotFound, OutreachError, TemplateProblem
from outreach.formats import calendar_facts
from outreach.mail.opened import Opened, opened
from outreach.model.advisory import Level, Problem
from outreach.model.message import Approved, Attachment
from outreach.services.advisories.preview.drafts import Draft, Drafts
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.store.glance import Rows

if TYPE_CHECKING:
    from outreach.services.proofs import Proof


_OF_TEMPLATES = frozenset({"template-syntax", "unknown-merge-field"})


@dataclass(frozen=True, slots=True)
class Office:
    """What a preview asks of the office, each time anew: nothing of it is kept between two looks.

    `rows` opens the store, `around` is what an advisory is checked against, `proof` makes it out to an address of the
    directory, or to the sample reader. They raise what they raise: `view` tells it.
    """

    rows: Callable[[], AbstractContextManager[Rows]]
    around: Callable[[Rows], Surroundings]
    proof: Callable[[Approved, str | None], "Proof"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown. `mail` is None where nothing could be made; `problems` say why, errors first.

    `event` is the calendar entry in the mail as (label, text), `entry` its source; `attached` are the names of the
    files beside the advisory that it brings.
    """

    file: str
    languages: tuple[str, ...] = ()
    language: str = ""
    problems: tuple[Problem, ...] = ()
    mail: Opened | None = None
    event: tuple[calendar_facts.Fact, ...] = ()
    entry: str = ""
    attached: tuple[str, ...] = ()


def view(drafts: Drafts, office: Office, *, file: str, language: str | None, reader: str | None) -> View:
    """The advisory in `language` (None: the one that the reader would get) for `reader` (None: the sample reader).

    Whatever a person can mend is among the problems; nothing of it is raised.
    """
    try:
        with office.rows() as rows:
            draft = drafts.draft(rows, language=language, reader=reader)
            return _view(draft, office, rows, reader=reader)
    except OutreachError as error:
        return View(file=file, problems=(_told(error),))


def _view(draft: Draft, office: Office, rows: Rows, *, reader: str | None) -> View:
    around = office.around(rows)
    problems = draft.problems(around)
    mail = None
    try:
        mail = opened(office.proof(draft.rendered(around).mail, reader).message)
    except OutreachError as error:
        problems += _not_yet_told(error, problems, file=draft.advisory.file)
    advisory = draft.advisory
    entry = _entry(mail.attachments) if mail else None
    zone = advisory.event.timezone if advisory.event else None
    return View(
        file=advisory.file,
        languages=draft.languages,
        language=advisory.language,
        problems=tuple(sorted(problems, key=lambda problem: (problem.level is not Level.ERROR, problem.line))),
        mail=mail,
        event=tuple(calendar_facts.facts(entry.content, zone=zone)) if entry else (),
        entry=entry.content.decode("utf-8", "replace").replace("\r\n", "\n") if entry else "",
        attached=advisory.attachments,
    )


def _entry(attachments: Iterable[Attachment]) -> Attachment | None:
    return next((file for file in attachments if file.content_type == "text/calendar"), None)


def _not_yet_told(error: OutreachError, problems: list[Problem], *, file: str) -> list[Problem]:
    """What stopped the mail, unless the checker has said it already, with its rule and its line."""
    if isinstance(error, TemplateProblem):
        # A page template has a path of its own; for what is wrong in the advisory's own text there are rules.
        is_ours = error.template == file or "/" not in error.template
        told = is_ours and any(problem.rule in _OF_TEMPLATES for problem in problems)
    else:
        told = isinstance(error, AdvisoryProblem | NotFound) and any(p.level is Level.ERROR for p in problems)
    return [] if told else [_told(error)]


def _told(error: OutreachError) -> Problem:
    """An error as a problem of no rule; a template's line is its own and stands in the sentence."""
    if isinstance(error, InvalidFile):
        return Problem("file", Level.ERROR, error.line or 0, error.problem)
    return Problem("template" if isinstance(error, TemplateProblem) else "", Level.ERROR, 0, str(error))
