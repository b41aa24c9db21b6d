"""How fast mail goes, for all who send."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """When a message was last let go, in all and to each domain. Nothing was known of it so far."""
    op.create_table(
        "pace",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("taken_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )
