"""What is asked about rows that a moderator has not approved yet, and their answers; nothing of it is public."""

from __future__ import annotations

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError
from dashboard.geocoding import Resolver
from dashboard.publishing.beside import names_of
from dashboard.publishing.waiting import Open, Resolved, RowAnswer, as_open, check_row, what_becomes
from dashboard.storage import Store


def open_proposed(
    store: Store, by: Person | None, resolver: Resolver, slug: str, import_id: int
) -> list[Open]:
    """The rows of an import that waits for a moderator about which something is asked, by line."""
    require(by, slug, Role.MODERATOR)
    rows = store.desk.open_proposed(slug, import_id)
    return as_open(resolver, rows, names_of(store, (row.imported_by for row in rows)), is_proposed=True)


def answer_proposed(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    import_id: int,
    line: int,
    answer: RowAnswer,
    *,
    seen: Open | None = None,
) -> Resolved:
    """Settle a row as a moderator answered. It goes on waiting with its import, and nothing is remembered yet.

    Raises:
        ChangedMeanwhile: it is another one by now than was ``seen``. Nothing was written.
        ActionMapError: somebody else has settled it, or decided about its import.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        waiting = store.desk.open_proposed(slug, import_id)
        row = next((one for one in waiting if one.submission.line == line), None)
        if row is None:
            raise ActionMapError("decided_already")
        check_row(row, seen)
        [settled], _ = what_becomes(store, resolver, slug, [(row, answer)])
        if not store.desk.answer_proposed(import_id, settled):
            raise ActionMapError("decided_already")
        record(store, person, "edited a proposal", "import", str(import_id), campaign=slug)
    return Resolved(settled.outcome, settled.problems)
