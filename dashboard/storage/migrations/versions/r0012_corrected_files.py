"""Which import a file corrects, as a person said: the name of a file says nothing of that."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Adds the column; until now, a later file of the same name and person was taken for the corrected one."""
    op.add_column("imports", sa.Column("corrects", sa.Integer()))
    op.execute(
        """
        UPDATE imports SET corrects = (
            SELECT max(earlier.id) FROM imports AS earlier
            WHERE earlier.campaign = imports.campaign AND earlier.file_name = imports.file_name
            AND earlier.source = 'file' AND earlier.id < imports.id
            AND earlier.state = 'published'
            AND coalesce(earlier.imported_by, '') = coalesce(imports.imported_by, '')
        ) WHERE source = 'file' AND state = 'published'
        """
    )
