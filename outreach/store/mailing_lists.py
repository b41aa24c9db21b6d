"""Mailing lists and who is on them, by hand or by a query. One mailbox stands once on a list."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from outreach.errors import AlreadyThere, InvalidValue, NotFound, WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.model.query import parse
from outreach.model.recipient import Recipient
from outreach.model.text import fold, one_line
from outreach.store import query
from outreach.store.database import rows_of
from outreach.store.query import Condition
from outreach.store.rows import ContactRow, EmailRow, MailingListRow, MembershipRow

_COUNT = "SELECT COUNT(*) FROM contact c WHERE {where}"
_IS_FOUND = "SELECT 1 FROM contact c WHERE c.id = :this AND ({where})"
_AT = """
    SELECT c.id, c.sort_key, {address}, {key}, c.name, c.prefix, c.given_name, c.family_name, c.title, outlet.name,
           city.name, COALESCE(city.country, c.country), c.languages, c.beats, c.uid, c.kind, city.timezone,
           city.latitude, city.longitude
    FROM contact c JOIN {through}
         LEFT JOIN city ON city.id = c.city_id LEFT JOIN outlet ON outlet.id = c.outlet_id
    WHERE {{where}}"""
_BY_HAND = _AT.format(
    address="m.address",
    key="m.email_key",
    through="membership m ON m.contact_id = c.id AND m.list_id = :list_id",
)
_AT_FIRST = _AT.format(
    address="e.address",
    key="e.key",
    through="email e ON e.contact_id = c.id AND e.position = "
    "(SELECT MIN(first.position) FROM email first WHERE first.contact_id = c.id)",
)
_AT_ANY = _AT.format(address="e.address", key="e.key", through="email e ON e.contact_id = c.id")
_AT_ONCE = 500


def create(session: Session, name: str, *, now: datetime, where: str | None = None) -> MailingListRow:
    """A new list; with `where` a living one, filled by that query each time anew.

    Raises AlreadyThere for a name that differs only in case or accents, and what `narrow` raises for a query.
    """
    line = one_line(name, field="list")
    if not fold(line):
        raise InvalidValue("list", name, "needs a name with letters or digits")
    if _called(session, line):
        raise AlreadyThere(f"there is a list named {name!r} already; `outreach lists show` shows it")
    made = MailingListRow(name=line, key=fold(line), created_at=now)
    session.add(made)
    session.flush()
    if where is not None:
        if not where.strip():
            raise InvalidValue("query", where, "is empty; leave --where out for a list that is filled by hand")
        narrow(session, made, where, now=now)
    return made


def narrow(session: Session, mailing_list: MailingListRow, where: str, *, now: datetime) -> None:
    """Gives the list another query, checked by asking it; an empty one makes it a list by hand.

    Raises InvalidValue where it cannot be read, or asks for its own list, and NotFound for a city or list in it.
    """
    mailing_list.query = str(parse(where)) if where.strip() else None
    session.flush()
    _members(session, mailing_list, now=now)


def _called(session: Session, name: str) -> MailingListRow | None:
    return session.exec(select(MailingListRow).where(MailingListRow.key == fold(name))).first()


def named(session: Session, name: str) -> MailingListRow:
    """The list called `name`. Raises NotFound, with the nearest names."""
    found = _called(session, name)
    if found:
        return found
    from rapidfuzz import process

    names = list(session.exec(select(MailingListRow.name)))
    near = tuple(match[0] for match in process.extract(name, names, limit=2, score_cutoff=60))
    raise NotFound("list", name, suggestions=near, advice="" if near else "`outreach lists` shows them all")


def with_sizes(session: Session, *, now: datetime) -> list[tuple[MailingListRow, int]]:
    """Every list by name, with how many are on it."""
    lists = session.exec(select(MailingListRow).order_by(MailingListRow.key)).all()
    return [(found, size(session, found, now=now)) for found in lists]


def size(session: Session, mailing_list: MailingListRow, *, now: datetime) -> int:
    """How many people are on the list now."""
    condition = _members(session, mailing_list, now=now)
    [(size,)] = rows_of(session)(_COUNT.format(where=condition.sql), **condition.values)
    return int(size)


def members(session: Session, mailing_list: MailingListRow, *, now: datetime) -> Iterator[Card]:
    """Who is on the list now, by family name."""
    return query.chosen(rows_of(session), _members(session, mailing_list, now=now))


def _members(session: Session, mailing_list: MailingListRow, *, now: datetime) -> Condition:
    return query.members(rows_of(session), mailing_list.id or 0, mailing_list.query, now=now)


def put_on(
    session: Session, mailing_list: MailingListRow, contact: ContactRow, *, email: EmailRow, now: datetime
) -> bool:
    """Puts `contact` on the list, to be reached at `email`; False if the person or the mailbox is on it already."""
    there = session.exec(
        select(MembershipRow.id).where(
            MembershipRow.list_id == mailing_list.id,
            (MembershipRow.email_key == email.key) | (MembershipRow.contact_id == contact.id),
        )
    ).first()
    if there is not None:
        return False
    if mailing_list.id is None or contact.id is None:
        raise ValueError("flush the list and the contact first")
    session.add(
        MembershipRow(
            list_id=mailing_list.id, contact_id=contact.id, address=email.address, email_key=email.key, added_at=now
        )
    )
    session.flush()
    return True


def take_off(session: Session, mailing_list: MailingListRow, contact: ContactRow, *, now: datetime) -> None:
    """Takes `contact` off the list. Raises NotFound, and WrongUsage for somebody whom the list's query finds."""
    found = session.exec(
        select(MembershipRow).where(MembershipRow.list_id == mailing_list.id, MembershipRow.contact_id == contact.id)
    ).first()
    if mailing_list.query and _finds(session, mailing_list.query, contact, now=now):
        narrower = f"outreach lists edit {mailing_list.name!r} --where ..."
        raise WrongUsage(
            f"{contact.name} is on {mailing_list.name!r} because its query finds them ({mailing_list.query}); "
            f"narrow the query with `{narrower}`"
        )
    if found is None:
        raise NotFound("member", contact.name, advice=f"`outreach lists show {mailing_list.name!r}` shows who is on it")
    session.delete(found)


