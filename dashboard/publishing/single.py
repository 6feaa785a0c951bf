"""Single actions: add, edit, move, cancel, postpone; and what happened to each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.accounts import Person, Role, allows, is_trusted, record, require
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.ingest import read_fields
from dashboard.model import (
    Action,
    Answer,
    Campaign,
    Effect,
    GeoStatus,
    Place,
    RowProblem,
    Status,
    Submission,
    Visibility,
)
from dashboard.publishing.details import name_of
from dashboard.publishing.differences import FieldChange, differences
from dashboard.publishing.editing import edited, touches_place
from dashboard.publishing.judging import judge, problems_of_place, with_time_of
from dashboard.publishing.places import PlaceChoice, as_answer, chosen_place, city_of, place_text
from dashboard.safety import default_visibility, privacy_notes
from dashboard.storage import (
    ChosenPlace,
    Outcome,
    ReceivedRow,
    Source,
    Store,
    Upload,
    single_key,
    text_digest,
)

_BY_HAND = "Added by hand"


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it. Nothing was written while a problem with the effect QUESTION or REFUSAL is among them.

    ``candidates`` are places to choose from. What is ``pending`` waits for a moderator.
    """

    done: bool
    problems: tuple[RowProblem, ...] = ()
    candidates: tuple[Place, ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of an action, the latest first. One that was ``undone`` was taken back since."""

    at: datetime
    who: str
    import_id: int | None
    is_new: bool
    changes: tuple[FieldChange, ...]
    undone: bool


def my_actions(store: Store, by: Person | None, slug: str) -> dict[str, Action]:
    """The actions that this person may change, by public name: their own, or all for a moderator."""
    person = require(by, slug, Role.ORGANISER)
    standing = store.desk.actions(slug)
    if allows(person, slug, Role.MODERATOR):
        return standing
    owners = store.desk.owners(slug)
    return {uid: action for uid, action in standing.items() if owners.get(uid) == person.id}


def my_action(store: Store, by: Person | None, slug: str, uid: str) -> Action | None:
    """One of `my_actions`, without reading the others; ``None`` if it is none of them."""
    person = require(by, slug, Role.ORGANISER)
    action = store.desk.action(slug, uid)
    is_mine = allows(person, slug, Role.MODERATOR) or store.desk.owners(slug).get(uid) == person.id
    return action if is_mine else None


def add_action(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    fields: Mapping[str, str],
    *,
    place: PlaceChoice | None = None,
) -> Edited:
    """Put one action on the map, each field as a text; it waits for a moderator while they are not trusted."""
    person = require(by, slug, Role.ORGANISER)
    campaign = store.campaign(slug)
    row, candidates = read_one(store, resolver, campaign, fields, place)
    if row.action is None:
        return Edited(done=False, problems=row.problems, candidates=candidates)
    upload = upload_of(campaign, row, fields, Source.HAND, _BY_HAND, person.id)
    trusted = is_trusted(person, slug)
    number = store.desk.record(upload)[1] if trusted else store.desk.propose(upload)
    record(store, person, "added an action", "import", str(number), campaign=slug)
    return Edited(done=True, problems=row.problems, pending=not trusted)


def edit_action(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    uid: str,
    fields: Mapping[str, str],
    *,
    place: PlaceChoice | None = None,
) -> Edited:
    """Change fields of an action, each as a text. No later import takes this back.

    Raises:
        NotAllowed: it is another organiser's, or they are not trusted yet.
        ActionMapError: there is no such action any more.
    """
    person, action = may_change(store, by, slug, uid, trusted=True)
    campaign = store.campaign(slug)
    submission, problems = edited(action.submission, fields, campaign_day=campaign.day)
    if submission is None:
        return Edited(done=False, problems=tuple(problems))
    after = replace(action, submission=with_time_of(campaign, submission))
    if "status" in fields:
        after = replace(after, status=submission.status)
    names = {name: name for name in fields}
    private = privacy_notes(after.submission, action.city.country_code, names)
    problems += [note for note in private if note.column in fields]
    candidates: tuple[Place, ...] = ()
    if place is not None or touches_place(fields):
        answer = located(store, resolver, campaign, submission, place)
        problems += problems_of_place(submission.line, "", answer)
        candidates = answer.candidates
        if answer.place:
            after = placed(after, answer, answer.place, resolver)
    if any(problem.effect is not Effect.NOTE for problem in problems):
        return Edited(done=False, problems=tuple(problems), candidates=candidates)
    _amend(store, person, slug, uid, after, "edited")
    return Edited(done=True, problems=tuple(problems))


def move_action(
    store: Store, by: Person | None, resolver: Resolver, slug: str, uid: str, place: PlaceChoice
) -> None:
    """Put an action at a point or in a city of the gazetteer; what its file said of the place stays with it."""
    there = chosen_place(resolver.gazetteer, place)
    if there is None:
        raise ActionMapError("There is no such place. Choose another one.")
    move_to(store, by, resolver, slug, uid, there)


def move_to(store: Store, by: Person | None, resolver: Resolver, slug: str, uid: str, there: Place) -> None:
    """Put an action at just this place."""
    person, action = may_change(store, by, slug, uid, trusted=True)
    text = place_text(action.submission.place)
    answer = as_answer(ChosenPlace(text, there))
    _amend(store, person, slug, uid, placed(action, answer, there, resolver), "moved")


def cancel_action(store: Store, by: Person | None, slug: str, uid: str) -> None:
    """Mark an action as cancelled; it stays on the map, so that nobody goes in vain."""
    person, action = may_change(store, by, slug, uid)
    _amend(store, person, slug, uid, replace(action, status=Status.CANCELLED), "cancelled")


def postpone_action(store: Store, by: Person | None, slug: str, uid: str, *, day: str = "") -> Edited:
    """Mark an action as postponed, to a day if there is one yet."""
    person, action = may_change(store, by, slug, uid)
    problems: list[RowProblem] = []
    after = replace(action, status=Status.POSTPONED)
    if day:
        submission, problems = edited(action.submission, {"day": day})
        if submission is None or any(problem.effect is not Effect.NOTE for problem in problems):
            return Edited(done=False, problems=tuple(problems))
        after = replace(after, submission=submission)
    _amend(store, person, slug, uid, after, "postponed")
    return Edited(done=True, problems=tuple(problems))


def action_history(store: Store, by: Person | None, slug: str, uid: str) -> list[Event]:
    """What happened to an action and who did it, the latest first."""
    person = require(by, slug, Role.ORGANISER)
    after = my_action(store, person, slug, uid)
    if after is None:
        raise NotAllowed("This action is another organiser's, or was taken off the map.")
    events = []
    for change in store.history(uid):
        changes = differences(change.before, after) if change.before and after else ()
        events.append(
            Event(
                change.changed_at,
                name_of(store, change.changed_by),
                change.import_id,
                change.before is None,
                changes,
                change.undone,
            )
        )
        after = change.before or after
    return events


def read_one(
    store: Store,
    resolver: Resolver,
    campaign: Campaign,
    fields: Mapping[str, str],
    place: PlaceChoice | None,
) -> tuple[ReceivedRow, tuple[Place, ...]]:
    """What becomes of one action that was typed in, and the candidates for its place."""
    submission, problems = read_fields(fields, campaign_day=campaign.day)
    if submission is None:
        return ReceivedRow(1, Outcome.REJECTED, dict(fields), tuple(problems)), ()
    answer = located(store, resolver, campaign, submission, place)
    country = answer.place.country_code if answer.place else ""
    private = privacy_notes(submission, country, {name: name for name in fields})
    found = (*problems, *problems_of_place(1, "", answer), *private)
    return judge(submission, single_key(), answer, found, campaign, resolver), answer.candidates


def upload_of(
    campaign: Campaign,
    row: ReceivedRow,
    fields: Mapping[str, str],
    source: Source,
    name: str,
    who: str | None,
) -> Upload:
    """The import of one row that was typed in."""
    said = hashlib.sha256(repr(sorted(fields.items())).encode("utf-8", "surrogatepass")).hexdigest()
    columns = {name: name for name in fields}
    return Upload(
        campaign,
        name,
        said,
        (row,),
        "UTF-8",
        imported_by=who,
        columns=columns,
        source=source,
        keeps_to_own=True,
    )


def located(
    store: Store, resolver: Resolver, campaign: Campaign, submission: Submission, choice: PlaceChoice | None
) -> Answer:
    """Where a submission is: as somebody chooses now, as somebody chose before, or as the resolver says."""
    text = place_text(submission.place)
    if choice is not None:
        place = chosen_place(resolver.gazetteer, choice)
        if place is None:
            return Answer(GeoStatus.NOT_FOUND, "There is no such place. Choose another one.")
        return as_answer(ChosenPlace(text, place))
    known = store.desk.remembered(campaign.slug).places.get(text_digest(text))
    return as_answer(known) if known else resolver.resolve(submission.place)


def placed(action: Action, answer: Answer, place: Place, resolver: Resolver) -> Action:
    """The action at this place, showing no more than before."""
    moved = replace(
        action,
        place=place,
        city=city_of(place, resolver),
        geocoding=" ".join((answer.reason, *answer.assumed)),
    )
    if place.country_code == action.place.country_code:
        return moved
    # Across a border the new country's default may show less than before, and never more.
    ladder = list(Visibility)
    return replace(
        moved, visibility=max(action.visibility, default_visibility(place.country_code), key=ladder.index)
    )


def may_change(
    store: Store, by: Person | None, slug: str, uid: str, *, trusted: bool = False
) -> tuple[Person, Action]:
    """Who it is, and the action, if they may change it.

    Raises:
        NotAllowed: it is another organiser's, or they are not trusted yet and have to be.
        ActionMapError: there is no such action any more.
    """
    person = require(by, slug, Role.ORGANISER)
    action = store.desk.action(slug, uid)
    if action is None:
        raise ActionMapError("There is no such action any more.")
    if not allows(person, slug, Role.MODERATOR):
        if store.desk.owners(slug).get(uid) != person.id:
            raise NotAllowed("This action is another organiser's. Ask a moderator.")
        if trusted and not is_trusted(person, slug):
            raise NotAllowed(
                "Until a moderator trusts your uploads you can cancel and postpone your actions. "
                "For anything else, upload the corrected file."
            )
    return person, action


def _amend(store: Store, person: Person, slug: str, uid: str, after: Action, what: str) -> None:
    if store.desk.amend(slug, uid, after, who=person.id):
        record(store, person, what, "action", uid, campaign=slug)
