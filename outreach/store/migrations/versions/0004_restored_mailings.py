"""Mailings that came back out of a backup."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Since when a mailing is held because its store was restored. None was, so far."""
    op.add_column("mailing", sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True))
