"""Runs the migrations on the connection that `database.upgrade` hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString

from outreach.store.rows import metadata
from outreach.store.rows.columns import JsonText, UtcDateTime
from outreach.store.search_index import is_of_the_model

# A migration must mean the same for ever, so it names the database's types and never our own.
_PLAIN = {JsonText: "sa.Text()", UtcDateTime: "sa.DateTime(timezone=True)", AutoString: "sa.String()"}


def _as_plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    return _PLAIN.get(type(item), False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_as_plain_type,
    compare_type=True,
    include_name=is_of_the_model,
)
with context.begin_transaction():
    context.run_migrations()
