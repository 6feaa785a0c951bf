"""How many passages of what the public sees may be private, and nobody has said that they are meant so."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Adds the column; the next look at the campaign fills it."""
    op.add_column("public_actions", sa.Column("passages", sa.Integer()))
