"""Rows that name several places have an action for each, and actions may last for several days."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("actions", sa.Column("row_key", sa.String(200), nullable=False, server_default=""))
    for table in ("actions", "public_actions"):
        op.add_column(table, sa.Column("last_day", sa.Date()))
