"""Mailings that correct or call off an earlier one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Which mailing another takes back. No foreign key: SQLite gives one to an old table only by making it anew."""
    op.add_column("mailing", sa.Column("corrects", sa.Integer(), nullable=True))
    op.create_index("ix_mailing_corrects", "mailing", ["corrects"])
