"""`outreach mailings correct` and `cancel-event`: taking back what went out, from exactly those who have it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import approval, doors, planning, timing
from outreach.cli.options import DryRunOption, FormatOption, MailingArgument, YesOption
from outreach.cli.output import Output, warn

if TYPE_CHECKING:
    from sqlmodel import Session

    from outreach.services.advisories import Versions
    from outreach.services.mailings import Plan, Terms

NoteOption = Annotated[
    list[str],
    typer.Option(
        "--note", help='Your own sentence on what has changed, on top; "fr: Le …" for a version in another language.'
    ),
]
HoursOption = Annotated[
    str | None,
    typer.Option(
        "--local-hours", metavar="8-18", help="At these hours of each reader's own day; 0-24 at any. Else as before."
    ),
]
_OF_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*)[:=]\s*(.+)", re.DOTALL)


def correct_mailing(
    mailing_id: MailingArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The advisory as it is right.", show_default=False)],
    note: NoteOption = [],
    at: Annotated[str | None, typer.Option("--at", help='Not before: "2026-12-01 09:00 Europe/Vienna".')] = None,
    local_hours: HoursOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Plan the correction of a mailing: for those who have it, and the right version for those who still wait.

    Who has it gets the right version in the same thread, marked as a correction, with what has changed at the top. Who
    still waits gets only the right version; who reads a language in which nothing changed gets nothing. It keeps the
    mailing's hours (--local-hours). Nothing is sent yet.

    \b
    Examples:
      outreach mailings correct 3 advisory.md --note "The session starts at 11:00, not at 10:00."
      outreach mailings correct 3 advisory.md --note "At 11:00." --note "fr: La séance commence à 11 h."
      outreach mailings correct 3 advisory.md --dry-run
    """
    whole = approval.versions(file)
    terms = planning.terms(send_at=approval.instant(at) if at else None, local_hours=timing.hours(local_hours))
    notes, had = _notes(note, main=whole.main.language), _languages_of(mailing_id)
    warn([*_without_version(whole, had), *_without_note(whole.languages, notes)])
    plan = _planned(
        lambda session: _correction(session, mailing_id, whole, file, notes=notes, terms=terms),
        f"Take back what waits of mailing {mailing_id}, and plan its correction to {{}} people?",
        dry_run=dry_run,
        yes=yes,
    )
    planning.say_plan(plan, terms, output=output, dry_run=dry_run, which=f", the correction of mailing {mailing_id},")


def _correction(
    session: "Session", mailing_id: int, whole: "Versions", file: Path, *, notes: dict[str, str], terms: "Terms"
) -> "Plan":
    from outreach.services import advisories, mailings
    from outreach.store import database, gazetteer

    made = advisories.correction(
        whole,
        approval.surroundings(database.rows_of(session), file, send_at=terms.send_at),
        said=mailings.earlier(session, mailing_id),
        city=gazetteer.city,
        notes=notes,
    )
    return mailings.correct(session, mailing_id, terms, right=made.right, marked=made.marked, unchanged=made.unchanged)


def _languages_of(mailing_id: int) -> list[str]:
    """The languages that a mailing, and those that it took back, went out in, the main one first."""
    from outreach.services import mailings

    with doors.reading() as session:
        return list(dict.fromkeys(tag for said in mailings.earlier(session, mailing_id).values() for tag in said))


def _planned(make: Callable[["Session"], "Plan"], question: str, *, dry_run: bool, yes: bool) -> "Plan":
    """The plan that `make` makes; before that it is made once for nothing, to ask with the number of people."""
    if not (dry_run or yes):
        with doors.reading() as session:
            typer.confirm(question.format(make(session).recipients), abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        return make(session)


def _notes(written: Sequence[str], *, main: str) -> dict[str, str]:
    """The notes by the language that they are for; one without a language is for the main version."""
    found = {}
    for note in written:
        said = _OF_LANGUAGE.fullmatch(note.strip())
        language, text = (said[1], said[2]) if said else (main, note)
        found[language] = text.strip()
    return found


def _without_version(whole: "Versions", had: Iterable[str]) -> Iterator[str]:
    for language in had:
        if language not in whole.languages:
            yield f"there is no version in {language}, which the mailing had: its readers get {whole.main.language}"


def _without_note(languages: Iterable[str], notes: dict[str, str]) -> Iterator[str]:
    for language in languages:
        if notes and language not in notes:
            yield f'readers of {language} get no note; --note "{language}: …" gives them one'


def cancel_event(
    mailing_id: MailingArgument,
    note: NoteOption = [],
    local_hours: HoursOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    output: FormatOption = Output.TABLE,
) -> None:
    """Plan the word that a mailing's event is off, for those who have the mailing. Nothing is sent yet.

    They get it in the same thread, marked as cancelled, with an entry that strikes the event out of their calendar. Who
    still waits gets nothing any more.

    \b
    Examples:
      outreach mailings cancel-event 3 --note "A new date will be announced."
      outreach mailings cancel-event 3 --local-hours 0-24
      outreach mailings cancel-event 3 --dry-run
    """
    terms, languages = planning.terms(local_hours=timing.hours(local_hours)), _languages_of(mailing_id)
    notes = _notes(note, main=languages[0])
    warn(_without_note(languages, notes))
    plan = _planned(
        lambda session: _cancellation(session, mailing_id, notes=notes, terms=terms),
        f"Take back what waits of mailing {mailing_id}, and tell {{}} people that its event is off?",
        dry_run=dry_run,
        yes=yes,
    )
    planning.say_plan(
        plan, terms, output=output, dry_run=dry_run, which=f", the cancellation for mailing {mailing_id},"
    )


def _cancellation(session: "Session", mailing_id: int, *, notes: dict[str, str], terms: "Terms") -> "Plan":
    from outreach.services import advisories, mailings
    from outreach.store import database, gazetteer

    said = mailings.earlier(session, mailing_id)
    marked = advisories.called_off(
        approval.surroundings(database.rows_of(session), Path("-")),
        said=said,
        city=gazetteer.city,
        notes=notes,
    )
    return mailings.call_off(session, mailing_id, terms, marked=marked)
