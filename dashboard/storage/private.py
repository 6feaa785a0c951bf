"""Reads of actions as they are, contacts and all, and of what the world sees of them to compare."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, case, exists, or_, select

from dashboard.model import Action, Visibility
from dashboard.safety import default_visibility
from dashboard.storage import rows
from dashboard.storage.bulk import in_portions, rows_with
from dashboard.storage.exposures import asked, exposed, exposures_of, is_due
from dashboard.storage.rows import Values
from dashboard.storage.schema import (
    ImportState,
    Outcome,
    actions,
    changes,
    exposures,
    imports,
    is_in,
    public_actions,
    submissions,
)

KEY_OF_ROW: Final = case((actions.c.row_key != "", actions.c.row_key), else_=actions.c.key)
"""By which the row of an action is known, which may have further ones."""

_UIDS_AT_ONCE: Final = 500
_MOST_KEYS: Final = 2_000
_A_DAY_AT_MOST: Final = timedelta(days=1)
"""By how much the date somewhere on earth may be ahead of the date in UTC."""


class Known(NamedTuple):
    """What is needed of an action to tell whether a row changes it."""

    uid: str
    fingerprint: str
    removed: bool
    merged: bool = False
    by_hand: Values | None = None
    imported_by: str | None = None


class Undoable(NamedTuple):
    """A change that can be taken back: nothing later touched its action."""

    id: int
    uid: str
    before: Values | None


def known_actions(connection: Connection, slug: str, keys: Collection[str] | None = None) -> dict[str, Known]:
    """The actions of these keys that the campaign has or had, by key; of very many or no keys, all of them."""
    table = actions.c
    columns = (table.key, table.uid, table.fingerprint, table.removed_at, table.merged_into, table.by_hand)
    owned = select(*columns, imports.c.imported_by).join(imports, imports.c.id == table.import_id)
    mine = owned.where(table.campaign == slug)
    is_all = keys is None or len(keys) > _MOST_KEYS
    found = connection.execute(mine) if is_all else rows_with(connection, mine, table.key, keys or ())
    return {
        key: Known(uid, digest, removed is not None, merged is not None, by_hand, owner)
        for key, uid, digest, removed, merged, by_hand, owner in found
    }


def with_changes_by_hand(connection: Connection, slug: str, written: Collection[Action]) -> dict[str, Action]:
    """Actions as an import would leave them: with what people changed since, by key."""
    known = known_actions(connection, slug, {action.key for action in written})
    return {
        action.key: rows.with_by_hand(action, known[action.key].by_hand or {})
        for action in written
        if action.key in known
    }


def owner_of(connection: Connection, slug: str, uid: str) -> str | None:
    """Whose import wrote the action of a public name last; ``None`` of the command line, or if there is none."""
    mine = select(imports.c.imported_by).join(actions, imports.c.id == actions.c.import_id)
    named = mine.where(actions.c.campaign == slug, actions.c.uid == uid, actions.c.removed_at.is_(None))
    return connection.scalar(named)


def actions_by_uid(connection: Connection, slug: str) -> dict[str, Action]:
    """The actions of a campaign that stand, by public name."""
    return by_uid(connection, slug, _with_rows())


def actions_by_key(connection: Connection, slug: str) -> dict[str, Action]:
    """The actions of a campaign that stand, by key, contacts and all."""
    return {action.key: action for action in actions_by_uid(connection, slug).values()}


def asked_to_show(connection: Connection, slug: str) -> dict[str, Action]:
    """The actions of which somebody asks to show more, and nobody agreed yet, by public name."""
    return actions_of(connection, slug, asked(connection, slug))


def action(connection: Connection, slug: str, uid: str) -> Action | None:
    """The action of a public name."""
    return actions_of(connection, slug, [uid]).get(uid)


def actions_of(connection: Connection, slug: str, uids: Iterable[str]) -> dict[str, Action]:
    """Those of the campaign's actions that have these public names, by public name."""
    return _with(connection, slug, actions.c.uid, uids)


def actions_of_keys(connection: Connection, slug: str, keys: Iterable[str]) -> dict[str, Action]:
    """Those of the campaign's actions that have these keys, by public name."""
    return _with(connection, slug, actions.c.key, keys)


def _with(connection: Connection, slug: str, column: Column[str], values: Iterable[str]) -> dict[str, Action]:
    found: dict[str, Action] = {}
    for portion in in_portions(values, _UIDS_AT_ONCE):
        found |= by_uid(connection, slug, _with_rows().where(column.in_(portion)))
    return found


def find_action(connection: Connection, slug: str, key: str) -> tuple[str, Action] | None:
    """The action of a key, after its public name; ``None`` if there is none."""
    return next(iter(actions_of_keys(connection, slug, [key]).items()), None)


