"""What organisers and moderators do: imports that wait, corrections by hand, choices that are remembered."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the columns, and makes the tables."""
    for column in (
        sa.Column("state", sa.String(20), nullable=False, server_default="published"),
        sa.Column("source", sa.String(20), nullable=False, server_default="file"),
        sa.Column("columns", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("cancels", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.Column("reviewed_by", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("imports", column)
    op.add_column("submissions", sa.Column("proposed", sa.Text()))
    op.add_column("actions", sa.Column("by_hand", sa.Text()))
    op.add_column("actions", sa.Column("merged_into", sa.String(40)))
    written, place = (
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
    )
    _make_choices("column_choices", "headers", sa.Column("columns", sa.JSON(), nullable=False))
    _make_choices("place_choices", "folded", written, place)
    _make_choices("row_corrections", "row", sa.Column("fields", sa.Text(), nullable=False))


def _make_choices(table: str, key: str, *columns: sa.Column[Any]) -> None:
    slug = sa.ForeignKey("campaigns.slug", onupdate="CASCADE")
    op.create_table(
        table,
        sa.Column("campaign", sa.String(100), slug, primary_key=True),
        sa.Column(key, sa.String(64), primary_key=True),
        *columns,
        sa.Column("chosen_by", sa.String(40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )
