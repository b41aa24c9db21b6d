"""The messages that take an advisory back: what has changed at the top, and the calendar entry brought up to date."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from outreach.errors import WrongUsage
from outreach.formats import calendar
from outreach.formats.advisory import changes
from outreach.model.advisory import Advisory
from outreach.model.city import City
from outreach.model.message import Approved, Earlier, Edition
from outreach.services.advisories.approval import rendered
from outreach.services.advisories.checking import check, refuse_errors
from outreach.services.advisories.files import load
from outreach.services.advisories.rules.surroundings import Surroundings


def correction(
    advisory: Advisory,
    around: Surroundings,
    *,
    earlier: Mapping[str, Earlier],
    city: Callable[[str], City],
    note: str = "",
    organisation: str | None = None,
    templates: Path | None = None,
) -> tuple[Edition, Edition]:
    """`advisory` as those get it who have no version of it yet, and as those get it who have the `earlier` one.

    `note` is the writer's own sentence on what has changed. Raises AdvisoryProblem if there is any error in it, and
    WrongUsage where nothing is different.
    """
    refuse_errors(check(advisory, around), file=advisory.file)
    before = earlier.get(advisory.language) or next(iter(earlier.values()))
    old = _read(before, city=city)
    notice = changes.corrected(advisory, old=old, note=note)
    if len(notice.lines) == 1 and advisory.attachments == old.attachments:
        raise WrongUsage(f"{advisory.file} says what the mailing said; change what was wrong in it, then correct")
    right, marked = (
        _with_entry(
            rendered(advisory, around, organisation=organisation, templates=templates, notice=said).mail,
            _entry(advisory, before, around),
        )
        for said in (None, notice)
    )
    return Edition(right), Edition(marked)


def called_off(
    around: Surroundings,
    *,
    earlier: Mapping[str, Earlier],
    city: Callable[[str], City],
    note: str = "",
    organisation: str | None = None,
    templates: Path | None = None,
) -> Edition:
    """What was sent `earlier`, with the word that its event is off, and the entry that strikes it out of a calendar.

    Raises WrongUsage where it had no event.
    """
    made = {}
    for language, before in earlier.items():
        advisory = _read(before, city=city)
        if before.entry is None:
            raise WrongUsage(f"{advisory.headline!r} has no event to call off; `outreach mailings correct` corrects it")
        notice = changes.called_off(advisory, note=note)
        # Only the entry goes along: nobody needs the programme of what does not take place.
        bare = replace(advisory, attachments=())
        mail = rendered(bare, around, organisation=organisation, templates=templates, notice=notice).mail
        made[language] = _with_entry(mail, calendar.cancelled(before.entry, now=around.now))
    main, *others = made.values()
    return Edition(main, {each.language: each for each in others})


def _read(before: Earlier, *, city: Callable[[str], City]) -> Advisory:
    return load(before.source.encode(), file="the mailing's advisory", city=city)


def _entry(advisory: Advisory, before: Earlier, around: Surroundings) -> bytes | None:
    """In place of the entry that they have: updated, or struck out where the advisory has no event any more."""
    if before.entry is None:
        return None
    if advisory.event is None or advisory.event.when is None:
        return calendar.cancelled(before.entry, now=around.now)
    return calendar.updated(advisory, sent=before.entry, now=around.now)


def _with_entry(mail: Approved, entry: bytes | None) -> Approved:
    if entry is None:
        return mail
    others = tuple(file for file in mail.attachments if not calendar.is_one(file.filename))
    return replace(mail, attachments=(calendar.attachment(entry), *others))
