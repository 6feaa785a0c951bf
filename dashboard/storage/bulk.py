"""Many rows at once, in portions, so that an import of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Row,
    Select,
    Table,
    UpdateBase,
    bindparam,
    insert,
    update,
)

from dashboard.storage.rows import Values

T = TypeVar("T")

_PORTION: Final = 2_000
_ASKED_AT_ONCE: Final = 500


def insert_all(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Inserts the rows, each with the same columns."""
    execute_all(connection, insert(table), rows)


def update_all(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Writes rows over those of the same primary key: each holds it, and beside it the same columns as the others."""
    keys = {column.name: f"same_{column.name}" for column in table.primary_key}
    same = (table.c[name] == bindparam(given) for name, given in keys.items())
    written = ({keys.get(name, name): value for name, value in row.items()} for row in rows)
    execute_all(connection, update(table).where(*same), written)


def execute_all(connection: Connection, statement: Insert | UpdateBase, rows: Iterable[Values]) -> None:
    """Runs the statement once for each row of parameters."""
    for portion in in_portions(rows, _PORTION):
        connection.execute(statement, portion)


def rows_with(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a statement in which the column has one of these values, however many they are."""
    for portion in in_portions(values, _ASKED_AT_ONCE):
        yield from connection.execute(statement.where(column.in_(portion)))


def in_portions(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most so many."""
    remaining = iter(items)
    while portion := list(islice(remaining, size)):
        yield portion
