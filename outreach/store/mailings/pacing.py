"""When a message was last let go, in all and to each domain: in the store, so that all who send keep one pace.

Seconds by the store's clock: on PostgreSQL the server's, whatever the clocks of the machines that send say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

_CLOCK = {
    "postgresql": "SELECT CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
}
# A writer of SQLite is alone anyway, and its dialect has no such word.
_LOCK = {
    "postgresql": "SELECT scope FROM pace WHERE scope = '' FOR UPDATE",
    "sqlite": "SELECT scope FROM pace WHERE scope = ''",
}
_ALL = ""  # the scope of what goes in all; no domain is called so
_FIRST = "INSERT INTO pace (scope, taken_at) VALUES ('', 0) ON CONFLICT (scope) DO NOTHING"
_TAKEN = (
    "INSERT INTO pace (scope, taken_at) VALUES (:scope, :at)"
    " ON CONFLICT (scope) DO UPDATE SET taken_at = excluded.taken_at"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The store's `now`, when the last message was let go `in_all`, and when the last to each domain, where lately."""

    now: float
    in_all: float
    by_domain: dict[str, float]


def taken(session: Session, *, lately: float) -> Taken:
    """When messages were let go; to domains, within the last so many seconds. Nobody else takes one before we commit.

    A clock that was set back costs one step: what was taken "later" was taken now. What is older is forgotten.
    """
    connection = session.connection()
    lock = _LOCK[connection.dialect.name]
    if connection.execute(text(lock)).first() is None:
        connection.execute(text(_FIRST))
        connection.execute(text(lock))
    now = float(connection.execute(text(_CLOCK[connection.dialect.name])).scalar_one())
    connection.execute(text("UPDATE pace SET taken_at = :now WHERE taken_at > :now"), {"now": now})
    rows = connection.execute(text("SELECT scope, taken_at FROM pace")).all()
    at = {scope: float(moment) for scope, moment in rows}
    in_all = at.pop(_ALL, 0.0)
    old = {scope for scope, moment in at.items() if moment <= now - lately}
    if old:
        connection.execute(text("DELETE FROM pace WHERE scope <> '' AND taken_at <= :at"), {"at": now - lately})
    return Taken(now, in_all, {domain: moment for domain, moment in at.items() if domain not in old})


def take(session: Session, domains: Iterable[str], *, now: float) -> None:
    """A message is let go now, to each of `domains`."""
    for scope in (_ALL, *domains):
        session.connection().execute(text(_TAKEN), {"scope": scope, "at": now})
