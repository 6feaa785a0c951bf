"""What the public reports about the map: sealed, for moderators."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the table."""
    slug = sa.ForeignKey("campaigns.slug", onupdate="CASCADE")
    op.create_table(
        "reports",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("campaign", sa.String(100), slug, nullable=False, index=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("about", "wrong", "contact")),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
