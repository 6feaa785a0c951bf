"""Checks that we have the key of what is sealed, and seals it all anew when the key changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Text, bindparam, select, type_coerce, update

from dashboard.storage.bulk import execute_all
from dashboard.storage.schema import metadata
from dashboard.storage.sealing import MARK, Sealed, SealedJSON, vault_of


def check_key(engine: Engine) -> None:
    """Opens one sealed value, if there is any.

    Raises:
        StorageUnavailable: it was sealed with a key that we do not have.
    """
    with engine.connect() as connection:
        for column in _sealed():
            sealed = connection.scalar(select(_text(column)).where(_text(column).startswith(MARK)).limit(1))
            if sealed:
                vault_of(engine.dialect).open(sealed)
                return


def reseal(connection: Connection) -> int:
    """Seals every sealed value anew, with the first of our keys; how many there were."""
    return sum(_reseal(connection, column) for column in _sealed())


def _sealed() -> Iterator[Column[Any]]:
    """Every sealed column of every table."""
    return (
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed | SealedJSON)
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
