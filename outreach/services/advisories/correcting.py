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
from outreach.services.advisories.edition import edition
from outreach.services.advisories.files import load
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.versions import Versions, check_all


def correction(
    versions: Versions,
    around: Surroundings,
    *,
    earlier: Mapping[str, Earlier],
    city: Callable[[str], City],
    note: str = "",
    organisation: str | None = None,
    templates: Path | None = None,
) -> tuple[Edition, Edition]:
    """`versions` as those get it who have no version of it yet, and as those get it who have the `earlier` one.

    `note` is the writer's own sentence on what has changed. Raises AdvisoryProblem if there is any error in them, and
    WrongUsage where nothing is different.
    """
    old = _read(earlier, city=city)
    before = {version.language: _before(version.language, earlier) for version in versions.all}
    notices = {
        version.language: changes.corrected(version, old=old[before[version.language]], note=note)
        for version in versions.all
    }
    if all(len(notice.lines) == 1 for notice in notices.values()) and not _brings_other_files(versions.main, old):
        raise WrongUsage(f"{versions.main.file} says what the mailing said; change what was wrong in it, then correct")
    verdicts = check_all(versions, around)
    entries = {version.language: _entry(version, earlier[before[version.language]], around) for version in versions.all}
    right, marked = (
        _with_entries(
            edition(versions, around, verdicts=verdicts, organisation=organisation, templates=templates, notices=said),
            entries,
        )
        for said in (None, notices)
    )
    return right, marked


def _before(language: str, earlier: Mapping[str, Earlier]) -> str:
    """The language of what a reader of `language` has had: that, or the main one."""
    return language if language in earlier else next(iter(earlier))


def _brings_other_files(new: Advisory, old: Mapping[str, Advisory]) -> bool:
    return new.attachments != next(iter(old.values())).attachments


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
    old = _read(earlier, city=city)
    main = next(iter(old.values()))
    if all(before.entry is None for before in earlier.values()):
        raise WrongUsage(f"{main.headline!r} has no event to call off; `outreach mailings correct` corrects it")
    # Only the entry goes along: nobody needs the programme of what does not take place.
    bare = [replace(advisory, attachments=()) for advisory in old.values()]
    versions = Versions(bare[0], tuple(bare[1:]))
    made = edition(
        versions,
        around,
        verdicts={},
        organisation=organisation,
        templates=templates,
        notices={language: changes.called_off(advisory, note=note) for language, advisory in old.items()},
    )
    entries = {
        language: calendar.cancelled(before.entry, now=around.now)
        for language, before in earlier.items()
        if before.entry is not None
    }
    return _with_entries(made, entries)


def _read(earlier: Mapping[str, Earlier], *, city: Callable[[str], City]) -> dict[str, Advisory]:
    """What was sent, by language; a version has from the main one, the first, what it does not say itself."""
    read: dict[str, Advisory] = {}
    for language, before in earlier.items():
        main = next(iter(read.values()), None)
        content, file = before.source.encode(), "the mailing's advisory"
        read[language] = load(content, file=file, city=city, language=language, main=main)
    return read


def _entry(advisory: Advisory, before: Earlier, around: Surroundings) -> bytes | None:
    """In place of the entry that they have: updated, or struck out where the advisory has no event any more."""
    if before.entry is None:
        return None
    if advisory.event is None or advisory.event.when is None:
        return calendar.cancelled(before.entry, now=around.now)
    return calendar.updated(advisory, sent=before.entry, now=around.now)


def _with_entries(made: Edition, entries: Mapping[str, bytes | None]) -> Edition:
    main, *others = (_with_entry(mail, entries.get(language)) for language, mail in made.versions.items())
    return Edition(main, {mail.language: mail for mail in others})


def _with_entry(mail: Approved, entry: bytes | None) -> Approved:
    if entry is None:
        return mail
    others = tuple(file for file in mail.attachments if not calendar.is_one(file.filename))
    return replace(mail, attachments=(calendar.attachment(entry), *others))
