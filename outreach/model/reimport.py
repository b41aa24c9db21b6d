"""What an import does to somebody who is in the directory already: pure, so that a dry run decides the same.

What a file says wins over what another file said. What a person typed here stays, unless they say that the file wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from outreach.model.card import CarriedProperty
from outreach.model.contact import ContactDraft
from outreach.model.history import Fields, Origin, difference, field_of, fields


class Outcome(StrEnum):
    """What became of a draft."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Left:
    """A field in which a file was not followed: `ours` stays, which `origin` typed; `theirs` is what the file says."""

    field: str
    ours: str | None
    theirs: str | None
    origin: Origin

    def __str__(self) -> str:
        """The sentence for a report."""
        by, day = self.origin.by or "somebody", f"{self.origin.at:%Y-%m-%d}"
        if self.ours is None:
            return f"{self.field} stays out, {by} took it out by hand on {day}; --theirs takes {self.theirs!r}"
        return f"{self.field}: {self.ours!r} stays, {by} changed it by hand on {day}; --theirs takes {self.theirs!r}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The draft to write, the fields in which it differs from what is known, and those that were left."""

    draft: ContactDraft
    changes: Fields
    left: tuple[Left, ...]

    @property
    def outcome(self) -> Outcome:
        """Whether there is anything to write."""
        return Outcome.UPDATED if self.changes else Outcome.UNCHANGED


def decide(known: ContactDraft, draft: ContactDraft, *, hands: Mapping[str, Origin]) -> Decision:
    """What the file's `draft` makes of `known`. `hands` are the fields that were last written by hand, with by whom."""
    joined = joined_with(known, draft)
    before, changes = fields(known), difference(fields(known), fields(joined))
    held = {field for field in changes if field in hands}
    if not held:
        return Decision(joined, changes if joined != known else {}, ())
    kept = _with_held(known, joined, held)
    left = tuple(Left(field, *changes[field], hands[field]) for field in changes if field in held)
    return Decision(kept, difference(before, fields(kept)), left)


def _with_held(known: ContactDraft, joined: ContactDraft, held: set[str]) -> ContactDraft:
    """`joined` with the `held` fields as they are known."""
    back = {field: getattr(known, field) for field in held & set(_FILLED_IN)}
    if held & _NAME_FIELDS:
        back |= {part: getattr(known, part) for part in ("name", *_NAME_PARTS)}
    if {"city", "country"} & held:  # a city says its own country: they stay together
        back |= {"city": known.city, "country": known.country}
    if "photo" in held:
        back["photo"] = known.photo
    back["phones"] = [p for p in joined.phones if p in known.phones or field_of(p) not in held]
    back["emails"] = [e for e in joined.emails if e in known.emails or field_of(e) not in held]
    back["related"] = [r for r in joined.related if r in known.related or f"related {r.value}" not in held]
    cards = {field for field in held if field.startswith("card ")}
    back["carried"] = [
        *(line for line in joined.carried if f"card {line.name}" not in cards),
        *(line for line in known.carried if f"card {line.name}" in cards),
    ]
    return replace(joined, **back)


def joined_with(known: ContactDraft, draft: ContactDraft) -> ContactDraft:
    """`known` with what `draft` says: its filled-in fields win, its numbers and addresses are added to those known."""
    said = {name: getattr(draft, name) for name in _FILLED_IN if getattr(draft, name)}
    if draft.name != known.name:
        said |= {"name": draft.name} | {part: getattr(draft, part) for part in _NAME_PARTS}
    if draft.city:
        said["country"] = None
    elif known.city:
        said.pop("country", None)
    numbers = {(phone.e164, phone.extension) for phone in known.phones}
    mailboxes = {email.key for email in known.emails}
    said["phones"] = [*known.phones, *(p for p in draft.phones if (p.e164, p.extension) not in numbers)]
    said["emails"] = [*known.emails, *(e for e in draft.emails if e.key not in mailboxes)]
    said["related"] = [*known.related, *(line for line in draft.related if line not in known.related)]
    said["carried"] = _carried(known, draft)
    return replace(known, **said)


def _carried(known: ContactDraft, draft: ContactDraft) -> list[CarriedProperty]:
    """The properties of a card that nobody reads here: of one name, those of the newer card."""
    named = {line.name for line in draft.carried}
    kept = [line for line in known.carried if line in draft.carried or line.name not in named]
    return [*kept, *(line for line in draft.carried if line not in kept)]


_FILLED_IN = ("title", "organisation", "country", "notes", "city", "outlet", "languages", "beats", "photo")
# As history calls them (model/history.fields); a name and its parts stay together.
_NAME_FIELDS = frozenset({"name", "prefix", "given name", "additional name", "family name", "suffix"})
_NAME_PARTS = ("prefix", "given_name", "additional_name", "family_name", "suffix")
