"""Two entries made one: lists, shifts and deliveries move along, and all that was is put aside."""

from dataclasses import dataclass

from sqlalchemy import Table, delete, select, update
from sqlmodel import Session, col

from outreach.model.contact import ContactDraft
from outreach.model.history import Act, Origin
from outreach.store import contacts, history
from outreach.store.merging.belongings import CONTACT, owned, owner, put_aside
from outreach.store.rows import ContactRow, DeliveryRow, EmailRow, ExtraRow, MembershipRow, MergeRow, PhoneRow

_D: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_ON: Table = MembershipRow.__table__  # type: ignore[attr-defined]
# These are written with the joined draft; all others move as they are.
_IN_THE_DRAFT = {row.__tablename__ for row in (PhoneRow, EmailRow, ExtraRow)}


@dataclass(frozen=True, slots=True)
class Moved:
    """What came along with an entry: table -> how many rows, and how many deliveries."""

    rows: dict[str, int]
    deliveries: int


def merge(session: Session, kept: ContactRow, gone: ContactRow, joined: ContactDraft, *, origin: Origin) -> Moved:
    """Makes `kept` say what `joined` says, and gives it everything that belongs to `gone`, whose entry goes.

    Of a delivery only the person changes: its address, its key and where it stands do not.
    """
    kept_id, gone_id = _id(kept), _id(gone)
    before = put_aside(session, (kept_id, gone_id))
    deliveries = list(session.connection().execute(select(_D.c.id).where(_D.c.contact_id == gone_id)).scalars())
    kept_uid, gone_uid, gone_name = kept.uid, gone.uid, gone.name
    if joined == contacts.draft_of(kept):
        history.record(session, kept_uid, Act.MERGED, origin=origin, fields={})
    contacts.write(session, kept, joined, origin=origin, act=Act.MERGED)
    session.flush()
    moved = Moved(_move(session, gone_id, to=kept_id), len(deliveries))
    session.connection().execute(update(_D).where(_D.c.contact_id == gone_id).values(contact_id=kept_id))
    session.expire(gone)
    session.delete(gone)
    after = put_aside(session, (kept_id,))
    aside = {"before": before, "after": after, "deliveries": deliveries, "kept_id": kept_id, "gone_id": gone_id}
    session.add(
        MergeRow(
            kept_uid=kept_uid,
            gone_uid=gone_uid,
            gone_name=gone_name,
            kind=kept.kind,
            at=origin.at,
            by=origin.by,
            before=aside,
        )
    )
    session.flush()
    return moved


def _id(row: ContactRow) -> int:
    if row.id is None:
        raise AssertionError("an entry that is merged is in the store")
    return row.id


def _move(session: Session, contact_id: int, *, to: int) -> dict[str, int]:
    """Gives all that belongs to one contact to another; a list that both are on has the other already."""
    connection = session.connection()
    lists = select(_ON.c.list_id).where(_ON.c.contact_id == to)
    connection.execute(delete(_ON).where(_ON.c.contact_id == contact_id, col(_ON.c.list_id).in_(lists)))
    moved = {}
    for table in owned():
        if table.name not in _IN_THE_DRAFT and table is not CONTACT:
            whose = owner(table)
            found = connection.execute(update(table).where(whose == contact_id).values({whose.name: to}))
            moved[table.name] = found.rowcount
    return moved
