"""Mailings that hold themselves back for complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"


def upgrade() -> None:
    """At which share of complaints a mailing would hold itself back again. None has, so far."""
    op.add_column("mailing", sa.Column("complaints_above", sa.Float(), nullable=True))
