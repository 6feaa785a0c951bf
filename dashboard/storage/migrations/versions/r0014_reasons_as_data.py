"""What is wrong with rows is kept as a code with values; sentences that were kept before stay as they were said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from dashboard.storage.sealing import vault_of

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT_ONCE: Final = 1_000


def upgrade() -> None:
    """Puts each sentence where a code has its values."""
    vault = vault_of(op.get_bind().dialect)
    rows = sa.table(
        "submissions", sa.column("import_id"), sa.column("line"), sa.column("problems", sa.Text())
    )
    _rewrite(rows, ("import_id", "line"), "problems", lambda kept: vault.seal(_problems(vault.open(kept))))
    imports = sa.table("imports", sa.column("id"), sa.column("notes", sa.JSON()))
    _rewrite(imports, ("id",), "notes", lambda kept: [_as_said(note) for note in kept])


def _rewrite(table: sa.TableClause, keys: tuple[str, ...], column: str, again: Callable[[Any], Any]) -> None:
    connection, value = op.get_bind(), table.c[column]
    same = sa.and_(*(table.c[key] == sa.bindparam(f"key_{key}") for key in keys))
    changing = sa.update(table).where(same).values({column: sa.bindparam("kept", type_=value.type)})
    found = connection.execute(sa.select(*(table.c[key] for key in keys), value)).all()
    filled = [row for row in found if getattr(row, column) not in _EMPTY]
    for start in range(0, len(filled), _AT_ONCE):
        portion = filled[start : start + _AT_ONCE]
        connection.execute(changing, list(_changes(portion, keys, column, again)))


_EMPTY: Final[tuple[Any, ...]] = (None, "", "[]", [])


def _changes(
    rows: Iterable[Any], keys: tuple[str, ...], column: str, again: Callable[[Any], Any]
) -> Iterable[dict[str, Any]]:
    for row in rows:
        same = {f"key_{key}": getattr(row, key) for key in keys}
        yield {**same, "kept": again(getattr(row, column))}


def _problems(kept: str) -> str:
    problems = json.loads(kept)
    for problem in problems:
        if "message" in problem:
            problem["values"] = {"said": problem.pop("message")}
    return json.dumps(problems, separators=(",", ":"))


def _as_said(note: Any) -> Any:
    return {"code": "said", "values": {"said": note}} if isinstance(note, str) else note


def downgrade() -> None:
    """Leaves them: an earlier version cannot read what is sealed anyway."""
