"""The signature with which a message went out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """What was handed over before this was there went without one."""
    op.add_column("delivery", sa.Column("signature", sa.String(), nullable=True))
    op.execute("UPDATE delivery SET signature = '' WHERE attempts > 0 AND status NOT IN ('planned', 'sending')")
