"""Reads of what happened: imports, the rows that wait, and the history of an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, or_, select, true

from dashboard.model import ImportReport
from dashboard.reasons import to_reason
from dashboard.storage import rows
from dashboard.storage.accounts_values import AuditEntry
from dashboard.storage.bulk import in_portions
from dashboard.storage.schema import ImportState, Outcome, actions, changes, imports, submissions
from dashboard.storage.values import Change, PastImport, Upload, WaitingRow

_KEYS_AT_ONCE: Final = 500
COUNTS: Final = ("uploaded", "published", "waiting", "rejected", "created", "changed", "unchanged")


def past_imports(connection: Connection, slug: str) -> list[PastImport]:
    """The imports of a campaign, the latest first."""
    order = imports.c.id.desc()
    found = connection.execute(select(imports).where(imports.c.campaign == slug).order_by(order)).mappings()
    return [past_import(row) for row in found]


def waiting_rows(
    connection: Connection, slug: str, outcome: Outcome = Outcome.WAITING, *conditions: ColumnElement[bool]
) -> list[WaitingRow]:
    """The rows that wait for an answer (or came out otherwise, and were kept as read), by import and line.

    A later import takes the place of the one that it corrects, and of the same person's row of the same key.
    """
    found = connection.execute(
        select(submissions, imports.c.file_name, imports.c.imported_by, imports.c.columns)
        .join(imports)
        .where(imports.c.campaign == slug, submissions.c.outcome == outcome)
        .where(*conditions, _stands(imports), ~_corrected_since(), ~_same_row_since())
        .order_by(submissions.c.import_id, submissions.c.line)
    ).mappings()
    return [_waiting_row(row) for row in found if row["reading"] is not None]


def leaving(connection: Connection, upload: Upload) -> list[WaitingRow]:
    """The open rows that an upload would take off the list if it were published now, by import and line."""
    corrected = imports.c.id == (upload.corrects or 0)
    keys = {key for row in upload.rows if (key := row.action.key if row.action else row.key)}
    theirs = or_(imports.c.imported_by.is_(None), imports.c.imported_by == upload.imported_by)
    mine = theirs if upload.imported_by is not None else true()
    found: dict[str, WaitingRow] = {}
    for outcome in (Outcome.WAITING, Outcome.REJECTED):
        found |= {row.id: row for row in waiting_rows(connection, upload.campaign.slug, outcome, corrected)}
        for portion in in_portions(keys, _KEYS_AT_ONCE):
            same = mine & submissions.c.key.in_(portion)
            found |= {row.id: row for row in waiting_rows(connection, upload.campaign.slug, outcome, same)}
    return sorted(found.values(), key=lambda row: (row.import_id, row.submission.line))


def history(connection: Connection, uid: str) -> list[Change]:
    """What happened to one action, the latest first."""
    order = changes.c.id.desc()
    found = connection.execute(select(changes).where(changes.c.uid == uid).order_by(order)).mappings()
    return [_change(row) for row in found]


def _stands(table: Any) -> Any:
    """The condition that an import is published and was not taken back."""
    return (table.c.state == ImportState.PUBLISHED) & table.c.rolled_back_at.is_(None)


def _corrected_since() -> Any:
    later = imports.alias("corrected")
    return exists().where(later.c.corrects == imports.c.id, _stands(later))


def _same_row_since() -> Any:
    later, row = imports.alias("later_import"), submissions.alias("later_row")
    return exists().where(
        row.c.key == submissions.c.key,
        row.c.import_id == later.c.id,
        later.c.campaign == imports.c.campaign,
        _same_person(later),
        later.c.id > imports.c.id,
        _stands(later),
    )


def _same_person(later: Any) -> Any:
    """Others' files often have the same name, and count their rows alike. An operator's are anybody's."""
    return (
        (later.c.imported_by == imports.c.imported_by)
        | later.c.imported_by.is_(None)
        | imports.c.imported_by.is_(None)
    )


def past_import(row: RowMapping) -> PastImport:
    """The import of a row of `imports`."""
    report = ImportReport(**{name: row[name] for name in COUNTS}, notes=tuple(map(to_reason, row["notes"])))
    plain = ("id", "campaign", "file_name", "sha256", "encoding", "imported_at", "imported_by")
    later = (
        "rolled_back_at",
        "rolled_back_by",
        "state",
        "source",
        "columns",
        "reviewed_at",
        "reviewed_by",
        "reason",
        "corrects",
    )
    return PastImport(**{name: row[name] for name in (*plain, *later)}, report=report)


def _waiting_row(row: RowMapping) -> WaitingRow:
    submission = rows.to_submission(row["reading"], raw=row["raw"], line=row["line"])
    problems = tuple(rows.to_problem(problem) for problem in row["problems"])
    about = {name: row[name] for name in ("import_id", "file_name", "key", "imported_by", "columns")}
    return WaitingRow(**about, submission=submission, problems=problems)


def _change(row: RowMapping) -> Change:
    before = row["before"] and rows.to_action(rows.from_json(row["before"]), raw={}, line=0)
    return Change(row["changed_at"], row["changed_by"], row["import_id"], before or None, row["undone"])


def names_in_log(
    connection: Connection, slug: str, entries: Iterable[AuditEntry]
) -> dict[str, dict[str, str]]:
    """The names of files by the ids of imports and of rows, and the titles or cities of actions, by kind and id."""
    ids: dict[str, set[str]] = {"import": set(), "row": set(), "action": set()}
    for entry in entries:
        ids.get(entry.object_kind, set()).add(entry.object_id)
    rows = {one: one.removeprefix("action-").partition("-") for one in ids["row"]}
    numbers = {one for one in (*ids["import"], *(first for first, _, _ in rows.values())) if one.isdecimal()}
    found = select(imports.c.id, imports.c.file_name).where(
        imports.c.campaign == slug, imports.c.id.in_(map(int, numbers))
    )
    files = {str(number): name for number, name in connection.execute(found)}
    titles = select(actions.c.uid, actions.c.title, actions.c.city_name).where(
        actions.c.campaign == slug, actions.c.uid.in_(ids["action"])
    )
    return {
        "import": files,
        "row": {row: f"{files[first]}, {line}" for row, (first, _, line) in rows.items() if first in files},
        "action": {uid: title or city for uid, title, city in connection.execute(titles)},
    }
