"""Puts actions at a finer place than their import knew, and rows on the map that no place was known for.

An action keeps the fingerprint of its import, so that importing the same file again changes nothing; a row
that has changed since is placed anew from what it says now. Nor is a finer place an entry in the history, or
taking the import back would leave the action standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, true, update

from dashboard.i18n import ENGLISH, say, say_all
from dashboard.model import OWN_POINT, Action, Effect, Place, RowProblem
from dashboard.reasons import AS_SAID, Reason
from dashboard.storage import open_rows, private, rows
from dashboard.storage.bulk import execute_all, insert_all, update_all
from dashboard.storage.choices import Remembered, to_place
from dashboard.storage.public_write import lock_campaign, show
from dashboard.storage.rows import Values
from dashboard.storage.schema import Outcome, actions, imports, place_questions
from dashboard.storage.settling import settle_many
from dashboard.storage.values import ReceivedRow, WaitingRow

NOT_FOUND: Final = "place_not_found"
"""The code of the problem that a row is rejected for when no place is known for it."""

_PLACED: Final = [column.name for column in actions.c if column.name.startswith(("place_", "city_"))]


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """What an organiser is asked about an action that is on the map with its city. Best candidate first.

    The action has the public name ``uid``, and the import ``import_id`` of the file and the person wrote it last.
    """

    key: str
    message: tuple[Reason, ...]
    candidates: tuple[Place, ...]
    asked_at: datetime
    uid: str = ""
    import_id: int = 0
    file_name: str = ""
    imported_by: str | None = None


def place_finer(
    connection: Connection, now: datetime, slug: str, finer: Iterable[tuple[Action, Action]]
) -> int:
    """Gives actions, each as it was read and as it is to be, their finer place.

    One that changed since it was read stays as it is now.

    Returns:
        How many actions were placed.
    """
    lock_campaign(connection, slug)
    wanted = list(finer)
    standing = private.actions_of_keys(connection, slug, (before.key for before, _ in wanted))
    uid_of = {action.key: uid for uid, action in standing.items()}
    placed = {
        uid: after for before, after in wanted if (uid := uid_of.get(before.key)) and standing[uid] == before
    }
    update_all(connection, actions, (_place_values(uid, action) for uid, action in placed.items()))
    show(connection, slug, placed.items(), now=now)
    return len(placed)


def unplaced_rows(connection: Connection, slug: str) -> list[WaitingRow]:
    """The rows that were rejected because no place is known for them, by import and line."""
    found = open_rows.waiting_rows(connection, slug, of=Outcome.REJECTED)
    refused = ((row, [one.code for one in row.problems if one.effect is Effect.REFUSAL]) for row in found)
    return [row for row, codes in refused if codes == [NOT_FOUND]]


def publish_row(
    connection: Connection, now: datetime, row: WaitingRow, action: Action, note: tuple[Reason, ...]
) -> None:
    """Puts a rejected row on the map as the action that it turned out to be, as part of its import.

    One that was corrected since it was read stays as it is now.
    """
    slug, line = action.campaign, row.submission.line
    lock_campaign(connection, slug)
    if open_rows.open_row(connection, slug, row.import_id, line) == row:
        published = ReceivedRow(line, Outcome.PUBLISHED, row.raw, _noted(row.problems, note), action)
        settled = [(row.import_id, published)]
        settle_many(connection, now, slug, settled, Remembered(), who=row.imported_by, free=False)


def ask(
    connection: Connection,
    now: datetime,
    slug: str,
    answered: Set[str],
    questions: Mapping[str, tuple[Reason, Sequence[Place]]],
) -> None:
    """Replaces the questions about the actions of these keys: ``questions`` has those that are open.

    One that somebody has settled is not asked again as long as it would say the same.
    """
    known = private.known_actions(connection, slug).items()
    uid_of = {key: action.uid for key, action in known if not action.removed}
    settled = _settled(connection, slug)
    known_answer = {
        uid
        for key, uid in uid_of.items()
        if key in questions and settled.get(uid) == say(ENGLISH, questions[key][0])
    }
    gone = delete(place_questions).where(place_questions.c.uid == bindparam("gone"))
    answered_uids = (uid for key, uid in uid_of.items() if key in answered and uid not in known_answer)
    execute_all(connection, gone, [{"gone": uid} for uid in answered_uids])
    asked = (
        {"uid": uid_of[key], "message": (message,), "candidates": list(map(asdict, places)), "asked_at": now}
        for key, (message, places) in questions.items()
        if key in uid_of and uid_of[key] not in known_answer
    )
    insert_all(connection, place_questions, asked)


def settle(connection: Connection, now: datetime, uid: str) -> None:
    """Keeps that the question about the place of an action is answered, and is not to be asked again."""
    same = place_questions.c.uid == uid
    connection.execute(update(place_questions).where(same).values(settled_at=now))


def questions(connection: Connection, slug: str, uid: str | None = None) -> list[PlaceQuestion]:
    """The open questions about places of a campaign's actions, by key, or that about one of them.

    One that stands finer by now has none.
    """
    table, action = place_questions.c, actions.c
    found = connection.execute(
        select(action.key, table.message, table.candidates, table.asked_at, table.uid, action.import_id)
        .add_columns(imports.c.file_name, imports.c.imported_by)
        .join_from(place_questions, actions, action.uid == table.uid)
        .join(imports, imports.c.id == action.import_id)
        .where(action.campaign == slug, action.removed_at.is_(None), table.settled_at.is_(None))
        .where(action.place_precision.not_in(OWN_POINT))
        .where(true() if uid is None else action.uid == uid)
        .order_by(action.key)
    )
    return [
        PlaceQuestion(key, message, tuple(map(to_place, places)), *rest)
        for key, message, places, *rest in found
    ]


def _settled(connection: Connection, slug: str) -> dict[str, str]:
    """What was asked and is settled, by the action's public name."""
    table = place_questions.c
    found = select(table.uid, table.message).join(actions, actions.c.uid == table.uid)
    mine = found.where(actions.c.campaign == slug, table.settled_at.is_not(None))
    return {row.uid: say_all(ENGLISH, *row.message) for row in connection.execute(mine)}


def _place_values(uid: str, action: Action) -> Values:
    values = rows.action_values(action)
    return {"uid": uid} | {name: values[name] for name in (*_PLACED, "geocoding")}


def _noted(problems: Iterable[RowProblem], note: tuple[Reason, ...]) -> tuple[RowProblem, ...]:
    """The problems of a row with the refusal turned into a note of what was found."""
    return tuple(
        RowProblem(one.line, one.column, "place_found_online", {AS_SAID: note}, Effect.NOTE)
        if one.code == NOT_FOUND
        else one
        for one in problems
    )
