"""The messages that take an advisory back: what has changed at the top, and the calendar entry brought up to date."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from outreach.errors import WrongUsage
from outreach.formats import calendar, contact_block
from outreach.formats.advisory import changes
from outreach.formats.advisory.changes import Notice
from outreach.model.advisory import Advisory, Kind
from outreach.model.city import City
from outreach.model.message import Approved, Earlier, Edition
from outreach.services.advisories.edition import edition
from outreach.services.advisories.files import load
from outreach.services.advisories.people import contacts
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.versions import Versions, check_all

# What was said by each mailing of a thread, the oldest first: by its number, and language, the main one first.
Said = Mapping[int, Mapping[str, Earlier]]


@dataclass(frozen=True, slots=True)
class Correction:
    """An advisory put right: as those get it who have nothing yet, and, by what they have, those who have a wrong one.

    `unchanged` are the mailings and languages in which nothing was another: whoever has those is not written to.
    """

    right: Edition
    marked: Mapping[int, Edition]
    unchanged: frozenset[tuple[int, str]] = frozenset()


def correction(
    versions: Versions,
    around: Surroundings,
    *,
    said: Said,
    city: Callable[[str], City],
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Correction:
    """`versions` in place of what was `said`. `notes` are the writer's own sentences on what has changed, by language.

    Raises AdvisoryProblem if there is any error in them, and WrongUsage where nothing is different, or another kind of
    text altogether.
    """
    verdicts = check_all(versions, around)
    entries = {version.language: _entry(version, _latest(said, version.language), around) for version in versions.all}
    right = _with_entries(edition(versions, around, verdicts=verdicts), entries)
    marked, unchanged = dict[int, Edition](), set[tuple[int, str]]()
    for number, texts in said.items():
        notices = _notices(versions, texts, around, city=city, notes=notes)
        unchanged |= {(number, language) for language, notice in notices.items() if len(notice.lines) == 1}
        marked[number] = _with_entries(edition(versions, around, verdicts=verdicts, notices=notices), entries)
    last = max(said)
    same_files = versions.main.attachments == _read(said[last], city=city)[next(iter(said[last]))].attachments
    if not same_files:
        unchanged = set()
    elif {(last, version.language) for version in versions.all} <= unchanged:
        raise WrongUsage(
            f"{versions.main.file} says what the mailing said; change what was wrong in it, or say it with --note"
        )
    return Correction(right, marked, frozenset(unchanged))


def _notices(
    versions: Versions,
    texts: Mapping[str, Earlier],
    around: Surroundings,
    *,
    city: Callable[[str], City],
    notes: Mapping[str, str],
) -> dict[str, Notice]:
    """What each version says at the top to who has had `texts`."""
    old, found = _read(texts, city=city), dict[str, Notice]()
    for version in versions.all:
        before = version.language if version.language in texts else next(iter(texts))
        _expect_the_same_kind(version, old[before])
        found[version.language] = changes.corrected(
            version,
            old=old[before],
            note=notes.get(version.language, ""),
            new_contacts=_has_new_contacts(version, texts[before], around),
        )
    return found


def _expect_the_same_kind(new: Advisory, old: Advisory) -> None:
    if new.kind not in (old.kind, Kind.CORRECTION):
        raise WrongUsage(f"{new.file} is a {new.kind}, and the mailing was a {old.kind}; it cannot be its correction")


def _has_new_contacts(new: Advisory, before: Earlier, around: Surroundings) -> bool:
    """Whether the contact block has a line now that it had not."""
    if not before.text:
        return False
    block = contact_block.write(contacts(new, contacts_for=around.contacts_for), language=new.language)
    had = _plainly(before.text)
    return any(_plainly(line) not in had for line in block.splitlines()[1:])


def _plainly(text: str) -> str:
    """`text` without line breaks, and without the marks that hold numbers upright in a text from right to left."""
    return " ".join(re.sub("[\u200e\u200f\u2066-\u2069]", "", text).split())


def called_off(
    around: Surroundings,
    *,
    said: Said,
    city: Callable[[str], City],
    notes: Mapping[str, str] = MappingProxyType({}),
) -> dict[int, Edition]:
    """What was `said`, with the word that its event is off, and the entry that strikes it out; by what somebody has.

    Raises WrongUsage where there was no event, or where it was called off already.
    """
    made = {}
    for number, texts in said.items():
        old = _read(texts, city=city)
        bare = [_without_what_is_off(advisory) for advisory in old.values()]
        entries = {language: _struck_out(said, language, headline=bare[0].headline, now=around.now) for language in old}
        notices = {
            language: changes.called_off(advisory, note=notes.get(language, "")) for language, advisory in old.items()
        }
        versions = Versions(bare[0], tuple(bare[1:]))
        made[number] = _with_entries(edition(versions, around, verdicts={}, notices=notices), entries)
    return made


def _without_what_is_off(advisory: Advisory) -> Advisory:
    """The advisory without what nobody needs of an event that is off: the programme, and where to announce oneself."""
    event = replace(advisory.event, rsvp="") if advisory.event else None
    return replace(advisory, attachments=(), event=event)


def _struck_out(said: Said, language: str, *, headline: str, now: datetime) -> bytes:
    latest = _latest(said, language)
    if latest is None:
        raise WrongUsage(f"{headline!r} has no event to call off; `outreach mailings correct` corrects it")
    if calendar.is_cancelled(latest):
        raise WrongUsage(f"the event of {headline!r} was called off already")
    return calendar.cancelled(latest, now=now)


def _latest(said: Said, language: str) -> bytes | None:
    """The entry that went along last, in that language or in the main one: what is sent now must be newer than all."""
    for texts in reversed(list(said.values())):
        own = texts.get(language) or next(iter(texts.values()))
        if own.entry is not None:
            return own.entry
    return None


def _read(texts: Mapping[str, Earlier], *, city: Callable[[str], City]) -> dict[str, Advisory]:
    """What was sent, by language; a version has from the main one, the first, what it does not say itself."""
    read: dict[str, Advisory] = {}
    for language, before in texts.items():
        main = next(iter(read.values()), None)
        content, file = before.source.encode(), "the mailing's advisory"
        read[language] = load(content, file=file, city=city, language=language, main=main)
    return read


def _entry(advisory: Advisory, sent: bytes | None, around: Surroundings) -> bytes | None:
    """In place of the entry that they have: updated, or struck out where the advisory has no event any more."""
    if sent is None:
        return None
    if advisory.event is None or advisory.event.when is None:
        return calendar.cancelled(sent, now=around.now)
    return calendar.updated(advisory, sent=sent, now=around.now)


def _with_entries(made: Edition, entries: Mapping[str, bytes | None]) -> Edition:
    main, *others = (_with_entry(mail, entries.get(language)) for language, mail in made.versions.items())
    return Edition(main, {mail.language: mail for mail in others})


def _with_entry(mail: Approved, entry: bytes | None) -> Approved:
    if entry is None:
        return mail
    others = tuple(file for file in mail.attachments if not calendar.is_one(file.filename))
    return replace(mail, attachments=(calendar.attachment(entry), *others))
