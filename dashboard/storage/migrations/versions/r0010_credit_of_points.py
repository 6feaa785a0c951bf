"""Whom a point is owed to, and questions about places that somebody has settled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the columns."""
    for table, name in (
        ("actions", "place_credit"),
        ("actions", "city_credit"),
        ("public_actions", "credit"),
    ):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("place_questions", sa.Column("settled_at", sa.DateTime(timezone=True)))
