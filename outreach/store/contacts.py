"""Press officers and journalists as rows: added, found, changed, removed. Reading them is in cards."""

from typing import Any

from sqlmodel import Session, col, select

from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.contact import ContactDraft
from outreach.model.entry import kept_parts, sort_key
from outreach.model.history import Act, Origin, difference, fields, said_now
from outreach.model.searchable import searchable
from outreach.model.text import fold
from outreach.model.uid import new_uid
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility
from outreach.store import cities, database, history, merges, outlets
from outreach.store.rows import ContactRow, ContactTextRow, EmailRow, ExtraRow, PhoneRow


def add(session: Session, draft: ContactDraft, *, origin: Origin) -> ContactRow:
    """A new row for the person in `draft`. Whether the person is there already is asked before (`matching`)."""
    row = ContactRow(
        kind=draft.kind,
        uid=draft.uid or new_uid(),
        name=draft.name,
        name_key=fold(draft.name),
        sort_key="",
        created_at=origin.at,
        changed_at=origin.at,
        confirmed_at=origin.at,
    )
    _fill(session, row, draft, origin=origin)
    session.add(row)
    history.record(session, row.uid, Act.ADDED, origin=origin, fields=difference({}, fields(draft)))
    session.flush()
    return row


def write(session: Session, row: ContactRow, draft: ContactDraft, *, origin: Origin, act: Act = Act.CHANGED) -> None:
    """Makes `row` say exactly what `draft` says, and writes down what that changed.

    A number or an address without a day of verification is one that was said just now: it is confirmed by that, though
    nothing else is (docs/decisions/0013).
    """
    known = draft_of(row)
    before, after = fields(known), fields(draft)
    changed = difference(before, after)
    said_again = {name: (after[name], after[name]) for name in said_now(draft) if name not in changed}
    _fill(session, row, draft, origin=origin)
    if draft != known:
        row.changed_at = origin.at
        history.record(session, row.uid, act, origin=origin, fields=changed)
    if said_again:
        history.record(session, row.uid, Act.CONFIRMED, origin=origin, fields=said_again)


def confirm(session: Session, row: ContactRow, *, origin: Origin) -> None:
    """Writes down that everything which is known of the person was right at `origin.at`."""
    row.confirmed_at = origin.at
    for line in (*row.phones, *row.emails):
        line.verified_at = origin.at
    history.record(session, row.uid, Act.CONFIRMED, origin=origin, fields={})


def _fill(session: Session, row: ContactRow, draft: ContactDraft, *, origin: Origin) -> None:
    parts = kept_parts(draft)
    row.name, row.name_key, row.sort_key = draft.name, fold(draft.name), sort_key(parts)
    row.prefix, row.given_name, row.additional_name = parts.prefix, parts.given, parts.additional
    row.family_name, row.suffix = parts.family, parts.suffix
    row.title, row.organisation, row.notes, row.active = draft.title, draft.organisation, draft.notes, draft.active
    row.country = None if draft.city else draft.country
    row.languages, row.beats = list(draft.languages), list(draft.beats)
    row.city = cities.row(session, draft.city) if draft.city else None
    row.outlet = outlets.row(session, draft.outlet) if draft.outlet else None
    row.phones = [_phone_row(number, position, row, origin) for position, number in enumerate(draft.phones)]
    row.emails = [_email_row(address, position, row, origin) for position, address in enumerate(draft.emails)]
    row.extra = _extra_row(draft, row)
    row.text = _text_row(draft, row)


def _phone_row(number: PhoneNumber, position: int, owner: ContactRow, origin: Origin) -> PhoneRow:
    said: dict[str, Any] = {
        "position": position,
        "written": number.written or number.e164,
        "e164": number.e164,
        "international": _printed(number),
        "extension": number.extension,
        "kind": number.kind.value,
        "visibility": number.visibility.value,
        "valid": number.valid,
        "usage": number.usage,
    }
    said["verified_at"] = number.verified_at or origin.at
    kept = next((p for p in owner.phones if (p.e164, p.extension) == (number.e164, number.extension)), None)
    return kept.sqlmodel_update(said) if kept else PhoneRow(**said)


def _printed(number: PhoneNumber) -> str:
    return number.printed or PhoneNumber.parse(number.e164).printed


def _email_row(email: EmailAddress, position: int, owner: ContactRow, origin: Origin) -> EmailRow:
    said: dict[str, Any] = {
        "position": position,
        "written": email.written or email.address,
        "address": email.address,
        "key": email.key,
        "kind": email.kind.value,
        "visibility": email.visibility.value,
        "usage": email.usage,
    }
    said["verified_at"] = email.verified_at or origin.at
    kept = next((e for e in owner.emails if e.key == email.key), None)
    return kept.sqlmodel_update(said) if kept else EmailRow(**said)


