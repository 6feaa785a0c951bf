"""What organisers say on the page of their campaign, in several languages; and how many people came to an action."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the columns, empty."""
    for name in ("story", "safety_note"):
        op.add_column("campaigns", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("partners", "translations"):
        op.add_column("campaigns", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    for table in ("actions", "public_actions"):
        op.add_column(table, sa.Column("reported_people", sa.BigInteger()))
