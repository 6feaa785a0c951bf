"""When a campaign changed, by the day: what was written before may tell when somebody acted of whom less is told."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_CAMPAIGNS = sa.table(
    "campaigns", sa.column("slug", sa.String), sa.column("updated_at", sa.DateTime(timezone=True))
)


def upgrade() -> None:
    """Leaves the day of each."""
    connection = op.get_bind()
    for slug, moment in connection.execute(sa.select(_CAMPAIGNS)).all():
        in_utc = moment.astimezone(UTC) if moment.tzinfo else moment  # SQLite keeps no zone
        day = in_utc.replace(hour=0, minute=0, second=0, microsecond=0)
        connection.execute(sa.update(_CAMPAIGNS).where(_CAMPAIGNS.c.slug == slug).values(updated_at=day))
