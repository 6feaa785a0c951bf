"""Reads of what is not public: actions with their contacts, imports, waiting rows, history."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, Select, and_, exists, select

from dashboard.model import Action, ImportReport
from dashboard.storage import rows
from dashboard.storage.rows import Values
from dashboard.storage.schema import Outcome, actions, changes, imports, public_actions, submissions
from dashboard.storage.values import Change, PastImport, WaitingRow

COUNTS: Final = ("uploaded", "published", "waiting", "rejected", "created", "changed", "unchanged")


class Known(NamedTuple):
    """What is needed of an action to tell whether a row changes it."""

    uid: str
    fingerprint: str
    removed: bool


class Undoable(NamedTuple):
    """A change that can be taken back: nothing later touched its action."""

    id: int
    uid: str
    before: Values | None


def known_actions(connection: Connection, slug: str) -> dict[str, Known]:
    """Every action that the campaign has or had, by key."""
    table = actions.c
    found = connection.execute(
        select(table.key, table.uid, table.fingerprint, table.removed_at).where(table.campaign == slug)
    )
    return {key: Known(uid, digest, removed is not None) for key, uid, digest, removed in found}


def actions_by_uid(connection: Connection, slug: str) -> dict[str, Action]:
    """The campaign's actions, by public name."""
    found = connection.execute(_with_rows().where(actions.c.campaign == slug)).mappings()
    return {row["uid"]: rows.to_action(row, raw=row["raw"] or {}, line=row["line"] or 0) for row in found}


def action_rows(connection: Connection, uids: set[str]) -> dict[str, Values]:
    """The rows of these actions, for the history."""
    if not uids:
        return {}
    campaign = select(actions.c.campaign).where(actions.c.uid == next(iter(uids))).scalar_subquery()
    found = connection.execute(select(actions).where(actions.c.campaign == campaign)).mappings()
    return {row["uid"]: dict(row) for row in found if row["uid"] in uids}


def public_rows(connection: Connection, slug: str) -> dict[str, Values]:
    """What the world sees now, by uid, to find out what changes."""
    found = connection.execute(select(*rows.PUBLIC_COLUMNS).where(public_actions.c.campaign == slug))
    return {row["uid"]: dict(row) for row in found.mappings()}


def undoable_changes(connection: Connection, import_id: int) -> list[Undoable]:
    """The changes that an import made and that can be taken back.

    One cannot where a later change of the action still stands, or where a later import lists the action too.
    """
    later = changes.alias("later")
    changed_since = exists().where(later.c.uid == changes.c.uid, later.c.id > changes.c.id, ~later.c.undone)
    listed_since = (
        exists()
        .where(submissions.c.key == actions.c.key, submissions.c.outcome == Outcome.PUBLISHED)
        .where(imports.c.id == submissions.c.import_id, imports.c.campaign == actions.c.campaign)
        .where(imports.c.id > import_id, imports.c.rolled_back_at.is_(None))
    )
    found = connection.execute(
        select(changes.c.id, changes.c.uid, changes.c.before)
        .join(actions, actions.c.uid == changes.c.uid)
        .where(changes.c.import_id == import_id, ~changes.c.undone, ~changed_since, ~listed_since)
    )
    return [Undoable(*row) for row in found]


def past_imports(connection: Connection, slug: str) -> list[PastImport]:
    """The imports of a campaign, the latest first."""
    order = imports.c.id.desc()
    found = connection.execute(select(imports).where(imports.c.campaign == slug).order_by(order)).mappings()
    return [_past_import(row) for row in found]


def waiting_rows(
    connection: Connection, slug: str, outcome: Outcome = Outcome.WAITING
) -> list[WaitingRow]:
    """The rows that wait for an answer (or came out otherwise, and were kept as read), by import and line.

    A later import of a file of the same name, or one that has the same row, takes the place of the earlier.
    """
    found = connection.execute(
        select(submissions, imports.c.file_name)
        .join(imports)
        .where(imports.c.campaign == slug, submissions.c.outcome == outcome)
        .where(imports.c.rolled_back_at.is_(None), ~_same_file_since(), ~_same_row_since())
        .order_by(submissions.c.import_id, submissions.c.line)
    ).mappings()
    return [_waiting_row(row) for row in found if row["reading"] is not None]


def history(connection: Connection, uid: str) -> list[Change]:
    """What happened to one action, the latest first."""
    order = changes.c.id.desc()
    found = connection.execute(select(changes).where(changes.c.uid == uid).order_by(order)).mappings()
    return [_change(row) for row in found]


def _with_rows() -> Select[Any]:
    """The actions that stand, each with the row as received by the import that wrote it last."""
    same = and_(submissions.c.import_id == actions.c.import_id, submissions.c.key == actions.c.key)
    columns = select(actions, submissions.c.raw, submissions.c.line)
    return columns.outerjoin(submissions, same).where(actions.c.removed_at.is_(None))


def _same_file_since() -> Any:
    later = imports.alias("later_file")
    return exists().where(
        later.c.campaign == imports.c.campaign,
        later.c.file_name == imports.c.file_name,
        later.c.id > imports.c.id,
        later.c.rolled_back_at.is_(None),
    )


def _same_row_since() -> Any:
    later, row = imports.alias("later_import"), submissions.alias("later_row")
    return exists().where(
        row.c.key == submissions.c.key,
        row.c.import_id == later.c.id,
        later.c.campaign == imports.c.campaign,
        later.c.id > imports.c.id,
        later.c.rolled_back_at.is_(None),
    )


def _past_import(row: RowMapping) -> PastImport:
    report = ImportReport(**{name: row[name] for name in COUNTS}, notes=tuple(row["notes"]))
    plain = ("id", "campaign", "file_name", "sha256", "encoding", "imported_at", "imported_by")
    taken_back = {name: row[name] for name in ("rolled_back_at", "rolled_back_by")}
    return PastImport(**{name: row[name] for name in plain}, report=report, **taken_back)


def _waiting_row(row: RowMapping) -> WaitingRow:
    submission = rows.to_submission(row["reading"], raw=row["raw"], line=row["line"])
    problems = tuple(rows.to_problem(problem) for problem in row["problems"])
    return WaitingRow(row["import_id"], row["file_name"], row["key"], submission, problems)


def _change(row: RowMapping) -> Change:
    before = row["before"] and rows.to_action(rows.from_json(row["before"]), raw={}, line=0)
    return Change(row["changed_at"], row["changed_by"], row["import_id"], before or None, row["undone"])
