"""The online geocoder: whose turn it is, how we stand with it, what it answered, what it leaves to ask."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "geocoder_turn",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("free_at", sa.Float(53), nullable=False),
        sa.Column("holder", sa.String(40), nullable=False),
    )
    op.create_table(
        "geocoder_standing",
        sa.Column("service", sa.String(400), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("closed_until", sa.Float(53), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "geocoder_answers",
        sa.Column("service", sa.String(400), primary_key=True),
        sa.Column("query", sa.String(64), primary_key=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=False, index=True),
    )
    op.create_table(
        "place_questions",
        sa.Column("uid", sa.String(40), sa.ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
