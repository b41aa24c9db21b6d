"""A contact as it is read: what lists, vCards, contact blocks and advisories show. People write drafts instead."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, PhoneNumber, Visibility


class ContactKind(StrEnum):
    """A press officer is one of ours; a journalist is one of theirs."""

    OFFICER = "officer"
    JOURNALIST = "journalist"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the person: its octets, and what they are (`image/jpeg`, `image/png`, `image/gif`, `image/webp`)."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody or something a person belongs with (RELATED, RFC 6350 §6.6.6).

    `kind` is its TYPE in small letters ("assistant"), or empty; `value` a URI or a name.
    """

    kind: str
    value: str

    @property
    def is_of_the_office(self) -> bool:
        """Whether it says something of the person's work, as against their family and friends."""
        return self.kind in _OFFICE_RELATIONS


_OFFICE_RELATIONS = frozenset({"assistant", "manager", "agent", "colleague", "co-worker", "contact"})


@dataclass(frozen=True, slots=True)
class CarriedProperty:
    """A property of a vCard that the directory has no field for, carried through to the next export as it came.

    `name` is in capitals, `parameters` stand with their semicolons (";TYPE=home") and hold no type that a version of
    vCard does not know, `value` is unfolded and still escaped, `group` may be empty.
    """

    name: str
    value: str
    parameters: str = ""
    group: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether it is of the person's own life: a birthday, a home address."""
        return self.name in _PERSONAL or "home" in self.parameters.casefold()


_PERSONAL = frozenset(
    """BDAY BIRTHPLACE DEATHDATE DEATHPLACE ANNIVERSARY X-ANNIVERSARY X-EVOLUTION-ANNIVERSARY X-ABDATE GENDER X-GENDER
    HOBBY X-HOBBY INTEREST NICKNAME X-NICKNAME X-CHILDREN X-SPOUSE X-EVOLUTION-SPOUSE X-PHONETIC-NICKNAME""".split()
)


# Whose numbers and addresses each reader may see; the office sees all.
_SEEN_BY = {
    Visibility.PUBLIC: frozenset({Visibility.PUBLIC}),
    Visibility.PRESS: frozenset({Visibility.PUBLIC, Visibility.PRESS}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One press officer or journalist, complete. The words are vCard's: `name` is FN, `parts` is N, `title` is TITLE.

    `country` is ISO 3166-1 alpha-2, `timezone` IANA, `languages` BCP 47, best first; `latitude` and `longitude` are the
    city's, in degrees; `changed_at` (REV) and `confirmed_at` are UTC. `photo`, `related` and `carried` are there only
    where a card was read complete.
    """

    uid: str
    kind: ContactKind
    name: str
    parts: PersonName = PersonName()
    title: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    city: str | None = None
    country: str | None = None
    timezone: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    languages: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    notes: str | None = None
    phones: tuple[PhoneNumber, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    active: bool = True
    changed_at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))
    confirmed_at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))
    photo: Photo | None = None
    related: tuple[Relation, ...] = ()
    carried: tuple[CarriedProperty, ...] = ()

    def seen_by(self, reader: Visibility) -> "Card":
        """The card with only what `reader` may see: the office sees everything, nobody else what is personal."""
        if reader is Visibility.INTERNAL:
            return self
        allowed = _SEEN_BY[reader]
        ways = [*[phone.visibility for phone in self.phones], *[email.visibility for email in self.emails]]
        if self.notes is None and not self.related and not self.carried and allowed.issuperset(ways):
            # Most have nothing to hide, and a card is not copied for nothing.
            return self
        return replace(
            self,
            phones=tuple(p for p in self.phones if p.visibility in allowed),
            emails=tuple(e for e in self.emails if e.visibility in allowed),
            notes=None,
            related=tuple(r for r in self.related if r.is_of_the_office),
            carried=tuple(c for c in self.carried if not c.is_personal),
        )
