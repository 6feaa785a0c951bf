"""Puts actions at a finer place than their import knew, and rows on the map that no place was known for.

An action keeps the fingerprint of its import, so that importing the same file again changes nothing; a row
that has changed since is placed anew from what it says now. Nor is a finer place an entry in the history, or
taking the import back would leave the action standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select, update

from dashboard.model import Action, Effect, Place, Precision, RowProblem
from dashboard.storage import past, private, recording, rows
from dashboard.storage.bulk import execute_all, insert_all
from dashboard.storage.geocode_tables import place_questions
from dashboard.storage.rows import Values
from dashboard.storage.schema import Outcome, actions, imports, submissions
from dashboard.storage.showing import lock_campaign, show
from dashboard.storage.values import WaitingRow

NOT_FOUND: Final = "place_not_found"
"""The code of the problem that a row is rejected for when no place is known for it."""

_PLACED: Final = [column.name for column in actions.c if column.name.startswith(("place_", "city_"))]


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """What an organiser is asked about an action that is on the map with its city. Best candidate first."""

    key: str
    message: str
    candidates: tuple[Place, ...]
    asked_at: datetime


def place_finer(
    connection: Connection, slug: str, finer: Iterable[tuple[Action, Action]], *, now: datetime
) -> int:
    """Gives actions, each as it was read and as it is to be, their finer place.

    One that changed since it was read stays as it is now.

    Returns:
        How many actions were placed.
    """
    lock_campaign(connection, slug)
    uid_of = {key: known.uid for key, known in private.known_actions(connection, slug).items()}
    standing = private.actions_by_uid(connection, slug)
    found = ((uid_of.get(before.key, ""), before, after) for before, after in finer)
    placed = {uid: after for uid, before, after in found if standing.get(uid) == before}
    columns: Values = {name: bindparam(f"new_{name}") for name in (*_PLACED, "geocoding")}
    statement = update(actions).where(actions.c.uid == bindparam("same")).values(columns)
    execute_all(connection, statement, (_place_values(uid, action) for uid, action in placed.items()))
    show(connection, slug, placed.items(), now=now)
    return len(placed)


def unplaced_rows(connection: Connection, slug: str) -> list[WaitingRow]:
    """The rows that were rejected because no place is known for them, by import and line."""
    found = past.waiting_rows(connection, slug, Outcome.REJECTED)
    return [row for row in found if _refusals(row.problems) == [NOT_FOUND]]


def publish_row(connection: Connection, row: WaitingRow, action: Action, note: str, *, now: datetime) -> None:
    """Puts a rejected row on the map as the action that it turned out to be, as part of its import."""
    lock_campaign(connection, action.campaign)
    same = (submissions.c.import_id == row.import_id) & (submissions.c.line == row.submission.line)
    rejected = select(imports.c.imported_by).join(submissions).where(same, imports.c.rolled_back_at.is_(None))
    before = connection.execute(rejected.where(submissions.c.outcome == Outcome.REJECTED)).first()
    if before is None:
        return
    created = recording.write_action(connection, action, row.import_id, now=now, who=before.imported_by)
    counted = {"rejected": imports.c.rejected - 1, "published": imports.c.published + 1}
    counted["created" if created else "unchanged"] = imports.c["created" if created else "unchanged"] + 1
    connection.execute(update(imports).where(imports.c.id == row.import_id).values(counted))
    problems = [rows.problem_json(problem) for problem in _noted(row.problems, note)]
    published = {"outcome": Outcome.PUBLISHED, "problems": problems, "reading": None}
    connection.execute(update(submissions).where(same).values(published))


def ask(
    connection: Connection,
    slug: str,
    answered: Set[str],
    questions: Mapping[str, tuple[str, Sequence[Place]]],
    *,
    now: datetime,
) -> None:
    """Replaces the questions about the actions of these keys: ``questions`` has those that are open."""
    known = private.known_actions(connection, slug).items()
    uid_of = {key: action.uid for key, action in known if not action.removed}
    gone = delete(place_questions).where(place_questions.c.uid == bindparam("gone"))
    execute_all(connection, gone, [{"gone": uid} for key, uid in uid_of.items() if key in answered])
    asked = (
        {"uid": uid_of[key], "message": message, "candidates": list(map(asdict, places)), "asked_at": now}
        for key, (message, places) in questions.items()
        if key in uid_of
    )
    insert_all(connection, place_questions, asked)


def questions(connection: Connection, slug: str) -> list[PlaceQuestion]:
    """The open questions about places of a campaign's actions, by key."""
    table = place_questions.c
    found = connection.execute(
        select(actions.c.key, table.message, table.candidates, table.asked_at)
        .join(actions, actions.c.uid == table.uid)
        .where(actions.c.campaign == slug, actions.c.removed_at.is_(None))
        .order_by(actions.c.key)
    )
    return [PlaceQuestion(key, message, tuple(map(_place, places)), at) for key, message, places, at in found]


def _place_values(uid: str, action: Action) -> Values:
    values = rows.action_values(action)
    return {"same": uid} | {f"new_{name}": values[name] for name in (*_PLACED, "geocoding")}


def _refusals(problems: Iterable[RowProblem]) -> list[str]:
    return [problem.code for problem in problems if problem.effect is Effect.REFUSAL]


def _noted(problems: Iterable[RowProblem], note: str) -> list[RowProblem]:
    """The problems of a row with the refusal turned into a note of what was found."""
    return [
        RowProblem(problem.line, problem.column, "place_found_online", note, Effect.NOTE)
        if problem.code == NOT_FOUND
        else problem
        for problem in problems
    ]


def _place(values: Mapping[str, Any]) -> Place:
    return Place(**{**values, "precision": Precision(values["precision"])})
