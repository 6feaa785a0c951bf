"""Many rows at once, in portions, so that an import of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, Insert, Table, UpdateBase, insert

from dashboard.storage.rows import Values

T = TypeVar("T")

_PORTION: Final = 2_000


def insert_all(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Inserts the rows, each with the same columns."""
    execute_all(connection, insert(table), rows)


def execute_all(connection: Connection, statement: Insert | UpdateBase, rows: Iterable[Values]) -> None:
    """Runs the statement once for each row of parameters."""
    for portion in in_portions(rows, _PORTION):
        connection.execute(statement, portion)


def in_portions(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most so many."""
    remaining = iter(items)
    while portion := list(islice(remaining, size)):
        yield portion
