"""Something known that is sealed with the key of the database, so that another key is noticed at once."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Makes the table; what is in it is written when the database is opened."""
    number = sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False)
    op.create_table("key_checks", number, sa.Column("sealed", sa.Text(), nullable=False))
