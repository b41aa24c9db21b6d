"""Mailings that hold themselves back, and go at each reader's own hours."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Why a mailing is paused and when it would be again, its hours, and each reader's zone. Old rows know none."""
    op.add_column("mailing", sa.Column("pause_reason", sa.String(), nullable=True))
    op.add_column("mailing", sa.Column("pause_above", sa.Float(), nullable=True))
    op.add_column("mailing", sa.Column("local_hours", sa.String(), nullable=True))
    op.add_column("delivery", sa.Column("timezone", sa.String(), nullable=True))
