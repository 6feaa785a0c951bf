"""What is wrong with rows is kept as a code with values; sentences that were kept before stay as they were said."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from dashboard.storage.migrations.rewriting import rewrite
from dashboard.storage.sealing import vault_of

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Puts each sentence where a code has its values."""
    vault = vault_of(op.get_bind().dialect)
    sealed = sa.column("problems", sa.Text())
    rows = sa.table("submissions", sa.column("import_id"), sa.column("line"), sealed)
    rewrite(rows, "problems", lambda kept: vault.seal(_problems(vault.open(kept))))
    imports = sa.table("imports", sa.column("id"), sa.column("notes", sa.JSON()))
    rewrite(imports, "notes", lambda kept: [_as_said(note) for note in kept])


def _problems(kept: str) -> str:
    problems = json.loads(kept)
    for problem in problems:
        if "message" in problem:
            problem["values"] = {"said": problem.pop("message")}
    return json.dumps(problems, separators=(",", ":"))


def _as_said(note: Any) -> Any:
    return {"code": "said", "values": {"said": note}} if isinstance(note, str) else note
