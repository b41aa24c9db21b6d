"""What happened to somebody in the directory: who changed what, when, and where it came from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

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


def fields(draft: "ContactDraft") -> dict[str, str]:
    """Everything that `draft` says, a text for each field; each number and address is a field of its own."""
    plain = {name: str(value) for name in _PLAIN if (value := getattr(draft, name))}
    lists = {"languages": " ".join(draft.languages), "beats": "; ".join(draft.beats)}
    phones = {
        f"phone {p.e164}{f' ext. {p.extension}' if p.extension else ''}": _said(p.kind, p.visibility, p.usage)
        for p in draft.phones
    }
    emails = {f"email {e.key}": _said(e.kind, e.visibility, e.usage) for e in draft.emails}
    related = {f"related {r.value}": r.kind or "related" for r in draft.related}
    photo = {"photo": hashlib.sha256(draft.photo.content).hexdigest()[:12]} if draft.photo else {}
    inactive = {} if draft.active else {"active": "no"}
    said = {name: value for name, value in lists.items() if value}
    return plain | said | phones | emails | related | photo | inactive


_PLAIN = ("name", "title", "organisation", "outlet", "city", "country", "notes")


def _said(*words: str | None) -> str:
    return ", ".join(word for word in words if word)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """The fields in which two states differ: field -> (before, after)."""
    names = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
