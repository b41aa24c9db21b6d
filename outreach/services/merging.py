"""One person once: two entries that were one person all along are made one, and can be parted again."""

from dataclasses import dataclass, replace
from typing import TypeVar

from sqlmodel import Session

from outreach.errors import NotFound, WrongUsage
from outreach.model.card import ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.text import fold
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.store import contacts, database, distinct, mailings, merges
from outreach.store import merging as store
from outreach.store.merging import Moved, Parted

Line = TypeVar("Line", PhoneNumber, EmailAddress)


@dataclass(frozen=True, slots=True)
class Merged:
    """Both entries as they were, what the one says that is left, and what moved along with the other.

    `planned_twice` are the mailings that have a message still to send to either: the person would get two.
    """

    kept: ContactDraft
    gone: ContactDraft
    joined: ContactDraft
    moved: Moved
    planned_twice: list[int]


def merge(session: Session, kept_uid: str, gone_uid: str, *, origin: Origin) -> Merged:
    """Makes the second entry part of the first. Raises WrongUsage for one and the same, and for two people."""
    if kept_uid == gone_uid:
        raise WrongUsage("both are one entry already; name two")
    rows = database.rows_of(session)
    if distinct.pair(kept_uid, gone_uid) in distinct.pairs(rows):
        raise WrongUsage("somebody said that these are two people; `distinct --undo` takes that back first")
    kept, gone = contacts.by_uid(session, kept_uid), contacts.by_uid(session, gone_uid)
    drafts = contacts.draft_of(kept), contacts.draft_of(gone)
    result = joined(*drafts)
    both = set(mailings.awaited_by(session, kept.id)) & set(mailings.awaited_by(session, gone.id))
    moved = store.merge(session, kept, gone, result, origin=origin)
    return Merged(*drafts, result, moved, sorted(both))


def part(session: Session, who: str, *, kind: ContactKind, origin: Origin) -> Parted:
    """Undoes the latest merge of whom `who` means: a UID of either entry, or the name of the one that went.

    Raises NotFound.
    """
    standing = list(merges.standing(database.rows_of(session), kind))
    found = next((m for m in standing if who in (m.kept_uid, m.gone_uid)), None)
    found = found or next((m for m in standing if fold(m.gone_name) == fold(who)), None)
    if found is None:
        raise NotFound("merge", who, advice="nobody was made one with that entry")
    return store.part(session, found.id, origin=origin)


def joined(kept: ContactDraft, gone: ContactDraft) -> ContactDraft:
    """What one entry says after it was made one with another.

    Its own fields win and its blanks are filled; notes are joined, languages and beats united; every number, address,
    relation and property is kept, and where both have the same number, whoever may see less of it decides.
    """
    said = {name: getattr(gone, name) for name in _FILLED_IN if not getattr(kept, name) and getattr(gone, name)}
    if not kept.city and (gone.city is None or kept.country not in (None, gone.city.country)):
        said.pop("city", None)
    said["country"] = None if said.get("city", kept.city) else kept.country or gone.country
    return replace(
        kept,
        **said
        | {
            "notes": _notes(kept.notes, gone.notes),
            "languages": list(dict.fromkeys([*kept.languages, *gone.languages])),
            "beats": _united(kept.beats, gone.beats),
            "phones": _numbers(kept, gone),
            "emails": _addresses(kept, gone),
            "related": list(dict.fromkeys([*kept.related, *gone.related])),
            "carried": [*kept.carried, *(c for c in gone.carried if _adds(kept, c.name) and c not in kept.carried)],
        },
    )


_FILLED_IN = ("title", "organisation", "outlet", "city", "photo")
# A card has one of these at the most (RFC 6350 §6.2).
_ONCE = frozenset({"BDAY", "ANNIVERSARY", "GENDER", "KIND"})


def _adds(kept: ContactDraft, name: str) -> bool:
    return name not in _ONCE or all(line.name != name for line in kept.carried)


def _united(first: list[str], second: list[str]) -> list[str]:
    known = {fold(beat) for beat in first}
    return [*first, *(beat for beat in second if fold(beat) not in known)]


def _notes(first: str | None, second: str | None) -> str | None:
    if not first or not second or second in first:
        return first or second
    return f"{first}\n{second}"


def _numbers(kept: ContactDraft, gone: ContactDraft) -> list[PhoneNumber]:
    found = {(p.e164, p.extension): p for p in kept.phones}
    for p in gone.phones:
        known = found.get((p.e164, p.extension))
        found[p.e164, p.extension] = _one_line(known, p) if known else p
    return list(found.values())


def _addresses(kept: ContactDraft, gone: ContactDraft) -> list[EmailAddress]:
    found = {e.key: e for e in kept.emails}
    for e in gone.emails:
        found[e.key] = _one_line(found[e.key], e) if e.key in found else e
    return list(found.values())


def _one_line(known: Line, other: Line) -> Line:
    """The same number in both entries: seen by as few as in either, verified when either was last."""
    days = [day for day in (known.verified_at, other.verified_at) if day]
    return replace(
        known,
        visibility=max(known.visibility, other.visibility, key=_PRIVACY.index),
        usage=known.usage or other.usage,
        verified_at=max(days, default=None),
    )


_PRIVACY = (Visibility.PUBLIC, Visibility.PRESS, Visibility.INTERNAL)
