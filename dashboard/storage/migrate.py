"""Brings a database to the tables of this version: a new one and one of an older version alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, func, select

from dashboard.errors import StorageUnavailable
from dashboard.storage.likeness import tell_alike

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 0x5041_4D31
"""The name of PostgreSQL's lock under which one process migrates at a time."""


def migrate(engine: Engine) -> bool:
    """Runs the migrations that are missing, in one transaction; at most one process does so at a time.

    Returns:
        Whether a database that was there already is another now.

    Raises:
        StorageUnavailable: the database was written by a later version.
    """
    with engine.connect() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        if before == _head():
            return False
    config = _config()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StorageUnavailable("database_of_later_version") from None
        # By the code of now, which no migration may lean on: it reads the tables as they are after the last one.
        tell_alike(connection)
    return before is not None


@cache
def _head() -> str | None:
    """The latest of our migrations, each of which is a file that has to be read for this."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
