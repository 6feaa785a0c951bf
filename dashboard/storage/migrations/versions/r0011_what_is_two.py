"""Actions that look alike and are two, as a moderator has said."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "told_apart",
        sa.Column("campaign", sa.String(length=100), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("other_uid", sa.String(length=40), nullable=False),
        sa.Column("chosen_by", sa.String(length=40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.slug"], name=op.f("fk_told_apart_campaign"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign", "uid", "other_uid", name=op.f("pk_told_apart")),
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("told_apart")
