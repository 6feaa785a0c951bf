"""Databases of earlier versions: made of those of now, which no version of the program itself knows how to do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, text

from dashboard.storage.migrate import _config


def go_back(engine: Engine, revision: str) -> None:
    """Takes a database back to the tables of an earlier version; what they hold stays as it is."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        take_back(connection, revision)


def take_back(connection: Connection, revision: str) -> None:
    """The same within a transaction."""
    older, now = _tables()[revision], MetaData()
    now.reflect(connection)
    now.drop_all(connection, [table for table in now.sorted_tables if table.name not in older.tables])
    older.create_all(connection)
    change = Operations(MigrationContext.configure(connection))
    for table in older.sorted_tables:
        if table.name in now.tables:
            kept = {index.name for index in table.indexes}
            for index in now.tables[table.name].indexes:
                if index.name not in kept:
                    index.drop(connection)
            for column in now.tables[table.name].columns:
                if column.name not in table.columns:
                    change.drop_column(table.name, column.name)
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@cache
def _tables() -> Mapping[str, MetaData]:
    """The tables of each version by its name, made by one migration after the other."""
    tables, engine = {}, create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
            command.upgrade(config, script.revision)
            tables[script.revision] = MetaData()
            tables[script.revision].reflect(connection)
    engine.dispose()
    return tables
