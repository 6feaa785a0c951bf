"""Everything that writes: one import is one transaction, and so is taking it back.

Whatever changes an action ends in `_show`, which asks `dashboard.safety` what the world may see of it. The
campaign's version changes if and only if that differs from what the world saw before, so that a change of
something hidden leaves no public trace.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dashboard.model import Action, Campaign, ImportReport, PublicAction
from dashboard.safety import publish_view
from dashboard.storage import private, rows
from dashboard.storage.rows import Values
from dashboard.storage.schema import (
    Outcome,
    actions,
    campaigns,
    changes,
    imports,
    public_actions,
    submissions,
)
from dashboard.storage.values import ReceivedRow, Upload

_UID_BYTES = 12


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upload with its rows of the database made, so that the lock is held for the writing alone."""

    upload: Upload
    actions: Sequence[tuple[Action, Values]]
    submissions: Sequence[Values]


@dataclass(frozen=True, slots=True)
class _Differences:
    """What an upload does to the actions that are there, each with its uid."""

    created: list[tuple[str, Action, Values]]
    changed: list[tuple[str, Action, Values]]
    revived: set[str]
    unchanged: int

    @property
    def touched(self) -> list[tuple[str, Action, Values]]:
        return self.created + self.changed


def prepare(upload: Upload) -> Prepared:
    """Makes the rows of an upload; this takes most of the time of an import and needs no database."""
    accepted = [(row.action, rows.action_values(row.action)) for row in upload.rows if row.action]
    return Prepared(upload, accepted, [_submission_values(row) for row in upload.rows])


def save_campaign(connection: Connection, campaign: Campaign, *, now: datetime) -> None:
    """Creates the campaign, or changes what differs."""
    values = {field.name: getattr(campaign, field.name) for field in fields(Campaign)}
    table = campaigns.c
    current = connection.execute(select(campaigns).where(table.slug == campaign.slug)).mappings().first()
    if current is None:
        connection.execute(insert(campaigns).values(**values, **_new_version(now)))
    elif any(current[name] != value for name, value in values.items()):
        changed = {**values, **_new_version(now)}
        connection.execute(update(campaigns).where(table.slug == campaign.slug).values(**changed))


def record_import(connection: Connection, prepared: Prepared, *, now: datetime) -> ImportReport:
    """Writes an import; the same file again, with nothing changed since, writes nothing."""
    upload = prepared.upload
    _lock(connection, upload.campaign, now)
    differences = _compare(connection, prepared)
    report = _report(upload, differences)
    if not differences.touched and _was_imported(connection, upload, report):
        return report
    import_id = _insert_import(connection, upload, report, now)
    _write_actions(connection, differences, import_id, now=now, who=upload.imported_by)
    for values in prepared.submissions:
        values["import_id"] = import_id
    _insert(connection, submissions, prepared.submissions)
    _show(
        connection, upload.campaign.slug, [(uid, action) for uid, action, _ in differences.touched], now=now
    )
    return report


def roll_back(connection: Connection, import_id: int, *, who: str | None, now: datetime) -> int:
    """Takes an import back and returns how many actions are as they were before it.

    An action that a later import changed or listed too stays as it is. Taking back twice does nothing.
    """
    row = connection.execute(select(imports).where(imports.c.id == import_id)).mappings().first()
    if row is None or row["rolled_back_at"] is not None:
        return 0
    slug = row["campaign"]
    connection.execute(select(campaigns.c.slug).where(campaigns.c.slug == slug).with_for_update())
    undoable = private.undoable_changes(connection, import_id)
    _restore(connection, [(change.uid, change.before) for change in undoable], now=now)
    marks = [{"b_id": change.id} for change in undoable]
    _update(connection, update(changes).where(changes.c.id == bindparam("b_id")).values(undone=True), marks)
    mark = {"rolled_back_at": now, "rolled_back_by": who}
    connection.execute(update(imports).where(imports.c.id == import_id).values(**mark))
    _show_again(connection, slug, [change.uid for change in undoable], now=now)
    return len(undoable)


def refresh_public(connection: Connection, slug: str, *, now: datetime) -> bool:
    """Asks `dashboard.safety` again for every action of the campaign; whether anything public changed."""
    connection.execute(select(campaigns.c.slug).where(campaigns.c.slug == slug).with_for_update())
    return _show(connection, slug, private.actions_by_uid(connection, slug).items(), now=now)


def _lock(connection: Connection, campaign: Campaign, now: datetime) -> None:
    """One writer at a time for each campaign. SQLite has one for the whole file already."""
    table = campaigns.c
    lock = select(table.slug).where(table.slug == campaign.slug).with_for_update()
    if connection.execute(lock).first() is None:
        save_campaign(connection, campaign, now=now)


def _compare(connection: Connection, prepared: Prepared) -> _Differences:
    known = private.known_actions(connection, prepared.upload.campaign.slug)
    found = _Differences([], [], set(), 0)
    unchanged = 0
    for action, values in prepared.actions:
        before = known.get(action.key)
        if before is None:
            found.created.append((secrets.token_urlsafe(_UID_BYTES), action, values))
        elif before.removed:
            found.created.append((before.uid, action, values))
            found.revived.add(before.uid)
        elif before.fingerprint != values["fingerprint"]:
            found.changed.append((before.uid, action, values))
        else:
            unchanged += 1
    return _Differences(found.created, found.changed, found.revived, unchanged)


