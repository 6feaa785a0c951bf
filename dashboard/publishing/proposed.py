"""An action that waits for a moderator, corrected by them before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError
from dashboard.geocoding import Resolver
from dashboard.model import Action, Effect, Place
from dashboard.publishing.editing import edited, touches_place
from dashboard.publishing.judging import problems_of_clock, problems_of_place, with_time_of
from dashboard.publishing.places import PlaceChoice
from dashboard.publishing.single import Edited, located, placed
from dashboard.storage import Outcome, Store


def edit_proposed(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    import_id: int,
    line: int,
    fields: Mapping[str, str],
    *,
    place: PlaceChoice | None = None,
) -> Edited:
    """Change fields of an action that waits, each as a text, and perhaps where it is. It goes on waiting.

    Raises:
        ActionMapError: it does not wait any more.
    """
    person = require(by, slug, Role.MODERATOR)
    action, campaign = _proposed(store, slug, import_id, line), store.campaign(slug)
    submission, problems = edited(action.submission, fields, campaign_day=campaign.day)
    if submission is None:
        return Edited(done=False, problems=tuple(problems))
    after = replace(action, submission=with_time_of(campaign, submission))
    if "status" in fields:
        after = replace(after, status=submission.status)
    candidates: tuple[Place, ...] = ()
    if place is not None or touches_place(fields):
        answer = located(store, resolver, campaign, submission, place)
        problems += problems_of_place(line, "", answer)
        candidates = answer.candidates
        if answer.place:
            after = placed(after, answer, answer.place, resolver)
    problems += problems_of_clock(after.submission, after.place)
    if any(problem.effect is not Effect.NOTE for problem in problems):
        return Edited(done=False, problems=tuple(problems), candidates=candidates)
    if not store.desk.revise(import_id, line, after):
        raise _gone()
    record(store, person, "edited a proposal", "import", str(import_id), campaign=slug)
    return Edited(done=True, problems=tuple(problems), pending=True)


def _proposed(store: Store, slug: str, import_id: int, line: int) -> Action:
    about = store.desk.find_import(import_id)
    rows = store.desk.rows(import_id, Outcome.PUBLISHED) if about and about.campaign == slug else []
    found = next((row.action for row in rows if row.line == line and row.action), None)
    if found is None:
        raise _gone()
    return found


def _gone() -> ActionMapError:
    return ActionMapError("This does not wait any more: somebody else has decided about it.")
