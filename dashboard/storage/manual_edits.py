"""Changes that people make to single actions. They stay, whatever an import says of the same action later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from dashboard.errors import ChangedMeanwhile
from dashboard.model import Action, Status
from dashboard.storage import private, rows
from dashboard.storage.bulk import insert_all, update_all
from dashboard.storage.public_write import lock_campaign, show
from dashboard.storage.rows import Values
from dashboard.storage.schema import actions, changes


def amend(
    connection: Connection,
    now: datetime,
    slug: str,
    uid: str,
    before: Action,
    after: Action,
    *,
    who: str | None,
) -> bool:
    """Changes what differs between an action as it was read and as it is to be; whether anything does.

    Raises:
        ChangedMeanwhile: it is another one by now, or gone. Nothing was written.
    """
    lock_campaign(connection, slug)
    standing, read = private.action(connection, slug, uid), rows.action_values(before)
    if standing is None or rows.action_values(standing) != read:
        raise ChangedMeanwhile()
    differing = {name: value for name, value in rows.action_values(after).items() if read[name] != value}
    if not differing:
        return False
    _change(connection, [uid], differing, who=who, now=now)
    show(connection, slug, [(uid, after)], now=now)
    return True


def cancel_all(
    connection: Connection, slug: str, keys: Iterable[str], *, who: str | None, now: datetime
) -> None:
    """Marks the actions of these keys as cancelled."""
    standing = private.actions_of_keys(connection, slug, keys)
    cancelled = {
        uid: replace(action, status=Status.CANCELLED)
        for uid, action in standing.items()
        if action.status is not Status.CANCELLED
    }
    _change(connection, cancelled, {"status": Status.CANCELLED}, who=who, now=now)
    show(connection, slug, cancelled.items(), now=now)


def merge(connection: Connection, now: datetime, slug: str, kept: str, dropped: str, *, who: str) -> bool:
    """Takes an action off because another says the same; it does not come back with its file."""
    lock_campaign(connection, slug)
    standing = private.actions_of(connection, slug, (kept, dropped))
    if kept == dropped or kept not in standing or dropped not in standing:
        return False
    _log(connection, [dropped], who=who, now=now)
    gone = update(actions).where(actions.c.uid == dropped).values(removed_at=now, merged_into=kept)
    connection.execute(gone)
    show(connection, slug, [(dropped, None)], now=now)
    return True


def _change(
    connection: Connection, uids: Iterable[str], values: Values, *, who: str | None, now: datetime
) -> None:
    """Gives these actions the same values, as people said."""
    before = _log(connection, uids, who=who, now=now)
    said = rows.to_json({name: value for name, value in values.items() if name != "city_hour"}) or {}
    by_hand = ((uid, (row["by_hand"] or {}) | said) for uid, row in before.items())
    update_all(connection, actions, ({"uid": uid, **values, "by_hand": told} for uid, told in by_hand))


def _log(connection: Connection, uids: Iterable[str], *, who: str | None, now: datetime) -> dict[str, Values]:
    """Keeps what these actions are until now: their rows."""
    before = private.action_rows(connection, set(uids))
    entry = {"import_id": None, "changed_at": now, "changed_by": who, "undone": False}
    entries = ({"uid": uid, "before": rows.to_json(row), **entry} for uid, row in before.items())
    insert_all(connection, changes, entries)
    return before
