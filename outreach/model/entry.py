"""Somebody on the way into the directory from a file: what a draft says, as the tables keep it.

Entries are tuples of plain values all the way down, so that they pass from the process that reads a file to the one
that writes the store at little cost, and most of them go into the tables as they are.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from outreach.model import person_name
from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.city import City
from outreach.model.history import of_the_person, of_work
from outreach.model.person_name import PersonName
from outreach.model.searchable import texts
from outreach.model.text import fold
from outreach.model.uid import new_uid
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility
from outreach.model.work import Work, work_of

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft

# What `Entry.contact`, `.phones` and `.emails` hold, by the names of the columns.
CONTACT = tuple(
    "uid kind name name_key sort_key prefix given_name additional_name family_name suffix"
    " title organisation country notes active languages beats city_id".split()
)
PHONE = ("position", "e164", "written", "extension", "kind", "visibility", "valid", "international", "usage")
EMAIL = ("position", "address", "key", "written", "kind", "visibility", "usage")


class Entry(NamedTuple):
    """What a draft says, and what is made of that.

    `uid` is the one that the draft gives, and `contact` begins with theirs if they are new; `keys` are the mailboxes;
    `given` the parts of the name as they were given, where they were (`contact` has them as they are kept); `words` and
    `pieces` what the person is found by; `fields` the JSON of the first line of their history; `extra` the photo,
    relations and carried properties, where there are any; `warnings` what is doubtful, a sentence each. What a file
    says was said just now: nothing here has a day of verification of its own.
    """

    uid: str | None
    name: str
    name_key: str
    city_id: int | None
    keys: tuple[str, ...]
    outlet: str | None
    contact: tuple[Any, ...]
    given: tuple[str, ...] | None
    phones: tuple[tuple[Any, ...], ...]
    emails: tuple[tuple[Any, ...], ...]
    extra: tuple[Any, ...] | None
    words: str
    pieces: str
    fields: str
    warnings: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Officer or journalist."""
        return str(self.contact[1])

    def draft(self, city: Callable[[int], City]) -> "ContactDraft":
        """The draft that the entry was made of; `city` knows the one of a GeoNames id."""
        from outreach.model.contact import ContactDraft

        title, organisation, country, notes, active, languages, beats, city_id = self.contact[10:]
        return ContactDraft(
            kind=ContactKind(self.kind),
            uid=self.uid,
            name=self.name,
            title=title,
            organisation=organisation,
            country=country,
            notes=notes,
            active=active,
            languages=json.loads(languages),
            beats=json.loads(beats),
            city=city(city_id) if city_id else None,
            outlet=self.outlet,
            phones=[PhoneNumber(p[1], p[2], p[3], PhoneKind(p[4]), Visibility(p[5]), *p[6:]) for p in self.phones],
            emails=[EmailAddress(e[1], e[3], EmailKind(e[4]), Visibility(e[5]), e[6]) for e in self.emails],
            **_name_parts(self.given),
            **_of_a_card(*self.extra) if self.extra else {},
        )


def _name_parts(given: tuple[str, ...] | None) -> Any:
    return dict(zip(CONTACT[5:10], given or (), strict=False))


def _of_a_card(photo: tuple[bytes, str] | None, related: Any, carried: Any) -> dict[str, Any]:
    return {
        "photo": Photo(*photo) if photo else None,
        "related": [Relation(*words) for words in related],
        "carried": [CarriedProperty(*words) for words in carried],
    }


_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_QUOTED = json.encoder.encode_basestring


def entry(draft: "ContactDraft") -> Entry:
    """The entry of the person in `draft`."""
    name, work = draft.name, work_of(draft)
    name_key = fold(name)
    parts = kept_parts(draft)
    kept = (parts.prefix, parts.given, parts.additional, parts.family, parts.suffix)
    given = (draft.prefix, draft.given_name, draft.additional_name, draft.family_name, draft.suffix)
    emails = tuple([_email(at, email) for at, email in enumerate(draft.emails)])
    keys = tuple([email[2] for email in emails])
    words, pieces = texts(name, draft.notes, work, phones=[(p.e164, p.extension) for p in draft.phones], emails=keys)
    at_work = _at_work(work)
    city_id = at_work.city_id
    said = (work.title, work.organisation, work.country, draft.notes, draft.active, at_work.languages, at_work.beats)
    return Entry(
        draft.uid,
        name,
        name_key,
        city_id,
        keys,
        work.outlet,
        (draft.uid or new_uid(), draft.kind.value, name, name_key, sort_key(parts), *kept, *said, city_id),
        given if any(given) else None,
        tuple([_phone(at, phone) for at, phone in enumerate(draft.phones)]),
        emails,
        _extra(draft),
        words,
        pieces,
        _added({"name": name}, at_work.fields, of_the_person(draft)),
        tuple(draft.warnings),
    )


class _AtWork(NamedTuple):
    """What an entry keeps of a work: the lists as JSON, and the lines of the history of somebody new."""

    city_id: int | None
    languages: str
    beats: str
    fields: str


@lru_cache(maxsize=10_000)
def _at_work(work: Work) -> _AtWork:
    city_id = work.place.id if work.place else None
    return _AtWork(city_id, _AS_JSON(work.languages), _AS_JSON(work.beats), _lines(of_work(work)))


def _added(name: Mapping[str, str], work: str, said: Mapping[str, str]) -> str:
    """The JSON of the history of somebody new: field -> [null, what it says], `work` being such lines already.

    >>> _added({"name": "Ek"}, _lines({"title": "Editor"}), {})
    '{"name": [null, "Ek"], "title": [null, "Editor"]}'
    """
    return f"{{{', '.join(filter(None, (_lines(name), work, _lines(said))))}}}"


def _lines(said: Mapping[str, str]) -> str:
    # It takes half the time of an encoder.
    return ", ".join([f"{_QUOTED(field)}: [null, {_QUOTED(value)}]" for field, value in said.items()])


def _phone(at: int, p: PhoneNumber) -> tuple[Any, ...]:
    written, printed = p.written or p.e164, p.printed or PhoneNumber.parse(p.e164).printed
    return at, p.e164, written, p.extension, p.kind.value, p.visibility.value, p.valid, printed, p.usage


def _email(at: int, e: EmailAddress) -> tuple[Any, ...]:
    return at, e.address, e.key, e.written or e.address, e.kind.value, e.visibility.value, e.usage


def _extra(draft: "ContactDraft") -> tuple[Any, ...] | None:
    if not (draft.photo or draft.related or draft.carried):
        return None
    return (
        (draft.photo.content, draft.photo.media_type) if draft.photo else None,
        tuple((r.kind, r.value) for r in draft.related),
        tuple((c.name, c.value, c.parameters, c.group) for c in draft.carried),
    )


def kept_parts(draft: "ContactDraft") -> PersonName:
    """The parts of the name as the directory keeps them: as given, else as anybody would guess them."""
    if draft.given_name or draft.family_name:
        return PersonName(draft.given_name, draft.family_name, draft.additional_name, draft.prefix, draft.suffix)
    return person_name.split(draft.name)


def sort_key(parts: PersonName) -> str:
    """What people are ordered by: the family name first."""
    return fold(f"{parts.family} {parts.given}")
