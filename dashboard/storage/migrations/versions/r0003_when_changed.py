"""When what the world sees of each action last changed, which calendars and feeds tell their subscribers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the column. Of the actions that stand, it is known that they are as old as their campaign at most."""
    changed_at = sa.Column(
        "changed_at", sa.DateTime(timezone=True), nullable=False, server_default="2018-01-01"
    )
    op.add_column("public_actions", changed_at)
    op.execute(
        "UPDATE public_actions SET changed_at ="
        " (SELECT updated_at FROM campaigns WHERE campaigns.slug = public_actions.campaign)"
    )
