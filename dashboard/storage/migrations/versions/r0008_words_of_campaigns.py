"""What organisers say on the page of their campaign, in several languages; and how many people came to an action."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TEXTS = ("story", "safety_note")
_LISTS = ("partners", "translations")
_COUNTED = ("actions", "public_actions")


def upgrade() -> None:
    """Adds the columns, empty."""
    for name in _TEXTS:
        op.add_column("campaigns", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in _LISTS:
        op.add_column("campaigns", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    for table in _COUNTED:
        op.add_column(table, sa.Column("reported_people", sa.BigInteger()))


def downgrade() -> None:
    """Drops the columns."""
    for table in _COUNTED:
        op.drop_column(table, "reported_people")
    for name in (*_LISTS, *_TEXTS):
        op.drop_column("campaigns", name)
