"""Changes what one column holds in every row, for migrations that are not of tables alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

_EMPTY: Final[tuple[Any, ...]] = (None, "", "[]", "{}", [])
_AT_ONCE: Final = 1_000


def rewrite(table: sa.TableClause, column: str, again: Callable[[Any], Any]) -> None:
    """Writes what ``again`` makes of each value; its rows are known by the other columns of the table."""
    connection, value = op.get_bind(), table.c[column]
    keys = [one for one in table.c if one is not value]
    same = sa.and_(*(key == sa.bindparam(f"key_{key.name}") for key in keys))
    changing = sa.update(table).where(same).values({column: sa.bindparam("kept", type_=value.type)})
    found = connection.execute(sa.select(*keys, value)).all()
    changes = [
        {**{f"key_{key.name}": getattr(row, key.name) for key in keys}, "kept": again(kept)}
        for row in found
        if (kept := getattr(row, column)) not in _EMPTY
    ]
    for start in range(0, len(changes), _AT_ONCE):
        connection.execute(changing, changes[start : start + _AT_ONCE])
