"""Who may know of a campaign, and the secret link of one that is prepared. Those there were stay public."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds the columns."""
    op.add_column(
        "campaigns", sa.Column("state", sa.String(length=20), server_default="public", nullable=False)
    )
    op.add_column("campaigns", sa.Column("preview", sa.Text(), server_default="", nullable=False))
