"""Actions that look alike and are two, as a moderator has said."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the table."""
    slug = sa.ForeignKey("campaigns.slug", onupdate="CASCADE")
    op.create_table(
        "told_apart",
        sa.Column("campaign", sa.String(100), slug, primary_key=True),
        sa.Column("uid", sa.String(40), primary_key=True),
        sa.Column("other_uid", sa.String(40), primary_key=True),
        sa.Column("chosen_by", sa.String(40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )
