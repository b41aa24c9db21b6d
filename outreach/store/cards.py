"""Contacts as they are read. Every reading query of the directory is written here, once, as plain SQL.

The SQL is the same on both stores and comes to `rows` through the lean door (glance) or a session (database.rows_of).
Three queries run side by side in one order (four where the cards are complete) and are zipped, so that a million people
are read in the memory of one.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from outreach.model.card import Card, CarriedProperty, ContactKind, Photo, Relation
from outreach.model.frozen import maker
from outreach.model.person_name import PersonName
from outreach.model.text import fold
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility, email_of, phone_of
from outreach.store.glance import Rows, instant

_CONTACTS = """
    SELECT c.id, c.uid, c.kind, c.name, c.given_name, c.family_name, c.additional_name, c.prefix, c.suffix, c.title,
           c.organisation, outlet.name, city.name, COALESCE(city.country, c.country),
           city.timezone, city.latitude, city.longitude, c.languages, c.beats, c.notes, c.active, c.changed_at,
           c.confirmed_at
    FROM contact c LEFT JOIN city ON city.id = c.city_id LEFT JOIN outlet ON outlet.id = c.outlet_id
    WHERE {where} ORDER BY c.sort_key, c.id"""
_PHONES = """
    SELECT c.id, p.e164, p.written, p.extension, p.kind, p.visibility, p.valid, p.international, p.usage,
           p.verified_at
    FROM contact c JOIN phone p ON p.contact_id = c.id
    WHERE {where} ORDER BY c.sort_key, c.id, p.position"""
_EMAILS = """
    SELECT c.id, e.address, e.written, e.kind, e.visibility, e.usage, e.verified_at
    FROM contact c JOIN email e ON e.contact_id = c.id
    WHERE {where} ORDER BY c.sort_key, c.id, e.position"""

_EXTRAS = """
    SELECT c.uid, x.photo, x.photo_type, x.related, x.carried
    FROM contact c JOIN card_extra x ON x.contact_id = c.id
    WHERE {where} ORDER BY c.sort_key, c.id"""
# Steps from key to key along the index; numbering everybody would take twenty times as long.
_NTH_AFTER = """
    SELECT c.sort_key FROM contact c WHERE c.kind = :kind AND c.sort_key > :key
    ORDER BY c.sort_key LIMIT 1 OFFSET :n"""
_AT_ONCE = 500  # people in one query; SQLite takes 999 values at the least


def everybody(rows: Rows, kind: ContactKind) -> Iterator[Card]:
    """All officers, or all journalists, by family name."""
    return _cards(rows, "c.kind = :kind", kind=kind.value)


def in_city(rows: Rows, kind: ContactKind, *, city_id: int) -> Iterator[Card]:
    """Those in one city, by family name."""
    return _cards(rows, "c.kind = :kind AND c.city_id = :city_id", kind=kind.value, city_id=city_id)


def between(rows: Rows, kind: ContactKind, first: str | None, last: str | None) -> Iterator[Card]:
    """Those whose sort key is at least `first` and before `last`, in the order of everybody, complete."""
    bounds = {"first": first, "last": last}
    given = {name: key for name, key in bounds.items() if key is not None}
    where = " AND ".join(["c.kind = :kind", *(_BOUNDS[name] for name in given)])
    extras = _by_person(rows(_EXTRAS.format(where=where), kind=kind.value, **given))
    for card in _cards(rows, where, kind=kind.value, **given):
        found = extras(card.uid)
        yield _complete(card, *found) if found else card


_BOUNDS = {"first": "c.sort_key >= :first", "last": "c.sort_key < :last"}


def every_nth_key(rows: Rows, kind: ContactKind, *, n: int) -> list[str]:
    """Sort keys at which a long list may be cut into pieces of some `n` people, more where many share a key."""
    keys, key = [], ""
    while found := next(rows(_NTH_AFTER, kind=kind.value, key=key, n=n), None):
        (key,) = found
        keys.append(key)
    return keys


def at_outlet(rows: Rows, *, outlet_id: int) -> Iterator[Card]:
    """The journalists of one outlet, by family name."""
    return _cards(rows, "c.outlet_id = :outlet_id", outlet_id=outlet_id)


def chosen(rows: Rows, condition: str, **values: Any) -> Iterator[Card]:
    """Those whom a condition on `c`, a row of contact, chooses (see query.compiled), by family name."""
    return _cards(rows, condition, **values)


def numbered(rows: Rows, ids: Sequence[int]) -> dict[int, Card]:
    """These people, by the numbers of their rows; some hundreds at once at the most."""
    values = {f"id_{at}": number for at, number in enumerate(ids)}
    where = f"c.id IN ({', '.join(f':{name}' for name in values)})"
    uids = {uid: number for number, uid in rows(f"SELECT c.id, c.uid FROM contact c WHERE {where}", **values)}  # noqa: S608 - names of our own
    return {uids[card.uid]: card for card in _cards(rows, where, **values)}


def named(rows: Rows, kind: ContactKind, who: str) -> list[Card]:
    """Those whom `who` means: by UID or e-mail address, else by name in any case and with or without accents."""
    exact = _cards(
        rows,
        "c.kind = :kind AND (c.uid = :who OR c.id IN (SELECT m.contact_id FROM email m WHERE m.key = :address))",
        kind=kind.value,
        who=who.strip(),
        address=who.strip().casefold(),
    )
    return list(exact) or list(_cards(rows, "c.kind = :kind AND c.name_key = :name", kind=kind.value, name=fold(who)))


def names(rows: Rows, kind: ContactKind, *, limit: int = 20_000) -> list[str]:
    """Names alone, for a "did you mean"."""
    return [name for (name,) in rows("SELECT name FROM contact WHERE kind = :kind LIMIT :n", kind=kind.value, n=limit)]


def completed(rows: Rows, people: Iterable[Card]) -> Iterator[Card]:
    """The same people with their pictures, relations and carried properties, which no list reads."""
    waiting = iter(people)
    while some := list(islice(waiting, _AT_ONCE)):
        values = {f"uid_{number}": card.uid for number, card in enumerate(some)}
        where = f"c.uid IN ({', '.join(f':{name}' for name in values)})"
        extras = {extra[0]: extra for extra in rows(_EXTRAS.format(where=where), **values)}
        yield from (_complete(card, extras[card.uid]) if card.uid in extras else card for card in some)


def _complete(card: Card, extra: tuple[Any, ...]) -> Card:
    _, photo, photo_type, related, carried = extra
    return replace(
        card,
        photo=Photo(bytes(photo), photo_type) if photo else None,
        related=tuple(Relation(*words) for words in json.loads(related)),
        carried=tuple(CarriedProperty(*words) for words in json.loads(carried)),
    )


def _cards(rows: Rows, where: str, **values: Any) -> Iterator[Card]:
    phones = _by_person(rows(_PHONES.format(where=where), **values))
    emails = _by_person(rows(_EMAILS.format(where=where), **values))
    for contact in rows(_CONTACTS.format(where=where), **values):
        yield _card(contact, phones=phones(contact[0]), emails=emails(contact[0]))


class _by_person:  # noqa: N801 - it reads as the function that it is
    """Hands out the rows of one person after another; asked in the order in which they come."""

    def __init__(self, ordered: Iterator[tuple[Any, ...]]) -> None:
        self._rows = ordered
        self._ahead = next(ordered, _NONE)

    def __call__(self, person: int | str) -> list[tuple[Any, ...]]:
        found = []
        while self._ahead[0] == person:
            found.append(self._ahead)
            self._ahead = next(self._rows, _NONE)
        return found


_NONE: tuple[Any, ...] = (None,)


# Looking a word up costs a fraction of asking its enumeration, and a long export asks millions of times.
_KINDS = {kind.value: kind for kind in ContactKind}
_PHONE_KINDS = {kind.value: kind for kind in PhoneKind}
_EMAIL_KINDS = {kind.value: kind for kind in EmailKind}
_SEEN = {seen.value: seen for seen in Visibility}
# So is every card made of some five of these, and a long list takes a fifth less time for it.
_card_of, _name = maker(Card), maker(PersonName)


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _phone(row: tuple[Any, ...]) -> PhoneNumber:
    _, e164, written, extension, kind, seen, valid, printed, usage, at = row
    kind, seen, at = _PHONE_KINDS[kind], _SEEN[seen], at and instant(at)
    return phone_of(e164, written, extension, kind, seen, bool(valid), printed, usage, at)


def _email(row: tuple[Any, ...]) -> EmailAddress:
    _, address, written, kind, seen, usage, at = row
    return email_of(address, written, _EMAIL_KINDS[kind], _SEEN[seen], usage, at and instant(at))


def _card(row: tuple[Any, ...], *, phones: list[tuple[Any, ...]], emails: list[tuple[Any, ...]]) -> Card:
    (_, uid, kind, name, given, family, additional, prefix, suffix, title, organisation, outlet) = row[:12]
    (city, country, timezone, latitude, longitude, languages, beats, notes, active, changed_at, confirmed_at) = row[12:]
    return _card_of(
        uid=uid,
        kind=_KINDS[kind],
        name=name,
        parts=_name(given, family, additional, prefix, suffix),
        title=title,
        organisation=organisation,
        outlet=outlet,
        city=city,
        country=country,
        timezone=timezone,
        latitude=latitude,
        longitude=longitude,
        languages=_words(languages),
        beats=_words(beats),
        notes=notes,
        phones=tuple(map(_phone, phones)),
        emails=tuple(map(_email, emails)),
        active=bool(active),
        changed_at=instant(changed_at),
        confirmed_at=instant(confirmed_at),
    )
