"""Saying that something which is known of somebody is right today."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from outreach.model.history import Origin
from outreach.services import forms
from outreach.store import contacts


def confirm(session: Session, uid: str, *, origin: Origin) -> None:
    """Everything that is known of the person with that UID is right."""
    contacts.confirm(session, contacts.by_uid(session, uid), origin=origin)


def confirm_only(session: Session, uid: str, said: Sequence[str], *, region: str | None, origin: Origin) -> None:
    """These numbers and addresses of the person are right, and nothing is said of the rest. Raises NotFound."""
    row = contacts.by_uid(session, uid)
    known = contacts.draft_of(row)
    where = (known.city.country if known.city else known.country) or region
    right = {forms.the_one(known, text, region=where) for text in said}
    phones = [replace(p, verified_at=None) if (p.e164, p.extension) in right else p for p in known.phones]
    emails = [replace(e, verified_at=None) if e.key in right else e for e in known.emails]
    contacts.write(session, row, replace(known, phones=phones, emails=emails), origin=origin)
