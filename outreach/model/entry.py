"""Somebody on the way into the directory, ready to be written: a draft, and what the tables want to know beside it.

Entries are plain tuples, so that they pass from the process that reads a file to the one that writes the store at
little cost.
"""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from outreach.model import person_name
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.history import fields
from outreach.model.person_name import PersonName
from outreach.model.searchable import searchable
from outreach.model.text import fold
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft


class Entry(NamedTuple):
    """What a draft says (`said`, in the order of SAID; numbers and addresses apart), and what is made of that.

    `parts` are those of the name as they are kept; `words` and `pieces` what the person is found by; `fields` the lines
    of their history; `warnings` what is doubtful, a sentence each.
    """

    kind: str
    uid: str | None
    name: str
    name_key: str
    sort_key: str
    parts: tuple[str, ...]
    said: tuple[Any, ...]
    city: City | None
    outlet: str | None
    phones: list[tuple[Any, ...]]
    emails: list[tuple[Any, ...]]
    words: str
    pieces: str
    fields: dict[str, str]
    warnings: list[str]

    @property
    def keys(self) -> list[str]:
        """The mailboxes of the person."""
        return [email[1] for email in self.emails]

    def draft(self) -> "ContactDraft":
        """The draft that the entry was made of; it was checked then."""
        from outreach.model.contact import ContactDraft

        return ContactDraft.model_construct(
            kind=ContactKind(self.kind),
            uid=self.uid,
            name=self.name,
            city=self.city,
            outlet=self.outlet,
            phones=[PhoneNumber(p[0], p[1], p[2], PhoneKind(p[3]), Visibility(p[4]), *p[5:]) for p in self.phones],
            emails=[EmailAddress(e[0], e[2], EmailKind(e[3]), Visibility(e[4]), *e[5:]) for e in self.emails],
            **dict(zip(SAID, self.said, strict=True)),
        )


SAID = (
    "title organisation country notes active languages beats photo related carried "
    "prefix given_name additional_name family_name suffix"
).split()
_said = attrgetter(*SAID)
_phone = attrgetter("e164", "written", "extension", "kind.value", "visibility.value", "valid", "printed", "usage")
_email = attrgetter("address", "key", "written", "kind.value", "visibility.value", "usage")


def entry(draft: "ContactDraft") -> Entry:
    """The entry of the person in `draft`."""
    parts = kept_parts(draft)
    found_by = searchable(draft)
    return Entry(
        draft.kind.value,
        draft.uid,
        draft.name,
        fold(draft.name),
        sort_key(parts),
        (parts.prefix, parts.given, parts.additional, parts.family, parts.suffix),
        _said(draft),
        draft.city,
        draft.outlet,
        [(*_phone(phone), phone.verified_at) for phone in draft.phones],
        [(*_email(email), email.verified_at) for email in draft.emails],
        found_by.words,
        found_by.parts,
        fields(draft),
        draft.warnings,
    )


def kept_parts(draft: "ContactDraft") -> PersonName:
    """The parts of the name as the directory keeps them: as given, else as anybody would guess them."""
    given = PersonName(draft.given_name, draft.family_name, draft.additional_name, draft.prefix, draft.suffix)
    return given if given.given or given.family else person_name.split(draft.name)


def sort_key(parts: PersonName) -> str:
    """What people are ordered by: the family name first."""
    return fold(f"{parts.family} {parts.given}")