def _extra_row(draft: ContactDraft, owner: ContactRow) -> ExtraRow | None:
    if not (draft.photo or draft.related or draft.carried):
        return None
    said: dict[str, Any] = {
        "photo": draft.photo.content if draft.photo else None,
        "photo_type": draft.photo.media_type if draft.photo else None,
        "related": [[r.kind, r.value] for r in draft.related],
        "carried": [[c.name, c.value, c.parameters, c.group] for c in draft.carried],
    }
    return owner.extra.sqlmodel_update(said) if owner.extra else ExtraRow(**said)


def matching(session: Session, draft: ContactDraft) -> ContactRow | None:
    """The row of the person whom `draft` is about: the same UID, else the same mailbox, else the same name in the city.

    A namesake with other addresses is somebody else; a name alone is enough only where one of the two has no address.
    """
    # Of several, the one who was there first, whatever order a database would give them in.
    same_kind = select(ContactRow).where(ContactRow.kind == draft.kind).order_by(col(ContactRow.id))
    if draft.uid and (found := session.exec(same_kind.where(ContactRow.uid == _living(session, draft.uid))).first()):
        return found
    keys = [email.key for email in draft.emails]
    owners = select(EmailRow.contact_id).where(col(EmailRow.key).in_(keys))
    if keys and (found := session.exec(same_kind.where(col(ContactRow.id).in_(owners))).first()):
        return found
    city_id = draft.city.id if draft.city else None
    namesakes = session.exec(same_kind.where(ContactRow.name_key == fold(draft.name), ContactRow.city_id == city_id))
    return next((row for row in namesakes if not keys or not row.emails), None)


def _living(session: Session, uid: str) -> str:
    """A UID that was given up in a merge means whom that entry went into: no import brings back what was made one."""
    is_there = session.exec(select(ContactRow.id).where(ContactRow.uid == uid)).first()
    return uid if is_there is not None else merges.living(database.rows_of(session), uid)


def by_uid(session: Session, uid: str) -> ContactRow:
    """The row with that UID, which a card has named before."""
    return session.exec(select(ContactRow).where(ContactRow.uid == uid)).one()


def by_address(session: Session, email: EmailAddress, *, kind: ContactKind | None = None) -> ContactRow | None:
    """The person whose mailbox that is, a journalist before an officer."""
    query = select(ContactRow).join(EmailRow).where(EmailRow.key == email.key).order_by(ContactRow.kind, ContactRow.id)  # type: ignore[arg-type]
    return session.exec(query.where(ContactRow.kind == kind) if kind else query).first()


def draft_of(row: ContactRow) -> ContactDraft:
    """The row as a filled-in form, to be changed and written back."""
    from outreach.store import gazetteer

    return ContactDraft(
        **{name: getattr(row, name) for name in _SCALARS},
        city=gazetteer.by_id(row.city_id) if row.city_id else None,
        outlet=row.outlet.name if row.outlet else None,
        phones=[_phone(phone) for phone in row.phones],
        emails=[_email(email) for email in row.emails],
        **(_extras(row.extra) if row.extra else {}),
    )


def _phone(p: PhoneRow) -> PhoneNumber:
    kind, visibility = PhoneKind(p.kind), Visibility(p.visibility)
    return PhoneNumber(
        p.e164, p.written, p.extension, kind, visibility, p.valid, p.international, p.usage, p.verified_at
    )


def _email(e: EmailRow) -> EmailAddress:
    return EmailAddress(e.address, e.written, EmailKind(e.kind), Visibility(e.visibility), e.usage, e.verified_at)


def make_findable(row: ContactRow) -> None:
    """Lets the person be found by what the row says now."""
    row.text = _text_row(draft_of(row), row)


def _text_row(draft: ContactDraft, owner: ContactRow) -> ContactTextRow:
    said = searchable(draft)._asdict()
    return owner.text.sqlmodel_update(said) if owner.text else ContactTextRow(**said)


def _extras(extra: ExtraRow) -> dict[str, Any]:
    return {
        "photo": Photo(extra.photo, extra.photo_type or "") if extra.photo else None,
        "related": [Relation(*words) for words in extra.related],
        "carried": [CarriedProperty(*words) for words in extra.carried],
    }


_SCALARS = (
    "kind uid name prefix given_name additional_name family_name suffix title organisation country notes active "
    "languages beats"
).split()


def remove(session: Session, row: ContactRow, *, origin: Origin) -> None:
    """Takes the person out of the directory and off every list. Deliveries, suppressions and history stay."""
    # The kind is said too: by it, whoever is gone can still be asked for.
    gone = difference(fields(draft_of(row)), {}) | {"kind": (row.kind, None)}
    history.record(session, row.uid, Act.REMOVED, origin=origin, fields=gone)
    session.delete(row)
