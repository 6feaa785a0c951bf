"""Changes that people make to single actions. They stay, whatever an import says of the same action later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from dashboard.errors import ChangedMeanwhile
from dashboard.model import Action, Status
from dashboard.storage import private, rows
from dashboard.storage.public_write import lock_campaign, show
from dashboard.storage.rows import Values
from dashboard.storage.schema import actions, changes


def amend(
    connection: Connection,
    slug: str,
    uid: str,
    before: Action,
    after: Action,
    *,
    who: str | None,
    now: datetime,
) -> bool:
    """Changes what differs between an action as it was read and as it is to be; whether anything does.

    Raises:
        ChangedMeanwhile: it is another one by now, or gone. Nothing was written.
    """
    lock_campaign(connection, slug)
    standing, read = private.find_action(connection, slug, uid=uid), rows.action_values(before)
    if standing is None or rows.action_values(standing[1]) != read:
        raise ChangedMeanwhile()
    differing = {name: value for name, value in rows.action_values(after).items() if read[name] != value}
    if not differing:
        return False
    _change(connection, uid, differing, who=who, now=now)
    show(connection, slug, [(uid, after)], now=now)
    return True


def cancel_all(
    connection: Connection, slug: str, keys: Iterable[str], *, who: str | None, now: datetime
) -> int:
    """Marks the actions of these keys as cancelled; how many were not yet."""
    cancelled = 0
    for key in keys:
        found = private.find_action(connection, slug, key=key)
        if found and found[1].status is not Status.CANCELLED:
            uid, action = found
            _change(connection, uid, {"status": Status.CANCELLED}, who=who, now=now)
            show(connection, slug, [(uid, rows.with_by_hand(action, {"status": "cancelled"}))], now=now)
            cancelled += 1
    return cancelled


def merge(
    connection: Connection, slug: str, kept: str, dropped: str, *, who: str | None, now: datetime
) -> bool:
    """Takes an action off because another says the same; it does not come back with its file."""
    lock_campaign(connection, slug)
    standing = private.actions_of(connection, slug, (kept, dropped))
    if kept == dropped or kept not in standing or dropped not in standing:
        return False
    _log(connection, dropped, who=who, now=now)
    gone = update(actions).where(actions.c.uid == dropped).values(removed_at=now, merged_into=kept)
    connection.execute(gone)
    show(connection, slug, [(dropped, None)], now=now)
    return True


def _change(connection: Connection, uid: str, values: Values, *, who: str | None, now: datetime) -> None:
    _log(connection, uid, who=who, now=now)
    earlier = connection.scalar(select(actions.c.by_hand).where(actions.c.uid == uid)) or {}
    by_hand = earlier | (rows.to_json(values) or {})
    connection.execute(update(actions).where(actions.c.uid == uid).values(**values, by_hand=by_hand))


def _log(connection: Connection, uid: str, *, who: str | None, now: datetime) -> None:
    before = private.action_rows(connection, {uid})[uid]
    entry = {"uid": uid, "import_id": None, "changed_at": now, "changed_by": who, "undone": False}
    connection.execute(insert(changes).values(**entry, before=rows.to_json(before)))
