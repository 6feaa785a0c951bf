"""Imports that wait for a moderator: what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from dashboard.model import Action
from dashboard.storage import history, private, recording, rows
from dashboard.storage.bulk import rows_with
from dashboard.storage.choices import remember, to_chosen
from dashboard.storage.manual_edits import cancel_all
from dashboard.storage.owning import both_keys, own_action
from dashboard.storage.public_write import lock_campaign
from dashboard.storage.schema import ImportState, Outcome, actions, imports, is_in, submissions
from dashboard.storage.values import PastImport, StoredRow


def find_import(connection: Connection, import_id: int) -> PastImport | None:
    """One import, in whatever state."""
    return find_imports(connection, [import_id]).get(import_id)


def find_imports(connection: Connection, import_ids: Iterable[int]) -> dict[int, PastImport]:
    """The imports of these ids."""
    found = rows_with(connection, select(imports), imports.c.id, set(import_ids))
    return {row.id: history.past_import(row._mapping) for row in found}


def stored_rows(connection: Connection, import_id: int, *outcomes: Outcome) -> list[StoredRow]:
    """The rows of an import, by line: all, or those that came out so. One that is proposed has its action."""
    wanted = (submissions.c.import_id == import_id) & submissions.c.outcome.in_(list(outcomes or Outcome))
    found = connection.execute(select(submissions).where(wanted).order_by(submissions.c.line)).mappings()
    return [_stored_row(row) for row in found]


def stored_row(connection: Connection, import_id: int, line: int) -> StoredRow | None:
    """One row of an import, whatever came of it."""
    same = (submissions.c.import_id == import_id) & (submissions.c.line == line)
    row = connection.execute(select(submissions).where(same)).mappings().first()
    return None if row is None else _stored_row(row)


def listed_by(connection: Connection, import_id: int) -> frozenset[str]:
    """The keys of the actions that an import has put on the map."""
    listed = (submissions.c.import_id == import_id) & (submissions.c.outcome == Outcome.PUBLISHED)
    mine = imports.c.campaign == actions.c.campaign
    keys = select(actions.c.key).join(submissions, submissions.c.key == private.KEY_OF_ROW)
    named = keys.join(imports, (imports.c.id == submissions.c.import_id) & mine)
    return frozenset(connection.scalars(named.where(listed)))


def rows_of(connection: Connection, import_ids: Iterable[int]) -> dict[int, list[StoredRow]]:
    """All rows of these imports, by import and in the order of their lines."""
    found: dict[int, list[StoredRow]] = {number: [] for number in import_ids}
    in_order = select(submissions).order_by(submissions.c.import_id, submissions.c.line)
    for row in rows_with(connection, in_order, submissions.c.import_id, found):
        found[row.import_id].append(_stored_row(row._mapping))
    return found


def _stored_row(row: RowMapping) -> StoredRow:
    raw, problems = rows.as_received(row)
    proposed = rows.to_proposed(row["proposed"], raw=raw, line=row["line"])
    return StoredRow(row["line"], row["key"], row["outcome"], raw, problems, proposed)


def approve(connection: Connection, now: datetime, import_id: int, *, who: str) -> bool:
    """Publishes an import that waits, as if it came now; whether it was waiting."""
    about = find_import(connection, import_id)
    if about is None or not lock_campaign(connection, about.campaign):
        return False
    if not _review(connection, import_id, ImportState.PUBLISHED, who=who, now=now):
        return False
    same = imports.c.id == import_id
    kept = connection.execute(select(imports.c.cancels, imports.c.chosen).where(same)).one()
    written = _keep_to_own(connection, about, stored_rows(connection, import_id, Outcome.PUBLISHED))
    accepted = [(action, rows.fingerprint(action)) for action in written]
    known = private.known_actions(connection, about.campaign, {action.key for action in written})
    given = {import_id: accepted}
    done = recording.accept(connection, about.campaign, known, given, who=about.imported_by, now=now)
    connection.execute(update(imports).where(same).values(**done[import_id], chosen=None))
    mine = submissions.c.import_id == import_id
    connection.execute(update(submissions).where(mine).values(proposed=None))
    cancel_all(connection, about.campaign, kept.cancels, who=about.imported_by, now=now)
    remember(connection, about.campaign, to_chosen(kept.chosen), who=about.imported_by or "", now=now)
    return True


def reject(connection: Connection, now: datetime, import_id: int, *, who: str, reason: str) -> bool:
    """Refuses an import that waits; whether it was waiting. What it held is kept for whoever made it."""
    return _review(connection, import_id, ImportState.REJECTED, who=who, now=now, reason=reason)


def revise(connection: Connection, import_id: int, line: int, action: Action) -> bool:
    """Changes an action that is only proposed; whether its import still waits and has it in this line."""
    about = find_import(connection, import_id)
    if about is None or not about.is_pending:
        return False
    lock_campaign(connection, about.campaign)
    same = (submissions.c.import_id == import_id) & (submissions.c.line == line)
    row = stored_row(connection, import_id, line)
    if row is None or all(one.key != action.key for one in row.actions):
        return False
    proposed = rows.proposed_json(action if one.key == action.key else one for one in row.actions)
    return connection.execute(update(submissions).where(same).values(proposed=proposed)).rowcount == 1


def _keep_to_own(connection: Connection, about: PastImport, stored: Sequence[StoredRow]) -> list[Action]:
    """What whoever is not trusted yet proposed, as actions of their own: others' may have come since."""
    keys = {one.key for row in stored for one in row.actions}
    wanted = both_keys(keys, about.imported_by or about.file_name)
    known = private.known_actions(connection, about.campaign, wanted)
    mine = submissions.c.import_id == about.id
    written = []
    for row in stored:
        owned = [own_action(one, known, about.imported_by, about.file_name) for one in row.actions]
        if owned and owned[0].key != row.key:
            same = update(submissions).where(mine, submissions.c.line == row.line)
            connection.execute(same.values(key=owned[0].key))
        written += [replace(one, row_key=one.row_key and owned[0].key) for one in owned]
    return written


def _review(
    connection: Connection, import_id: int, state: ImportState, *, who: str, now: datetime, reason: str = ""
) -> bool:
    waiting = (imports.c.id == import_id) & is_in(ImportState.PENDING)
    values = {"state": state, "reviewed_by": who, "reviewed_at": now, "reason": reason}
    return connection.execute(update(imports).where(waiting).values(values)).rowcount == 1