def _finds(session: Session, where: str, contact: ContactRow, *, now: datetime) -> bool:
    found = query.compiled(rows_of(session), parse(where), now=now)
    return any(rows_of(session)(_IS_FOUND.format(where=found.sql), this=contact.id, **found.values))


def delete(session: Session, mailing_list: MailingListRow) -> None:
    """Deletes the list; the people on it stay in the directory."""
    session.delete(mailing_list)


def audience(session: Session, names: list[str], *, now: datetime) -> list[Recipient]:
    """Everybody on any of the lists, one mailbox once, in the order of their names. Inactive people are left out.

    Who was put on a list by hand is reached at the address chosen then, whom a query finds at their first one. Raises
    NotFound for a list that does not exist.
    """
    lists = [named(session, name) for name in names]
    by_hand = [row for found in lists for row in _reached(session, _BY_HAND, Condition("c.active"), list_id=found.id)]
    chosen = {row[0] for row in by_hand}
    living = [
        row
        for found in lists
        if found.query
        for row in _reached(session, _AT_FIRST, _active(_members(session, found, now=now)))
        if row[0] not in chosen
    ]
    audience: dict[str, Recipient] = {}
    for row in sorted(by_hand + living, key=lambda row: (row[1], row[0])):
        audience.setdefault(row[3], _recipient(row))
    return list(audience.values())


def _active(people: Condition) -> Condition:
    return Condition(f"c.active AND ({people.sql})", people.values)


def _reached(session: Session, sql: str, where: Condition, **values: object) -> list[tuple[Any, ...]]:
    return list(rows_of(session)(sql.format(where=where.sql), **where.values, **values))


def recipient(session: Session, email: EmailRow) -> Recipient:
    """The owner of `email`, reached there."""
    return reached_at(session, [email.key])[email.key]


def reached_at(session: Session, keys: Sequence[str]) -> dict[str, Recipient]:
    """The owners of those addresses, by the keys; whom the directory does not know any more is not there."""
    found = dict[str, Recipient]()
    for start in range(0, len(keys), _AT_ONCE):
        some = {f"key_{number}": key for number, key in enumerate(keys[start : start + _AT_ONCE])}
        condition = Condition(f"e.key IN ({', '.join(f':{name}' for name in some)})", dict(some))
        found |= {row[3]: _recipient(row) for row in _reached(session, _AT_ANY, condition)}
    return found


def _recipient(row: tuple[Any, ...]) -> Recipient:
    contact_id, _, address, key, name, prefix, given, family, title, outlet, city, country, *rest = row
    spoken, covered, uid, kind, timezone, latitude, longitude = rest
    languages = tuple(json.loads(spoken))
    fields = {
        "name": name,
        "prefix": prefix or "",
        "given_name": given or "",
        "family_name": family or "",
        "email": address,
        "title": title or "",
        "outlet": outlet or "",
        "city": city or "",
        "country": country or "",
        "language": next(iter(languages), ""),
    }
    card = Card(
        uid=uid,
        kind=ContactKind(kind),
        name=name,
        city=city,
        country=country,
        timezone=timezone,
        latitude=latitude,
        longitude=longitude,
        languages=languages,
        beats=tuple(json.loads(covered)),
    )
    return Recipient(address, key, contact_id, fields, card)
