"""A database that breaks at one statement after the other, and what has to hold then: all of a use case, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import delete, event, select

from dashboard.errors import ActionMapError, StorageUnavailable
from dashboard.storage import Store
from dashboard.storage.accounts_tables import failures
from dashboard.storage.schema import metadata


def holds_or_is_as_before(store: Store, use_case: Callable[[], object]) -> None:
    """Runs a use case that breaks at each statement in turn, until it is done: then it stands, and so does its entry.

    An attempt at a password counts though it came to nothing.
    """
    before = everything(store)
    for number in range(1, 100):
        with store._engine.begin() as connection:
            connection.execute(delete(failures))  # or the next attempt would be one too many
        with _failing_at(store, number) as written:
            try:
                use_case()
            except ActionMapError:
                assert everything(store) == before
                continue
        break
    after = everything(store)
    assert len(written) == number - 1 > 1
    assert len(after["audit"]) > len(before["audit"])


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the attempts."""
    tables = [table for table in metadata.sorted_tables if table is not failures]
    with store._engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }


@contextmanager
def _failing_at(store: Store, number: int) -> Iterator[list[str]]:
    """A database whose connection breaks at the statement of this number that would change something."""
    written: list[str] = []

    def execute(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)
            if len(written) == number:
                raise StorageUnavailable("The cable was pulled.")

    event.listen(store._engine, "before_cursor_execute", execute)
    try:
        yield written
    finally:
        event.remove(store._engine, "before_cursor_execute", execute)
