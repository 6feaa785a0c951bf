"""The key of a second factor that was shown and not confirmed yet."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("people", sa.Column("totp_waiting", sa.Text(), server_default="", nullable=False))
