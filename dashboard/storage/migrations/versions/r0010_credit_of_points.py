"""Whom a point is owed to, and questions about places that somebody has settled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_CREDITS = (("actions", "place_credit"), ("actions", "city_credit"), ("public_actions", "credit"))


def upgrade() -> None:
    """Adds the columns."""
    for table, name in _CREDITS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("place_questions", sa.Column("settled_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("place_questions", "settled_at")
    for table, name in reversed(_CREDITS):
        op.drop_column(table, name)
