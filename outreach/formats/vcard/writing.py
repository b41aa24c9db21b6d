"""Cards into vCards. Lines are put together directly: a hundred thousand cards stream out one at a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache

from outreach.formats.vcard.escaping import all_folded, escaped
from outreach.formats.vcard.extras import extra_lines, geo
from outreach.formats.vcard.labels import email_mark, phone_mark, seen_mark
from outreach.formats.vcard.version import Version
from outreach.model import country, person_name
from outreach.model.card import Card, ContactKind
from outreach.model.values import EmailKind, PhoneKind, PhoneNumber, Visibility

# Without our own version: a new release is no reason for every address book to fetch every card again.
PRODUCT = "-//outreach//vCard//EN"
# What CATEGORIES says first of everybody; reading takes it out again.
KIND_WORDS = {ContactKind.OFFICER: "Press officer", ContactKind.JOURNALIST: "Journalist"}
HEAD = {version: f"BEGIN:VCARD\r\nVERSION:{version.value}\r\nPRODID:{PRODUCT}" for version in Version}
END = "END:VCARD\r\n"
# Parameters come from these tables and from nowhere else, so that no value can reach one (and end its line).
_PHONE_TYPES = {
    PhoneKind.WORK: "WORK,VOICE",
    PhoneKind.MOBILE: "CELL",
    PhoneKind.DUTY: "WORK,VOICE",
    PhoneKind.FAX: "WORK,FAX",
}
_EMAIL_TYPES = {EmailKind.WORK: "work", EmailKind.HOME: "home", EmailKind.DUTY: "work"}
# Apple's way of naming what no type names (item1.TEL and item1.X-ABLabel), which most address books have learned.
_LABELS = {PhoneKind.DUTY.value: "Duty"}
# RFC 2426 §3.3.2 knows no work and home for EMAIL; Apple's label for home says it where that matters.
_EMAIL_LABELS_OF_3 = {EmailKind.DUTY.value: "Duty", EmailKind.HOME.value: "_$!<Home>!$_"}
_TEL_URI = re.compile(r"tel:\+[0-9]+(?:;ext=[0-9]+)?")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def write(cards: Iterable[Card], *, version: Version = Version.V3) -> Iterator[bytes]:
    """One vCard after another, complete with line ends. Cards hold what their reader may see: `card.seen_by(...)`."""
    for card in cards:
        yield one(card, version=version)


def one(card: Card, *, version: Version = Version.V3) -> bytes:
    """`card` as a vCard in UTF-8 with CRLF (RFC 2426, RFC 6350). The same card gives the same bytes."""
    lines = [*_person(card), *(_lines_of_3(card) if version is Version.V3 else _lines_of_4(card))]
    if card.latitude is not None:
        lines += geo(card.latitude, card.longitude, version)
    if card.photo or card.related or card.carried:
        lines += extra_lines(card, version, number=len(card.phones) + len(card.emails))
    return f"{HEAD[version]}\r\n{all_folded(lines)}\r\n{END}".encode("utf-8", "replace")


def _person(card: Card) -> list[str]:
    """What both versions write alike."""
    name = card.name or str(card.parts) or card.organisation or card.outlet or card.uid
    own, other = card.organisation, card.outlet
    organisation = other or own if card.kind == ContactKind.JOURNALIST else own or other
    # RFC 2426 §3.1.2 asks for N. A name is taken apart where nobody has done it; a desk named after its house has none.
    n = card.parts
    if not (n.given or str(n) or name == organisation):
        n = person_name.split(name)
    rest = _rest_of_name(n.additional, n.prefix, n.suffix)
    lines = [f"FN:{escaped(name)}", f"N:{escaped(n.family)};{escaped(n.given)};{rest}"]
    if organisation:
        lines.append(_line("ORG", organisation))
    if card.title:
        lines.append(_line("TITLE", card.title))
    if card.city or card.country:
        lines.append(_address(card.city, card.country))
    lines.append(_categories(KIND_WORDS.get(card.kind, card.kind), card.beats))
    if card.notes:
        lines.append(f"NOTE:{escaped(card.notes)}")
    return lines


# Many people have the same house, title, city, beats and languages: these lines are made once.
@lru_cache(maxsize=10_000)
def _rest_of_name(additional: str, prefix: str, suffix: str) -> str:
    return f"{escaped(additional)};{escaped(prefix)};{escaped(suffix)}"


@lru_cache(maxsize=10_000)
def _line(name: str, value: str) -> str:
    return f"{name}:{escaped(value)}"


@lru_cache(maxsize=10_000)
def _address(city: str | None, country_code: str | None) -> str:
    abroad = escaped(country.name_of(country_code)) if country_code else ""
    return f"ADR;TYPE=WORK:;;;{escaped(city or '')};;;{abroad}"


@lru_cache(maxsize=10_000)
def _categories(kind: str, beats: tuple[str, ...]) -> str:
    return f"CATEGORIES:{','.join(map(escaped, (kind, *beats)))}"


def _lines_of_3(card: Card) -> list[str]:
    """UID, REV, numbers, addresses, zone and languages as RFC 2426 has them."""
    lines = [f"UID:{escaped(card.uid)}", f"REV:{_utc(card.changed_at)}"]
    for rank, phone in enumerate(card.phones, 1):
        types, label = _types_and_label(phone.kind, phone.visibility, phone.usage)
        line = f"TEL;TYPE={types}{_preferred(rank)}:{escaped(_shown(phone))}"
        lines += _labelled(line, label, number=rank) if label else (line,)
    for rank, email in enumerate(card.emails, 1):
        mark, label = _mark_and_label_of_3(email.kind, email.visibility, email.usage)
        line = f"EMAIL;TYPE=INTERNET{mark}{_preferred(rank)}:{escaped(email.address)}"
        lines += _labelled(line, label, number=len(card.phones) + rank) if label else (line,)
    if card.timezone:
        # The default of RFC 2426 §3.4.1 is an offset, which is wrong for half of the year.
        lines.append(_line("TZ;VALUE=text", card.timezone))
    # RFC 2426 has no LANG, but takes any X- property; without it a card would come back without its languages.
    lines += _languages_of_3(card.languages)
    return lines


def _lines_of_4(card: Card) -> list[str]:
    """The same as RFC 6350 has them: URIs for UID and numbers, PREF as a rank, LANG."""
    lines = [uid_of_4(card.uid), f"REV:{_utc(card.changed_at).replace('-', '').replace(':', '')}"]
    for rank, phone in enumerate(card.phones, 1):
        types, label = _types_and_label(phone.kind, phone.visibility, phone.usage)
        line = f"TEL;TYPE={types.lower()};PREF={min(rank, 100)}{_uri_of(phone)}"
        lines += _labelled(line, label, number=rank) if label else (line,)
    for rank, email in enumerate(card.emails, 1):
        types, label = _types_and_label_of_4(email.kind, email.visibility, email.usage)
        line = f"EMAIL;TYPE={types};PREF={min(rank, 100)}:{escaped(email.address)}"
        lines += _labelled(line, label, number=len(card.phones) + rank) if label else (line,)
    if card.timezone:
        lines.append(_line("TZ", card.timezone))
    lines += _languages_of_4(card.languages)
    return lines


def uid_of_4(uid: str) -> str:
    """RFC 6350 §6.7.6: a URI, or else text that says so."""
    return f"UID:urn:uuid:{uid}" if _UUID.fullmatch(uid) else f"UID;VALUE=text:{escaped(uid)}"


# Kinds are few, and so are usages: what says them is put together once.
@lru_cache(maxsize=1_000)
def _types_and_label(kind: PhoneKind, seen: Visibility, usage: str | None) -> tuple[str, str | None]:
    """What rings, and what people call it: its usage before the name of its kind."""
    types = _PHONE_TYPES.get(kind, "VOICE") + seen_mark(seen)
    return (types + phone_mark(kind, usage), escaped(usage)) if usage else (types, _LABELS.get(kind))


@lru_cache(maxsize=1_000)
def _mark_and_label_of_3(kind: EmailKind, seen: Visibility, usage: str | None) -> tuple[str, str | None]:
    """The same of an address, beside the one type that RFC 2426 has for all of them."""
    mark = email_mark(kind, usage, home_is_a_type=False) if usage else ""
    return mark + seen_mark(seen), escaped(usage) if usage else _EMAIL_LABELS_OF_3.get(kind)


@lru_cache(maxsize=1_000)
def _types_and_label_of_4(kind: EmailKind, seen: Visibility, usage: str | None) -> tuple[str, str | None]:
    mark = email_mark(kind, usage, home_is_a_type=True) if usage else ""
    types = _EMAIL_TYPES.get(kind, "work") + (mark + seen_mark(seen)).lower()
    return types, escaped(usage) if usage else _LABELS.get(kind)


def _preferred(rank: int) -> str:
    return ",PREF" if rank == 1 else ""


def _labelled(line: str, label: str, *, number: int) -> tuple[str, str]:
    """`line`, grouped with its label; `number` tells the groups of a card apart."""
    return f"item{number}.{line}", f"item{number}.X-ABLabel:{label}"


def _shown(phone: PhoneNumber) -> str:
    # As it was printed when it was read: asking phonenumbers for each would take longer than all the rest.
    shown = phone.printed or phone.e164
    return f"{shown} ext. {phone.extension}" if phone.extension else shown


def _uri_of(phone: PhoneNumber) -> str:
    """`;VALUE=uri:tel:...` (RFC 6350 §6.4.1, RFC 3966); what is no such number stays text."""
    if _TEL_URI.fullmatch(phone.uri):
        return f";VALUE=uri:{phone.uri}"
    return f":{escaped(_shown(phone))}"


@lru_cache(maxsize=10_000)
def _languages_of_3(languages: tuple[str, ...]) -> list[str]:
    return [f"X-LANG:{language}" for language in _tags(languages)]


@lru_cache(maxsize=10_000)
def _languages_of_4(languages: tuple[str, ...]) -> list[str]:
    return [f"LANG;PREF={min(rank, 100)}:{language}" for rank, language in enumerate(_tags(languages), 1)]


def _tags(languages: tuple[str, ...]) -> list[str]:
    # LANG is no TEXT and cannot be escaped: what is no tag (RFC 5646 §2.1) is not written.
    return [tag for tag in languages if tag.isascii() and tag.replace("-", "").isalnum()]


@lru_cache(maxsize=10_000)
def _utc(moment: datetime) -> str:
    """ISO 8601 to the second, in the extended form; 4.0 takes the basic one (RFC 6350 §4.3.5)."""
    utc = moment if moment.tzinfo in (UTC, None) else moment.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
