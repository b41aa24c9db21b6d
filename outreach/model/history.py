"""What happened to somebody in the directory: who changed what, when, and where it came from."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from outreach.model import person_name
from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.model.work import Work, work_of

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft

BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a change comes from: the instant, the login name of who made it, and its source.

    `source` is BY_HAND for what a person typed, else what it was read from ("officers.csv, row 12"). `batch` is one and
    the same for everything that one import wrote.
    """

    at: datetime
    by: str = ""
    source: str = BY_HAND
    batch: str | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether a person typed it here."""
        return self.source == BY_HAND


class Act(StrEnum):
    """What was done."""

    ADDED = "added"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    PARTED = "parted"
    REMOVED = "removed"


# Field -> what it said before and after; None where there was or is nothing.
Fields = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of somebody's history. `uid` is theirs and outlives them."""

    uid: str
    act: Act
    origin: Origin
    fields: Fields


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a life: a change, or a step of a mailing to the person. `about` says the rest in words."""

    at: datetime
    what: str
    by: str = ""
    source: str = ""
    fields: Fields = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a field says, where that came from, and when somebody last said that it is right."""

    value: str
    origin: Origin
    confirmed_at: datetime


def provenance(changes: Iterable[Change], uid: str) -> dict[str, Provenance]:
    """Every field of the person with that UID that says something today, with where it came from.

    `changes` are theirs, the oldest first, and of whoever was made one with them: what came from there is told as such.
    """
    states: dict[str, dict[str, Provenance]] = {}
    ever: dict[tuple[str, str], Provenance] = {}
    for change in changes:
        state = states.setdefault(change.uid, {})
        if change.act is Act.CONFIRMED:
            for name in change.fields or list(state):
                if name in state:
                    state[name] = replace(state[name], confirmed_at=change.origin.at)
            continue
        for name, (_, after) in change.fields.items():
            state.pop(name, None)
            if after is not None:
                moved = ever.get((name, after)) if change.act in (Act.MERGED, Act.PARTED) else None
                state[name] = moved or Provenance(after, change.origin, change.origin.at)
        ever |= {(name, known.value): known for name, known in state.items()}
    return states.get(uid, {})


def fields(draft: "ContactDraft") -> dict[str, str]:
    """Everything that `draft` says, a text for each field; each number and address is a field of its own."""
    return {"name": draft.name} | of_work(work_of(draft)) | of_the_person(draft)


def of_work(work: Work) -> dict[str, str]:
    """The fields of where somebody works, and on what."""
    said = {
        "title": work.title,
        "organisation": work.organisation,
        "outlet": work.outlet,
        "city": work.place and str(work.place),
        "country": work.country,
        "languages": " ".join(work.languages),
        "beats": "; ".join(work.beats),
    }
    return {field: text for field, text in said.items() if text}


def of_the_person(draft: "ContactDraft") -> dict[str, str]:
    """The fields of the person alone, without the name."""
    said = _parts(draft)
    if draft.notes:
        said["notes"] = draft.notes
    for phone in draft.phones:
        said[field_of(phone)] = _said(phone.kind, phone.visibility, phone.usage)
    for email in draft.emails:
        said[field_of(email)] = _said(email.kind, email.visibility, email.usage)
    for relation in draft.related:
        said[f"related {relation.value}"] = relation.kind or "related"
    if draft.carried:
        said |= _carried(draft)
    if draft.photo:
        said["photo"] = hashlib.sha256(draft.photo.content).hexdigest()[:12]
    if not draft.active:
        said["active"] = "no"
    return said


def _parts(draft: "ContactDraft") -> dict[str, str]:
    """The parts of the name, where they are not the ones that anybody would guess."""
    if not (draft.given_name or draft.family_name):
        return {}
    said = PersonName(draft.given_name, draft.family_name, draft.additional_name, draft.prefix, draft.suffix)
    if said == person_name.split(draft.name):
        return {}
    return {name.replace("_", " "): value for name in _NAME_PARTS if (value := getattr(draft, name))}


def _carried(draft: "ContactDraft") -> dict[str, str]:
    found: dict[str, str] = {}
    for line in draft.carried:
        name = f"card {line.name}"
        found[name] = f"{found[name]} | {line.value}" if name in found else line.value
    return found


def field_of(line: PhoneNumber | EmailAddress) -> str:
    """The name of the field that a number or an address is in somebody's history."""
    if isinstance(line, EmailAddress):
        return f"email {line.key}"
    return f"phone {line.e164} ext. {line.extension}" if line.extension else f"phone {line.e164}"


def said_now(draft: "ContactDraft") -> list[str]:
    """The fields of the numbers and addresses that nobody has verified before: whoever wrote the draft just did."""
    lines: list[PhoneNumber | EmailAddress] = [*draft.phones, *draft.emails]
    return [field_of(line) for line in lines if line.verified_at is None]


_NAME_PARTS = ("prefix", "given_name", "additional_name", "family_name", "suffix")


@lru_cache(maxsize=1_000)
def _said(*words: str | None) -> str:
    return ", ".join(word for word in words if word)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """The fields in which two states differ: field -> (before, after)."""
    names = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