def unsettled_actions(connection: Connection, slug: str, *, now: datetime) -> dict[str, Action]:
    """The actions whose public side may differ by now: few, so that asking often costs little.

    Either the time is withheld and the day over, or the action is to be revealed or coarsened by now, or the
    list of dangerous countries is another than it was; or nobody has looked yet for what may be private in it.
    """
    seen = public_actions.c
    careful = _is_careful(connection, slug)
    over = actions.c.day <= now.date() + _A_DAY_AT_MOST
    timely = ("starts", "ends", "expected_people", "reported_people")
    withheld = or_(*(and_(seen[name].is_(None), actions.c[name].is_not(None)) for name in timely))
    too_fine = seen.visibility.in_([Visibility.EXACT, Visibility.AREA])
    too_coarse = seen.visibility != actions.c.visibility
    timed = or_(exposures.c.reveal_at.is_not(None), exposures.c.coarsen_after.is_not(None))
    changed = or_(and_(careful, too_fine), and_(~careful, ~timed, too_coarse))
    unread = and_(seen.uid.is_not(None), seen.passages.is_(None))
    unsettled = or_(and_(careful, over, withheld), changed, unread, is_due(connection, slug, now=now))
    shown = _with_rows().outerjoin(public_actions, seen.uid == actions.c.uid)
    decided = shown.outerjoin(exposures, exposures.c.uid == actions.c.uid)
    return by_uid(connection, slug, decided.where(unsettled))


def action_rows(connection: Connection, uids: set[str]) -> dict[str, Values]:
    """The rows of these actions, for the history."""
    return _rows_of(connection, select(actions), actions.c.uid, uids)


def public_rows(connection: Connection, uids: Iterable[str]) -> dict[str, Values]:
    """What the world sees now of these actions, by uid, with how many passages of it may be private."""
    shown = select(*rows.SHOWN_COLUMNS, public_actions.c.passages)
    return _rows_of(connection, shown, public_actions.c.uid, uids)


def undoable_changes(connection: Connection, import_id: int) -> list[Undoable]:
    """The changes that an import made and that can be taken back.

    One cannot where a later import's change of the action still stands, or where a later import lists it too.
    """
    later = changes.alias("later")
    changed_since = (
        exists()
        .where(later.c.uid == changes.c.uid, later.c.id > changes.c.id, ~later.c.undone)
        .where(later.c.import_id.is_not(None))
    )
    listed_since = (
        exists()
        .where(submissions.c.key == KEY_OF_ROW, submissions.c.outcome == Outcome.PUBLISHED)
        .where(imports.c.id == submissions.c.import_id, imports.c.campaign == actions.c.campaign)
        .where(imports.c.id > import_id, is_in(ImportState.PUBLISHED))
    )
    found = connection.execute(
        select(changes.c.id, changes.c.uid, changes.c.before)
        .join(actions, actions.c.uid == changes.c.uid)
        .where(changes.c.import_id == import_id, ~changes.c.undone, ~changed_since, ~listed_since)
    )
    return [Undoable(*row) for row in found]


def would_undo(connection: Connection, import_id: int) -> tuple[int, int]:
    """How many actions go, and how many become what they were, if an import is taken back."""
    undone = undoable_changes(connection, import_id)
    changed = sum(change.before is not None for change in undone)
    return len(undone) - changed, changed


def _rows_of(
    connection: Connection, statement: Select[Any], uid: Column[str], uids: Iterable[str]
) -> dict[str, Values]:
    return {row.uid: dict(row._mapping) for row in rows_with(connection, statement, uid, uids)}


def by_uid(connection: Connection, slug: str, statement: Select[Any]) -> dict[str, Action]:
    """The campaign's actions of a statement over `actions`, in its order, as people decided about them."""
    found = connection.execute(statement.where(actions.c.campaign == slug)).mappings()
    read = {
        row["uid"]: rows.to_action(row, raw=row.get("raw") or {}, line=row.get("line") or 0) for row in found
    }
    decided = exposures_of(connection, slug, read)
    return {uid: exposed(decided, uid, action) for uid, action in read.items()}


def _is_careful(connection: Connection, slug: str) -> ColumnElement[bool]:
    """Whether an action or its city is in a country in which little is shown."""
    columns = (actions.c.city_country_code, actions.c.place_country_code)
    asked = [select(column).where(actions.c.campaign == slug).distinct() for column in columns]
    codes = {code for one in asked for code in connection.scalars(one)}
    careful = [code for code in codes if default_visibility(code) is not Visibility.EXACT]
    return or_(*(column.in_(careful) for column in columns))


def _with_rows() -> Select[Any]:
    """The actions that stand, each with the row as received by the import that wrote it last."""
    same = and_(submissions.c.import_id == actions.c.import_id, submissions.c.key == KEY_OF_ROW)
    columns = select(actions, submissions.c.raw, submissions.c.line)
    return columns.outerjoin(submissions, same).where(actions.c.removed_at.is_(None))
