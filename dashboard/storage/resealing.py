"""Checks that we have the key of what is sealed, and seals it all anew when the key changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Text,
    bindparam,
    inspect,
    select,
    text,
    type_coerce,
    update,
)

from dashboard.storage.bulk import execute_all
from dashboard.storage.engine import writing
from dashboard.storage.likeness import tell_alike
from dashboard.storage.schema import key_checks, metadata
from dashboard.storage.sealing import MARK, SEALED, vault_of


def check_key(engine: Engine) -> None:
    """Opens something that is sealed, if anything is; what is sealed for that purpose first.

    Raises:
        StorageUnavailable: it was sealed with a key that we do not have.
    """
    with engine.connect() as connection:
        for column in (key_checks.c.sealed, *_sealed()):
            if sealed := _one_sealed(connection, column):
                vault_of(engine.dialect).open(sealed)
                return


def keep_check(engine: Engine) -> None:
    """Seals something known in a database that has it not yet, so that another key is noticed from then on.

    Raises:
        StorageUnavailable: somebody did so at the same moment, with a key that we do not have.
    """
    if not vault_of(engine.dialect).can_seal:
        return
    with engine.connect() as connection:
        is_kept = connection.scalar(select(key_checks.c.id).limit(1)) is not None
    if not is_kept:
        with writing(engine) as connection:
            sealed = vault_of(engine.dialect).seal("key")
            statement = "INSERT INTO key_checks (id, sealed) VALUES (1, :sealed) ON CONFLICT DO NOTHING"
            connection.execute(text(statement), {"sealed": sealed})
        check_key(engine)


def is_sealed(engine: Engine) -> bool:
    """Whether anything in the database is sealed, of whatever version it is."""
    tables = inspect(engine)
    with engine.connect() as connection:
        return any(
            _one_sealed(connection, column)
            for column in _sealed()
            if tables.has_table(column.table.name)
            and column.name in {one["name"] for one in tables.get_columns(column.table.name)}
        )


def _one_sealed(connection: Connection, column: Column[Any]) -> str | None:
    return connection.scalar(select(_text(column)).where(_text(column).startswith(MARK)).limit(1))


def reseal(connection: Connection) -> int:
    """Seals every sealed value anew, with the first of our keys; how many there were."""
    _reseal(connection, key_checks.c.sealed)
    tell_alike(connection)
    return sum(_reseal(connection, column) for column in _sealed() if column.table is not key_checks)


def _sealed() -> Iterator[Column[Any]]:
    """Every sealed column of every table."""
    return (
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, SEALED)
    )


def _text(column: Column[Any]) -> ColumnElement[str]:
    """The column as it is in the database."""
    return type_coerce(column, Text())


def _reseal(connection: Connection, column: Column[Any]) -> int:
    table, vault = column.table, vault_of(connection.dialect)
    keys = list(table.primary_key.columns)
    same = [key == bindparam(f"key_{key.name}") for key in keys]
    found = connection.execute(select(*keys, _text(column)).where(_text(column).startswith(MARK))).all()
    anew = (
        {
            **{f"key_{key.name}": value for key, value in zip(keys, row, strict=False)},
            "anew": vault.again(row[-1]),
        }
        for row in found
    )
    execute_all(
        connection, update(table).where(*same).values({column.name: bindparam("anew", type_=Text())}), anew
    )
    return len(found)
