"""What was chosen for an import that waits holds for further files only once a moderator has approved it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("imports", sa.Column("chosen", sa.Text()))
