"""Actions that stand at their city because what an online geocoder found of their venue is in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.accounts import Person, record
from dashboard.errors import ActionMapError, ChangedMeanwhile
from dashboard.geocoding import Resolver
from dashboard.model import Action, Effect, Place, RowProblem
from dashboard.publishing.change import Wish, change, plan
from dashboard.publishing.differences import is_stale
from dashboard.publishing.places import PlaceChoice, chosen_place
from dashboard.publishing.single import may_change
from dashboard.reasons import AS_SAID
from dashboard.storage import PlaceQuestion, Store, WaitingRow

PREFIX: Final = "action-"
"""What tells these from rows of files, in the names of what is open."""

_CODE: Final = "place_doubtful"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One such action as the row that it came from, with what is asked and where it may be, best first."""

    id: str
    action: Action
    row: WaitingRow
    candidates: tuple[Place, ...]


def as_doubts(store: Store, slug: str, questions: Sequence[PlaceQuestion]) -> list[Doubt]:
    """The questions with what they are about."""
    standing = store.desk.actions_of(slug, (one.uid for one in questions))
    found = ((one, standing.get(one.uid)) for one in questions)
    about = store.desk.imports(one.import_id for one in questions)
    return [
        Doubt(
            f"{PREFIX}{one.uid}",
            action,
            WaitingRow(
                one.import_id,
                one.file_name,
                one.key,
                action.submission,
                (RowProblem(action.submission.line, "", _CODE, {AS_SAID: one.message}, Effect.QUESTION),),
                one.imported_by,
                about[one.import_id].columns,
            ),
            one.candidates,
        )
        for one, action in found
        if action is not None
    ]


def settle_doubt(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    doubt_id: str,
    *,
    place: PlaceChoice | None,
    edits: Mapping[str, str],
    seen: Doubt | None = None,
) -> tuple[RowProblem, ...]:
    """Put the action where somebody says, or leave it at its city; what is still to be said of it.

    Raises:
        NotAllowed: it is another organiser's, and they are no moderator; or they are not trusted yet.
        ChangedMeanwhile: it is another one by now than was ``seen``. Nothing was written.
        ActionMapError: it is settled already, or the place is none.
    """
    uid = doubt_id.removeprefix(PREFIX)
    with store.transaction(slug):
        person, action = may_change(store, by, slug, uid, trusted=True)
        asked = next(iter(store.place_questions(slug, uid)), None)
        if asked is None:
            raise ActionMapError("question_settled")
        if seen and (is_stale(seen.action, action) or seen.candidates != asked.candidates):
            raise ChangedMeanwhile()
        there = None if place is None else _there(resolver, asked.candidates, place)
        planned = plan(store, resolver, store.campaign(slug), action, Wish(edits, there=there))
        changed = change(store, person, slug, uid, planned, "edited" if edits else "moved")
        if changed.done:
            store.settle_place(uid)
            record(store, person, "settled a place", "action", uid, campaign=slug)
        return changed.problems


def _there(resolver: Resolver, candidates: Sequence[Place], choice: PlaceChoice) -> Place:
    """The candidate that was chosen, with whom its point is owed to; or any other place."""
    for place in candidates:
        if choice == (place.latitude, place.longitude):
            return place
    found = chosen_place(resolver.gazetteer, choice)
    if found is None:
        raise ActionMapError("no_such_place")
    return found
