"""What people decided on how actions are shown; and contacts, rows as received and earlier states are sealed."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from dashboard.storage.migrations.rewriting import rewrite
from dashboard.storage.sealing import MARK, vault_of

revision = "0005"
down_revision = "0004"

_JSON: Final = (
    ("submissions", "raw", False),
    ("submissions", "problems", False),
    ("submissions", "reading", True),
    ("changes", "before", True),
)
_KEYS: Final = {"actions": ("uid",), "submissions": ("import_id", "line"), "changes": ("id",)}


def upgrade() -> None:
    """Makes the tables, and seals what was readable so far."""
    _make_tables()
    for table, column, nullable in _JSON:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(
                column, existing_type=sa.JSON(), type_=sa.Text(), nullable=nullable,
                postgresql_using=f"{column}::text",
            )  # fmt: skip
    vault = vault_of(op.get_bind().dialect)
    for name, column in (("actions", "contact"), *(one[:2] for one in _JSON)):
        table_of_texts = sa.table(name, *map(sa.column, (*_KEYS[name], column)))
        rewrite(table_of_texts, column, lambda text: text if text.startswith(MARK) else vault.seal(text))


def _make_tables() -> None:
    word, moment = sa.String(20), sa.DateTime(timezone=True)
    op.create_table(
        "exposures",
        _action(),
        sa.Column("reveal_at", moment),
        sa.Column("until_revealed", word, nullable=False),
        sa.Column("coarsen_after", sa.Integer()),
        sa.Column("coarsen_to", word, nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        *(
            sa.Column(f"withhold_{one}", sa.Boolean(), nullable=False)
            for one in ("organiser", "link", "time")
        ),
        sa.Column("decided_by", sa.String(40), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
    )
    op.create_table(
        "approvals",
        _action(),
        sa.Column("level", word, nullable=False),
        sa.Column("of", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("approved_by", sa.String(40), nullable=False),
        sa.Column("approved_at", moment),
        sa.CheckConstraint("asked_by != '' AND approved_by != asked_by", name="two_people"),
    )


def _action() -> sa.Column[Any]:
    return sa.Column("uid", sa.String(40), sa.ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True)
