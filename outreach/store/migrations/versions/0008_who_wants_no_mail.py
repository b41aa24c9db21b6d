"""Mailings that hold themselves back for complaints; and mailboxes that want no mail, however they are written."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_AT_ONCE = 5000


def upgrade() -> None:
    """At which share of complaints a mailing would hold itself back again: none has. Whose mailbox an address is."""
    op.add_column("mailing", sa.Column("complaints_above", sa.Float(), nullable=True))
    for table in ("delivery", "suppression"):
        op.add_column(table, sa.Column("mailbox", sa.String(), nullable=True))
        _fill_in(table)
    op.create_index("ix_suppression_mailbox", "suppression", ["mailbox"])


def _fill_in(table: str) -> None:
    from outreach.model import mailbox

    connection, last = op.get_bind(), 0
    query = sa.text(f"SELECT id, key FROM {table} WHERE id > :last ORDER BY id LIMIT {_AT_ONCE}")  # noqa: S608 - our own
    write = sa.text(f"UPDATE {table} SET mailbox = :mailbox WHERE id = :id")  # noqa: S608 - our own names
    while rows := connection.execute(query, {"last": last}).all():
        connection.execute(write, [{"id": number, "mailbox": mailbox.sealed(key)} for number, key in rows])
        last = rows[-1][0]
