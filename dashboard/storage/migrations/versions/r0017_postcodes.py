"""Postcodes as the rows have them, which are shown to nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("actions", sa.Column("asked_postcode", sa.Text(), nullable=False, server_default=""))