def _report(upload: Upload, differences: _Differences) -> ImportReport:
    outcomes = [row.outcome for row in upload.rows]
    return ImportReport(
        uploaded=len(outcomes),
        published=outcomes.count(Outcome.PUBLISHED),
        waiting=outcomes.count(Outcome.WAITING),
        rejected=outcomes.count(Outcome.REJECTED),
        created=len(differences.created),
        changed=len(differences.changed),
        unchanged=differences.unchanged,
        problems=tuple(problem for row in upload.rows for problem in row.problems),
        notes=upload.notes,
    )


def _was_imported(connection: Connection, upload: Upload, report: ImportReport) -> bool:
    """Whether this very file was imported before and came out the same."""
    same_file = (imports.c.campaign == upload.campaign.slug) & (imports.c.sha256 == upload.sha256)
    counts = select(imports.c.published, imports.c.waiting, imports.c.rejected)
    before = connection.execute(
        counts.where(same_file, imports.c.rolled_back_at.is_(None)).order_by(imports.c.id.desc())
    ).first()
    return before is not None and tuple(before) == (report.published, report.waiting, report.rejected)


def _insert_import(connection: Connection, upload: Upload, report: ImportReport, now: datetime) -> int:
    values = {
        "campaign": upload.campaign.slug, "file_name": upload.file_name, "sha256": upload.sha256,
        "encoding": upload.encoding, "notes": list(upload.notes), "imported_at": now,
        "imported_by": upload.imported_by, **{name: getattr(report, name) for name in private.COUNTS},
    }  # fmt: skip
    key = connection.execute(insert(imports).values(**values)).inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave the import no number")
    return int(key[0])


def _write_actions(
    connection: Connection, differences: _Differences, import_id: int, *, now: datetime, who: str | None
) -> None:
    old = {uid for uid, _, _ in differences.changed} | differences.revived
    before = private.action_rows(connection, old)
    new: list[Values] = []
    altered: list[Values] = []
    for uid, _, values in differences.touched:
        (altered if uid in before else new).append(
            {**values, "uid": uid, "import_id": import_id, "removed_at": None}
        )
    _insert(connection, actions, new)
    _update_actions(connection, altered)
    history = {"import_id": import_id, "changed_at": now, "changed_by": who, "undone": False}
    entries = [
        {"uid": uid, "before": rows.to_json(before[uid]) if uid in before else None, **history}
        for uid, _, _ in differences.touched
    ]
    _insert(connection, changes, entries)


def _restore(connection: Connection, befores: Sequence[tuple[str, Values | None]], *, now: datetime) -> None:
    _update_actions(connection, [rows.from_json(before) for _, before in befores if before])
    removed = [{"b_uid": uid} for uid, before in befores if before is None]
    gone = update(actions).where(actions.c.uid == bindparam("b_uid")).values(removed_at=now)
    _update(connection, gone, removed)


def _show(connection: Connection, slug: str, shown: Iterable[tuple[str, Action]], *, now: datetime) -> bool:
    """Puts in public what `dashboard.safety` allows of these actions; whether anything public changed."""
    views = {uid: publish_view(action, uid=uid, now=now) for uid, action in shown}
    return _write_views(connection, slug, views, now=now)


def _show_again(connection: Connection, slug: str, uids: Sequence[str], *, now: datetime) -> None:
    """The same for actions that were put back as they were; those that are removed now show nothing."""
    present = private.actions_by_uid(connection, slug)
    views = {uid: publish_view(present[uid], uid=uid, now=now) if uid in present else None for uid in uids}
    _write_views(connection, slug, views, now=now)


def _write_views(
    connection: Connection, slug: str, views: dict[str, PublicAction | None], *, now: datetime
) -> bool:
    before = private.public_rows(connection, slug)
    after = {uid: rows.public_values(view) for uid, view in views.items() if view}
    stale = [uid for uid in views if uid in before and before[uid] != after.get(uid)]
    fresh = [values for uid, values in after.items() if before.get(uid) != values]
    gone = delete(public_actions).where(public_actions.c.uid == bindparam("b_uid"))
    _update(connection, gone, [{"b_uid": uid} for uid in stale])
    _insert(connection, public_actions, fresh)
    if stale or fresh:
        connection.execute(update(campaigns).where(campaigns.c.slug == slug).values(**_new_version(now)))
    return bool(stale or fresh)


def _submission_values(row: ReceivedRow) -> Values:
    return {
        "line": row.line,
        "key": row.action.key if row.action else row.key,
        "outcome": row.outcome,
        "raw": dict(row.raw),
        "problems": [rows.problem_json(problem) for problem in row.problems],
        "reading": rows.submission_json(row.submission) if row.submission else None,
    }


def _update_actions(connection: Connection, altered: Sequence[Values]) -> None:
    if altered:
        columns: Values = {name: bindparam(name) for name in altered[0] if name != "uid"}
        statement = update(actions).where(actions.c.uid == bindparam("b_uid")).values(columns)
        _update(connection, statement, [{**values, "b_uid": values.pop("uid")} for values in altered])


def _insert(connection: Connection, table: Any, values: Sequence[Values]) -> None:
    if values:
        connection.execute(insert(table), values)


def _update(connection: Connection, statement: Any, values: Sequence[Values]) -> None:
    if values:
        connection.execute(statement, values)


def _new_version(now: datetime) -> Values:
    return {"version": secrets.token_hex(8), "updated_at": now.astimezone(UTC)}
