"""Takes an import back: its actions are as they were before it, and so is what the world sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from dashboard.storage import private, rows
from dashboard.storage.bulk import update_all
from dashboard.storage.private import Undoable
from dashboard.storage.public_write import lock_campaign, show
from dashboard.storage.recording import update_actions
from dashboard.storage.rows import Values
from dashboard.storage.schema import actions, changes, imports


def roll_back(connection: Connection, now: datetime, import_id: int, *, who: str | None = None) -> int:
    """Takes an import back and returns how many actions are as they were before it.

    An action that a later import changed or listed too stays as it is. Taking back twice does nothing.
    """
    campaign = connection.scalar(select(imports.c.campaign).where(imports.c.id == import_id))
    if campaign is None or not lock_campaign(connection, campaign):
        return 0
    if not _mark(connection, import_id, who=who, now=now):
        return 0
    undone = private.undoable_changes(connection, import_id)
    _restore(connection, undone, now=now)
    standing = private.actions_of(connection, campaign, [change.uid for change in undone])
    show(connection, campaign, [(change.uid, standing.get(change.uid)) for change in undone], now=now)
    return len(undone)


def _mark(connection: Connection, import_id: int, *, who: str | None, now: datetime) -> bool:
    standing = (imports.c.id == import_id) & imports.c.rolled_back_at.is_(None)
    mark = update(imports).where(standing).values(rolled_back_at=now, rolled_back_by=who)
    return connection.execute(mark).rowcount == 1


def _restore(connection: Connection, undone: Sequence[Undoable], *, now: datetime) -> None:
    now_by_hand = private.action_rows(connection, {change.uid for change in undone if change.before})
    before = [(rows.from_json(change.before), now_by_hand[change.uid]) for change in undone if change.before]
    update_actions(connection, [_with_what_people_did_since(row, current) for row, current in before])
    gone = ({"uid": change.uid, "removed_at": now} for change in undone if not change.before)
    update_all(connection, actions, gone)
    update_all(connection, changes, ({"id": change.id, "undone": True} for change in undone))


def _with_what_people_did_since(row: Values, current: Values) -> Values:
    """The row as it was before an import, but for what people changed by hand, which no import overrules.

    One that was merged into another stays off the map.
    """
    kept = {"by_hand": current["by_hand"], "merged_into": current["merged_into"]}
    if current["merged_into"]:
        kept["removed_at"] = current["removed_at"]
    return row | rows.from_json(current["by_hand"] or {}) | kept
