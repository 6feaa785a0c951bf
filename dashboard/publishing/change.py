"""One way to change an action: what it is to be, what is asked about that, and the difference written or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.accounts import Person, record
from dashboard.errors import ActionMapError
from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.model import Action, Campaign, Place, RowProblem, Status, Submission, Visibility
from dashboard.publishing.beside import Duplicate
from dashboard.publishing.checks import problems_of, problems_of_exposure
from dashboard.publishing.differences import is_stale
from dashboard.publishing.editing import by_hand, edited, touches_place
from dashboard.publishing.judging import with_time_of
from dashboard.publishing.places import PlaceChoice, RowChoice, as_answer, chosen_for, city_of
from dashboard.reasons import Reason
from dashboard.safety import default_visibility
from dashboard.storage import ChosenPlace, Store, text_digest


@dataclass(frozen=True, slots=True)
class Edited:
    """Whether it was done. Nothing was written while a problem with the effect QUESTION or REFUSAL is among them.

    ``candidates`` are places to choose from. What is ``pending`` waits for a moderator. Where somebody else has
    changed the action since it was seen, nothing was written, and ``standing`` is what it is now. Nor was it where
    ``twins`` stand beside a new action.
    """

    done: bool
    problems: tuple[RowProblem, ...] = ()
    candidates: tuple[Place, ...] = ()
    pending: bool = False
    standing: Action | None = None
    twins: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to change: texts of fields, where it is (as a choice or just there), or its status."""

    fields: Mapping[str, str] = field(default_factory=dict)
    place: PlaceChoice | None = None
    there: Place | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as it is and as it is to be (``None`` while something stands in the way), with what is said of that."""

    before: Action
    after: Action | None
    problems: tuple[RowProblem, ...] = ()
    candidates: tuple[Place, ...] = ()


def plan(store: Store, resolver: Resolver | None, campaign: Campaign, before: Action, wish: Wish) -> Planned:
    """What an action would become. ``resolver`` is needed where the wish says where it is."""
    submission, problems = before.submission, list[RowProblem]()
    if wish.fields:
        read, problems = edited(submission, wish.fields, campaign_day=campaign.day)
        if read is None:
            return Planned(before, None, tuple(problems))
        submission, problems = with_time_of(campaign, read), by_hand(problems)
    status = wish.status or (submission.status if "status" in wish.fields else before.status)
    after = replace(before, submission=submission, status=status)
    answer = _answer(store, resolver, campaign, submission, wish)
    if answer and answer.place and resolver:
        stays = answer.several and before.place in answer.candidates
        after = placed(after, answer, before.place if stays else answer.place, resolver)
    columns = {name: name for name in wish.fields}
    problems += problems_of(submission, after.place, columns, answer=answer, before=before, is_edit=True)
    problems += problems_of_exposure(before, after)
    candidates = answer.candidates if answer else ()
    is_open = any(problem.is_open for problem in problems)
    return Planned(before, None if is_open else after, tuple(problems), candidates)


def change(
    store: Store,
    person: Person,
    slug: str,
    uid: str,
    planned: Planned,
    what: str,
    *,
    seen: Action | None = None,
) -> Edited:
    """Write what differs, what the public sees of it and who did it; or nothing, and say why.

    ``seen`` is the action that somebody looked at when they decided. To be called within `Store.transaction`.
    """
    if planned.after is None or is_stale(seen, planned.before):
        return unwritten(planned, seen)
    if store.desk.amend(slug, uid, planned.before, planned.after, who=person.id):
        record(store, person, what, "action", uid, campaign=slug)
    return Edited(done=True, problems=planned.problems)


def unwritten(planned: Planned, seen: Action | None) -> Edited:
    """Why nothing is written: the action is another one than was ``seen``, or something stands in the way."""
    if is_stale(seen, planned.before):
        return Edited(done=False, standing=planned.before)
    return Edited(done=False, problems=planned.problems, candidates=planned.candidates)


def located(
    store: Store, resolver: Resolver, campaign: Campaign, submission: Submission, choice: RowChoice | None
) -> Answer:
    """Where a submission is: as somebody chooses now, as somebody chose before, or as the resolver says."""
    if choice is not None:
        chosen = chosen_for(resolver, submission.place, choice)
        return as_answer(chosen) if chosen else Answer(GeoStatus.NOT_FOUND, Reason("no_such_place"))
    digest = text_digest(submission.place.said)
    known = store.desk.remembered_places(campaign.slug, [digest])
    return as_answer(known[digest]) if known else resolver.resolve(submission.place)


def placed(action: Action, answer: Answer, place: Place, resolver: Resolver) -> Action:
    """The action at this place, showing no more than before."""
    moved = replace(
        action,
        place=place,
        city=city_of(place, resolver),
        geocoding=(answer.reason, *answer.assumed),
    )
    if place.country_code == action.place.country_code:
        return moved
    # Across a border the new country's default may show less than before, and never more.
    ladder = list(Visibility)
    return replace(
        moved, visibility=max(action.visibility, default_visibility(place.country_code), key=ladder.index)
    )


def _answer(
    store: Store, resolver: Resolver | None, campaign: Campaign, submission: Submission, wish: Wish
) -> Answer | None:
    if wish.there is not None:
        return as_answer(ChosenPlace(submission.place.said, wish.there))
    if wish.place is None and not touches_place(wish.fields):
        return None
    if resolver is None:
        raise ActionMapError("no_such_place")
    return located(store, resolver, campaign, submission, wish.place)
