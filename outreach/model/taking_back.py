"""What it takes to take an import back: what the history says that it did, and somebody's entry as it was before.

Pure: the history is read and the entries are written elsewhere (services/taking_back).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outreach.model import person_name
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.contact import ContactDraft
from outreach.model.history import Act, Change, Fields, field_of, fields

_NAME_PARTS = ("prefix", "given_name", "additional_name", "family_name", "suffix")
_LINES = ("title", "organisation", "outlet", "country", "notes")
_NOT_KEPT = "what it was before is not kept"


@dataclass(frozen=True, slots=True)
class Touched:
    """What one batch did to one person: whether it added them, what it changed, and what happened to them after it."""

    uid: str
    was_added: bool
    fields: Fields
    since: tuple[Change, ...]

    @property
    def last_step(self) -> Change | None:
        """The last thing that happened to them since, if anything did."""
        return self.since[-1] if self.since else None

    def later(self, field: str) -> Change | None:
        """The last step since that says something about `field`; who is confirmed as a whole is so in every field."""
        about = (step for step in self.since if field in step.fields or (step.act is Act.CONFIRMED and not step.fields))
        return max(about, key=lambda step: step.origin.at, default=None)


def touched(changes: Sequence[Change], batch: str) -> Touched:
    """What the batch did, out of everything that happened to one person, the oldest first. It did something."""
    last = max(number for number, change in enumerate(changes) if change.origin.batch == batch)
    mine = [change for change in changes[: last + 1] if change.origin.batch == batch]
    said: dict[str, tuple[str | None, str | None]] = {}
    for change in mine:
        if change.act is Act.CONFIRMED:
            continue
        for field, (before, after) in change.fields.items():
            said[field] = (said[field][0] if field in said else before, after)
    was_added = any(change.act is Act.ADDED for change in mine)
    return Touched(changes[0].uid, was_added, said, tuple(changes[last + 1 :]))


def kinds_gone(touched: Touched) -> ContactKind | None:
    """The kind of somebody who was removed since, which the history keeps."""
    found = [step.fields["kind"][0] for step in touched.since if "kind" in step.fields]
    return ContactKind(found[-1]) if found and found[-1] else None


def taken_back(
    known: ContactDraft, before: Mapping[str, str | None], *, city: Callable[[str], City | None]
) -> tuple[ContactDraft, dict[str, str]]:
    """`known` with these fields as they were `before` (named as in model/history.fields), and why some are not.

    What the history does not hold in full (a picture, a property of a card) stays as it is: field -> a phrase.
    """
    wanted = dict(before)
    refused: dict[str, str] = {}
    while True:
        state = {**fields(known), **wanted}
        draft = replace(known, **_values(known, {name: text or None for name, text in state.items()}, city))
        said = fields(draft)
        wrong = [name for name, text in wanted.items() if said.get(name) != text]
        if not wrong:
            return draft, refused
        # Whether a field went back is asked of the draft itself: nothing is half put back in silence.
        refused |= dict.fromkeys(wrong, _NOT_KEPT)
        wanted = {name: text for name, text in wanted.items() if name not in wrong}


def _values(known: ContactDraft, state: Mapping[str, str | None], city: Callable[[str], City | None]) -> dict[str, Any]:
    """The attributes of a draft that says `state`, as far as that can be told from a text."""
    was = fields(known)
    changed = {name for name in {*state, *was} if state.get(name) != was.get(name)}
    said: dict[str, Any] = {name: state.get(name) for name in _LINES if name in changed}
    if "languages" in changed:
        said["languages"] = (state.get("languages") or "").split()
    if "beats" in changed:
        said["beats"] = (state["beats"] or "").split("; ") if state.get("beats") else []
    if "city" in changed:
        said["city"] = city(state["city"] or "") if state.get("city") else None
    if said.get("city"):
        said["country"] = None
    if changed & {"name", *(part.replace("_", " ") for part in _NAME_PARTS)}:
        said |= _name(state)
    if "photo" in changed and not state.get("photo"):
        said["photo"] = None
    said["phones"] = [phone for phone in known.phones if state.get(field_of(phone))]
    said["emails"] = [email for email in known.emails if state.get(field_of(email))]
    said["related"] = [line for line in known.related if state.get(f"related {line.value}")]
    said["carried"] = [line for line in known.carried if state.get(f"card {line.name}")]
    return said


def _name(state: Mapping[str, str | None]) -> dict[str, str]:
    """The name with its parts: those that were said, else those that anybody would guess."""
    name = state.get("name") or ""
    said = {part: state.get(part.replace("_", " ")) or "" for part in _NAME_PARTS}
    if not any(said.values()):
        guessed = person_name.split(name)
        said = {
            "prefix": guessed.prefix,
            "given_name": guessed.given,
            "additional_name": guessed.additional,
            "family_name": guessed.family,
            "suffix": guessed.suffix,
        }
    return {"name": name, **said}
