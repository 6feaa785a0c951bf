"""The online geocoder: whose turn it is, how we stand with it, what it answered, what it leaves to ask."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "geocoder_turn",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("free_at", sa.Float(precision=53), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geocoder_turn")),
    )
    op.create_table(
        "geocoder_standing",
        sa.Column("service", sa.String(length=400), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("closed_until", sa.Float(precision=53), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_geocoder_standing")),
    )
    op.create_table(
        "geocoder_answers",
        sa.Column("service", sa.String(length=400), nullable=False),
        sa.Column("query", sa.String(length=64), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("service", "query", name=op.f("pk_geocoder_answers")),
    )
    op.create_index(op.f("ix_geocoder_answers_expires_at"), "geocoder_answers", ["expires_at"])
    op.create_table(
        "place_questions",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["uid"], ["actions.uid"], name=op.f("fk_place_questions_uid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_place_questions")),
    )


def downgrade() -> None:
    """Drops the tables."""
    for table in ("place_questions", "geocoder_answers", "geocoder_standing", "geocoder_turn"):
        op.drop_table(table)
