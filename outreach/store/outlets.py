"""Outlets: one by one name, made when a journalist first names it."""

from collections.abc import Iterable

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from outreach.errors import AlreadyThere, NotFound
from outreach.model.history import Act, Origin
from outreach.model.text import fold, one_line
from outreach.store import history, search_index
from outreach.store.rows import ContactRow, OutletRow

_AT_ONCE = 500  # names in one query; SQLite takes 999 at the least


def row(session: Session, name: str) -> OutletRow:
    """The row of the outlet called `name`, made on its first use."""
    found = _called(session, name)
    if found is None:
        found = OutletRow(name=one_line(name, field="outlet"), key=fold(name))
        session.add(found)
        session.flush()
    return found


def ids(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The ids of the outlets called so, made where nobody has named them before, in two or three statements for all."""
    keys = {name: fold(name) for name in names}
    known = _ids_by_key(session, keys.values())
    new: dict[str, str] = {}
    for name, key in keys.items():
        if key not in known:
            new.setdefault(key, one_line(name, field="outlet"))
    if new:
        session.execute(insert(OutletRow), [{"name": name, "key": key} for key, name in new.items()])
        known |= _ids_by_key(session, new)
    return {name: known[key] for name, key in keys.items()}


def _ids_by_key(session: Session, keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    asked = list(dict.fromkeys(keys))
    for start in range(0, len(asked), _AT_ONCE):
        query = select(OutletRow.key, OutletRow.id).where(col(OutletRow.key).in_(asked[start : start + _AT_ONCE]))
        found |= {key: id_ for key, id_ in session.exec(query) if id_ is not None}
    return found


def _called(session: Session, name: str) -> OutletRow | None:
    return session.exec(select(OutletRow).where(OutletRow.key == fold(name))).first()


def named(session: Session, name: str) -> OutletRow:
    """The outlet called `name`, in any case. Raises NotFound."""
    found = _called(session, name)
    if found is None:
        raise NotFound("outlet", name, advice="`outreach outlets` lists them")
    return found


def add(session: Session, name: str, *, country: str | None, website: str | None) -> OutletRow:
    """A new outlet. Raises AlreadyThere."""
    if _called(session, name):
        raise AlreadyThere(f"there is an outlet named {name!r} already; `outreach outlets show` shows it")
    made = row(session, name)
    made.country, made.website = country, website
    return made


def change(session: Session, outlet: OutletRow, said: dict[str, str], *, origin: Origin) -> None:
    """Writes what was said (`name`, `country`, `website`). Raises AlreadyThere for another outlet's name."""
    if "name" in said:
        other = _called(session, said["name"])
        if other is not None and other.id != outlet.id:
            raise AlreadyThere(f"there is an outlet named {said['name']!r} already")
        said = said | {"name": one_line(said["name"], field="outlet"), "key": fold(said["name"])}
        if said["name"] != outlet.name:
            _write_down(session, outlet, said["name"], origin=origin)
    outlet.sqlmodel_update(said)
    if "name" in said:
        _index_anew(session, outlet)


def _write_down(session: Session, outlet: OutletRow, after: str | None, *, origin: Origin) -> None:
    """What becomes of the outlet is a change to each of its journalists."""
    for uid in session.exec(select(ContactRow.uid).where(ContactRow.outlet_id == outlet.id)).all():
        history.record(session, uid, Act.CHANGED, origin=origin, fields={"outlet": (outlet.name, after)})


def with_sizes(session: Session) -> list[tuple[OutletRow, int]]:
    """Every outlet by name, with how many journalists it has."""
    counted = func.count(ContactRow.id)  # type: ignore[arg-type]
    query = (
        select(OutletRow, counted)
        .outerjoin(ContactRow, ContactRow.outlet_id == OutletRow.id)  # type: ignore[arg-type]
        .group_by(OutletRow.id)  # type: ignore[arg-type]
        .order_by(OutletRow.key)
    )
    return [(outlet, size) for outlet, size in session.exec(query)]


def remove(session: Session, outlet: OutletRow, *, origin: Origin) -> None:
    """Takes the outlet away; its journalists stay, without one."""
    _write_down(session, outlet, None, origin=origin)
    people = list(session.exec(select(ContactRow).where(ContactRow.outlet_id == outlet.id)))
    # Nameless first, so that nobody is found by it any more.
    outlet.name = ""
    _index_anew(session, outlet)
    for contact in people:
        contact.outlet_id = None
    session.flush()
    session.delete(outlet)


def _index_anew(session: Session, outlet: OutletRow) -> None:
    """Its journalists are found by its name."""
    session.flush()
    if outlet.id is not None:
        search_index.rewrite(session.connection(), outlet_id=outlet.id)
