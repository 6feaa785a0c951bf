"""What people decided on how actions are shown; and contacts, rows as received and earlier states are sealed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from dashboard.storage.sealing import MARK, Vault, vault_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SEALED: Final = (
    ("actions", ("uid",), "contact"),
    ("submissions", ("import_id", "line"), "raw"),
    ("submissions", ("import_id", "line"), "problems"),
    ("submissions", ("import_id", "line"), "reading"),
    ("changes", ("id",), "before"),
)
_EMPTY: Final = frozenset({"", "[]", "{}"})
_AT_ONCE: Final = 1_000


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
    for name, keys, column in _SEALED:
        _seal(sa.table(name, *map(sa.column, (*keys, column))), keys, column, vault)


_JSON: Final = (
    ("submissions", "raw", False),
    ("submissions", "problems", False),
    ("submissions", "reading", True),
    ("changes", "before", True),
)


def _seal(table: sa.TableClause, keys: tuple[str, ...], column: str, vault: Vault) -> None:
    connection, value = op.get_bind(), table.c[column]
    same = sa.and_(*(table.c[key] == sa.bindparam(f"key_{key}") for key in keys))
    sealing = sa.update(table).where(same).values({column: sa.bindparam("sealed")})
    wanted = sa.select(*(table.c[key] for key in keys), value).where(value.is_not(None))
    found = connection.execute(wanted).all()
    sealed = [
        {**{f"key_{key}": getattr(row, key) for key in keys}, "sealed": vault.seal(text)}
        for row in found
        if (text := getattr(row, column)) not in _EMPTY and not text.startswith(MARK)
    ]
    for start in range(0, len(sealed), _AT_ONCE):
        connection.execute(sealing, sealed[start : start + _AT_ONCE])


def _make_tables() -> None:
    word, moment = sa.String(length=20), sa.DateTime(timezone=True)
    op.create_table(
        "exposures",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("reveal_at", moment),
        sa.Column("until_revealed", word, nullable=False),
        sa.Column("coarsen_after", sa.Integer()),
        sa.Column("coarsen_to", word, nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        sa.Column("withhold_organiser", sa.Boolean(), nullable=False),
        sa.Column("withhold_link", sa.Boolean(), nullable=False),
        sa.Column("withhold_time", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
        _of_an_action("exposures"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_exposures")),
    )
    op.create_table(
        "approvals",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("level", word, nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("approved_by", sa.String(length=40), nullable=False),
        sa.Column("approved_at", moment),
        sa.CheckConstraint(
            "asked_by != '' AND approved_by != asked_by", name=op.f("ck_approvals_two_people")
        ),
        _of_an_action("approvals"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_approvals")),
    )


def _of_an_action(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["uid"], ["actions.uid"], name=op.f(f"fk_{table}_uid"), ondelete="CASCADE")


def downgrade() -> None:
    """Drops the tables. What is sealed stays sealed: an earlier version cannot read it."""
    op.drop_table("approvals")
    op.drop_table("exposures")
