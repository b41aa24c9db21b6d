"""What a card means for the directory: each property to the field that it fills."""

import re

from outreach.errors import InvalidValue
from outreach.formats.vcard import relations
from outreach.formats.vcard.carrying import carried_of
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.names import name_of
from outreach.formats.vcard.numbers import emails_of, phones_of
from outreach.formats.vcard.photos import elsewhere, photo_of
from outreach.formats.vcard.places import CityLookup, place_of
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.formats.vcard.writing import KIND_WORDS
from outreach.model.card import CarriedProperty, ContactKind
from outreach.model.contact import ContactDraft, checked_language
from outreach.model.text import fold

_LONGEST_UID = 255
_UID_SCHEME = re.compile("urn:uuid:", re.IGNORECASE)
# Categories that a phone gives to everybody, and those that only say what the directory knows by itself.
_NO_BEATS = frozenset(
    [fold(word) for word in KIND_WORDS.values()] + ["my contacts", "mycontacts", "starred", "starred in android"]
)
_READ = frozenset("FN N ORG TITLE ROLE TEL EMAIL ADR LABEL PHOTO CATEGORIES NOTE UID LANG X-LANG".split())
# What the directory says of a known city by itself.
_OF_THE_CITY = frozenset({"TZ", "GEO"})
# Of the card and the program that wrote it, not of the person.
_TECHNICAL = frozenset(
    "VERSION PRODID X-PRODID REV SOURCE NAME PROFILE CLASS MAILER SORT-STRING SORT-AS KIND CLIENTPIDMAP X-ABLABEL"
    " X-ABADR X-ABUID X-ABSHOWAS X-EVOLUTION-FILE-AS X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-OL-DESIGN X-CLASS".split()
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def draft_of(card: RawCard, doubts: Doubts, *, region: str | None, city: CityLookup, kind: ContactKind) -> ContactDraft:
    """The contact that `card` describes. Raises InvalidValue where it has no name, or a photo that is none."""
    name, parts = name_of(card, doubts)
    place = place_of(card, doubts, city=city)
    organisation = _organisation(card, doubts)
    officer = kind is ContactKind.OFFICER
    draft = ContactDraft(
        kind=kind,
        uid=_uid(card, doubts),
        name=name,
        prefix=parts.prefix,
        given_name=parts.given,
        additional_name=parts.additional,
        family_name=parts.family,
        suffix=parts.suffix,
        title=_title(card, doubts),
        organisation=organisation if officer else None,
        outlet=None if officer else organisation,
        city=place.city,
        country=None if place.city else place.country,
        languages=_languages(card, doubts),
        beats=_beats(card),
        phones=phones_of(card, doubts, region=place.region or region),
        emails=emails_of(card, doubts),
        photo=photo_of(card, doubts),
        related=relations.related_to(card, doubts),
        carried=_carried(card, doubts, city_is_known=place.city is not None),
    )
    _keep_labels_of_addresses(card, doubts)
    draft.notes = "\n".join([*_notes(card), *doubts.notes]) or None
    return draft


def is_group(card: RawCard) -> bool:
    """Whether it is a list of cards: RFC 6350 §6.1.4, and Apple's word for it in 3.0."""
    kind = card.first("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return kind is not None and kind.text.strip().lower() == "group"


def _uid(card: RawCard, doubts: Doubts) -> str | None:
    found = card.first("UID")
    if found is None:
        return None
    uid = _UID_SCHEME.sub("", doubts.line_of(found), count=1)
    if len(uid) <= _LONGEST_UID:
        return uid
    doubts.warn(f"the UID on line {found.line} is longer than {_LONGEST_UID} characters; the card gets a new one")
    return None


def _title(card: RawCard, doubts: Doubts) -> str | None:
    found = card.first("TITLE", "ROLE")
    title = doubts.line_of(found) if found else ""
    for other in (*card.all("TITLE"), *card.all("ROLE")):
        if one_line_of(other.text) not in ("", title):
            doubts.note(other.name.capitalize(), other.text)
    return title or None


def _organisation(card: RawCard, doubts: Doubts) -> str | None:
    """ORG's first component (RFC 6350 §6.6.4); its departments, and other organisations, go to the notes."""
    names = [[one_line_of(c) for c in found.components if one_line_of(c)] for found in card.all("ORG")]
    (organisation, *units), *others = [*filter(None, names), [""]]
    for unit in units:
        doubts.note("Department", unit)
    for other in filter(any, others):
        doubts.note("Organisation", ", ".join(other))
    return organisation or None


def _languages(card: RawCard, doubts: Doubts) -> list[str]:
    languages: list[str] = []
    for found in (*card.all("LANG"), *card.all("X-LANG")):
        try:
            tag = checked_language(one_line_of(found.text))
        except InvalidValue as error:
            doubts.keep("Language", found.text, because=str(error))
            continue
        if tag not in languages:
            languages.append(tag)
    return languages


def _beats(card: RawCard) -> list[str]:
    beats: dict[str, str] = {}
    for found in card.all("CATEGORIES"):
        for item in map(one_line_of, found.items):
            if item and fold(item) not in _NO_BEATS:
                beats.setdefault(item.casefold(), item)
    return list(beats.values())


def _notes(card: RawCard) -> list[str]:
    """Every NOTE, in its lines."""
    notes = (_CONTROL.sub("", "\n".join(found.text.splitlines())).strip() for found in card.all("NOTE"))
    return [note for note in notes if note]


def _carried(card: RawCard, doubts: Doubts, *, city_is_known: bool) -> list[CarriedProperty]:
    known = _READ | _TECHNICAL | relations.NAMES | (_OF_THE_CITY if city_is_known else frozenset())
    rest: list[Property] = [found for found in card.properties if found.name not in known]
    rest += elsewhere(card, doubts)
    return carried_of(sorted(rest, key=lambda found: found.line), card, doubts, known=known - {"PHOTO"})


def _keep_labels_of_addresses(card: RawCard, doubts: Doubts) -> None:
    """LABEL (2.1, 3.0) is an address as it is printed: ADR says the same, where there is one."""
    if not card.all("ADR"):
        for found in card.all("LABEL"):
            if not found.is_blank:
                doubts.note("Address", ", ".join(found.text.splitlines()))
