"""Mailing lists and who is on them. One mailbox stands once on a list."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from outreach.errors import AlreadyThere, InvalidValue, NotFound
from outreach.model.recipient import Recipient
from outreach.model.text import fold, one_line
from outreach.store.rows import CityRow, ContactRow, EmailRow, MailingListRow, MembershipRow, OutletRow


def create(session: Session, name: str, *, now: datetime) -> MailingListRow:
    """A new list. Raises AlreadyThere for a name that differs only in case or accents."""
    line = one_line(name, field="list")
    if not fold(line):
        raise InvalidValue("list", name, "needs a name with letters or digits")
    if _called(session, line):
        raise AlreadyThere(f"there is a list named {name!r} already; `outreach lists show` shows it")
    made = MailingListRow(name=line, key=fold(line), created_at=now)
    session.add(made)
    session.flush()
    return made


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


def with_sizes(session: Session) -> list[tuple[MailingListRow, int]]:
    """Every list by name, with how many are on it."""
    query = (
        select(MailingListRow, func.count(MembershipRow.id))  # type: ignore[arg-type]
        .outerjoin(MembershipRow, MembershipRow.list_id == MailingListRow.id)  # type: ignore[arg-type]
        .group_by(MailingListRow.id)  # type: ignore[arg-type]
        .order_by(MailingListRow.key)
    )
    return [(row, size) for row, size in session.exec(query)]


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


def take_off(session: Session, mailing_list: MailingListRow, contact: ContactRow) -> None:
    """Takes `contact` off the list. Raises NotFound."""
    found = session.exec(
        select(MembershipRow).where(MembershipRow.list_id == mailing_list.id, MembershipRow.contact_id == contact.id)
    ).first()
    if found is None:
        raise NotFound("member", contact.name, advice=f"`outreach lists show {mailing_list.name!r}` shows who is on it")
    session.delete(found)


def delete(session: Session, mailing_list: MailingListRow) -> None:
    """Deletes the list; the people on it stay in the directory."""
    session.delete(mailing_list)


def audience(session: Session, names: list[str]) -> list[Recipient]:
    """Everybody on any of the lists, one mailbox once, in the order of their names. Inactive people are left out.

    Raises NotFound for a list that does not exist.
    """
    list_ids = [named(session, name).id for name in names]
    query = (
        select(MembershipRow, ContactRow, CityRow, OutletRow)
        .join(ContactRow, MembershipRow.contact_id == ContactRow.id)  # type: ignore[arg-type]
        .outerjoin(CityRow, ContactRow.city_id == CityRow.id)  # type: ignore[arg-type]
        .outerjoin(OutletRow, ContactRow.outlet_id == OutletRow.id)  # type: ignore[arg-type]
        .where(col(MembershipRow.list_id).in_(list_ids), col(ContactRow.active))
        .order_by(ContactRow.sort_key, ContactRow.id)  # type: ignore[arg-type]
    )
    found: dict[str, Recipient] = {}
    for on, contact, city, outlet in session.exec(query):
        found.setdefault(on.email_key, recipient(on.address, on.email_key, contact, city=city, outlet=outlet))
    return list(found.values())


def recipient(
    address: str, key: str, contact: ContactRow, *, city: CityRow | None, outlet: OutletRow | None
) -> Recipient:
    """`contact`, reached at `address`, with every merge field; empty where nothing is known."""
    fields = {
        "name": contact.name,
        "prefix": contact.prefix,
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "email": address,
        "title": contact.title or "",
        "outlet": outlet.name if outlet else "",
        "city": city.name if city else "",
        "country": (city.country if city else contact.country) or "",
        "language": contact.languages[0] if contact.languages else "",
    }
    return Recipient(address, key, contact.id, fields)
