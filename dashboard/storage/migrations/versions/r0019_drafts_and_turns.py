"""What people are preparing, for all processes alike; and a turn for each piece of work that one of them does."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Makes the tables; the turn of the geocoder, which nobody keeps meanwhile, becomes one of them."""
    op.create_table(
        "drafts",
        sa.Column("person", sa.String(40), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("campaign", sa.String(100), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("history", sa.Text(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("work", sa.String(40), primary_key=True),
        sa.Column("free_at", sa.Float(53), nullable=False),
        sa.Column("holder", sa.String(40), nullable=False),
    )
    op.drop_table("geocoder_turn")
