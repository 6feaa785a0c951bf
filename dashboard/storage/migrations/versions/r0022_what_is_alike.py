"""What tells actions that may be one and rows that ask alike, so that neither is looked for in all that is kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_ACTIONS = sa.table(
    "actions",
    *map(sa.column, ("uid", "city_hour", "city_geonameid", "city_country_code", "city_name")),
    sa.column("day", sa.Date()),
    sa.column("starts", sa.Time()),
)
_INDEXED = ["campaign", "city_hour", "import_id", "uid", "removed_at", "status"]
_AT_ONCE = 2_000


def upgrade() -> None:
    """Adds the columns and fills that of actions; what rows ask alike is told once all tables are those of now."""
    connection = op.get_bind()
    op.add_column("actions", sa.Column("city_hour", sa.Text()))
    said = sa.update(_ACTIONS).where(_ACTIONS.c.uid == sa.bindparam("of"))
    dated = sa.select(_ACTIONS).where(_ACTIONS.c.day.is_not(None)).order_by(_ACTIONS.c.uid).limit(_AT_ONCE)
    last = ""
    while found := connection.execute(dated.where(_ACTIONS.c.uid > last)).all():
        hours = [{"of": one.uid, "hour": _hour(one)} for one in found]
        connection.execute(said.values(city_hour=sa.bindparam("hour")), hours)
        last = found[-1].uid
    op.create_index(op.f(f"ix_actions_{'_'.join(_INDEXED)}"), "actions", _INDEXED)
    op.add_column("submissions", sa.Column("alike", sa.Text()))


def _hour(action: Any) -> str:
    city = action.city_geonameid or f"{action.city_country_code}/{action.city_name}"
    return f"{action.day} {'--' if action.starts is None else f'{action.starts:%H}'} {city}"
