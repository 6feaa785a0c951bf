"""Single actions: add, edit, move, cancel, postpone; and what happened to each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.accounts import Person, Role, allows, is_trusted, record, require, whose
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.ingest import read_fields
from dashboard.model import Action, Campaign, Place, Status, Visibility
from dashboard.publishing.beside import beside, names_of
from dashboard.publishing.change import Edited, Wish, change, located, plan
from dashboard.publishing.differences import FieldChange, differences
from dashboard.publishing.editing import by_hand
from dashboard.publishing.judging import judge
from dashboard.publishing.places import PlaceChoice, chosen_place
from dashboard.storage import Outcome, ReceivedRow, Search, Source, Store, Upload, single_key

_BY_HAND = "Added by hand"
_ANY = Search()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of an action, the latest first. One that was ``undone`` was taken back since."""

    at: datetime
    who: str
    import_id: int | None
    is_new: bool
    changes: tuple[FieldChange, ...]
    undone: bool


def my_actions(
    store: Store,
    by: Person | None,
    slug: str,
    search: Search = _ANY,
    *,
    first: int = 0,
    most: int | None = None,
) -> tuple[int, dict[str, Action]]:
    """How many actions this person may change, their own or all for a moderator, and at most so many, by when they are.

    They are as a list shows them: without contacts. `my_action` has all of one.
    """
    person = require(by, slug, Role.ORGANISER)
    with store.view():
        return store.desk.listed(slug, whose(person, slug), search, first=first, most=most)


def shown_of_mine(
    store: Store, by: Person | None, slug: str, *, most: int = 500
) -> tuple[dict[Visibility, int], list[tuple[Visibility, Action]]]:
    """How many of `my_actions` the public sees on each step, and at most so many of those of which it sees less."""
    person = require(by, slug, Role.ORGANISER)
    with store.view():
        return store.desk.steps(slug, whose(person, slug), most=most)


def my_action(store: Store, by: Person | None, slug: str, uid: str) -> Action | None:
    """One of `my_actions`, with all that is known of it; ``None`` if it is none of them."""
    person = require(by, slug, Role.ORGANISER)
    action = store.desk.action(slug, uid)
    is_mine = allows(person, slug, Role.MODERATOR) or store.desk.owner_of(slug, uid) == person.id
    return action if is_mine else None


def add_action(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    fields: Mapping[str, str],
    *,
    place: PlaceChoice | None = None,
    is_another: bool = False,
) -> Edited:
    """Put one action on the map, each field as a text; it waits for a moderator while they are not trusted.

    Where others in its city and hour may be the same, nothing is written unless somebody says that it ``is_another``.
    """
    person = require(by, slug, Role.ORGANISER)
    with store.transaction(slug):
        campaign = store.campaign(slug)
        row, candidates = read_one(store, resolver, campaign, fields, place, is_organiser=True)
        if row.action is None:
            return Edited(done=False, problems=row.problems, candidates=candidates)
        own = not allows(person, slug, Role.MODERATOR)
        twins = () if is_another else beside(store, slug, row.actions, person.id, keeps_to_own=own)
        if twins:
            return Edited(done=False, problems=row.problems, twins=tuple(twins))
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
    seen: Action | None = None,
) -> Edited:
    """Change fields of an action, each as a text. No later import takes this back.

    ``seen`` is the action that whoever edits it was shown: if it is another one by now, nothing is written.

    Raises:
        NotAllowed: it is another organiser's, or they are not trusted yet.
        ActionMapError: there is no such action any more.
    """
    return _changed(store, by, resolver, slug, uid, Wish(fields, place), "edited", seen=seen)


def move_action(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    uid: str,
    place: PlaceChoice,
    *,
    seen: Action | None = None,
) -> Edited:
    """Put an action at a point or in a city of the gazetteer; what its file said of the place stays with it."""
    there = chosen_place(resolver.gazetteer, place)
    if there is None:
        raise ActionMapError("no_such_place")
    return _changed(store, by, resolver, slug, uid, Wish(there=there), "moved", seen=seen)


def cancel_action(
    store: Store, by: Person | None, slug: str, uid: str, *, seen: Action | None = None
) -> Edited:
    """Mark an action as cancelled; it stays on the map, so that nobody goes in vain."""
    return _changed(store, by, None, slug, uid, Wish(status=Status.CANCELLED), "cancelled", seen=seen)


def postpone_action(
    store: Store, by: Person | None, slug: str, uid: str, *, day: str = "", seen: Action | None = None
) -> Edited:
    """Mark an action as postponed, to a day if there is one yet: that is new to the public, as in an edit."""
    wish = Wish({"day": day} if day else {}, status=Status.POSTPONED)
    return _changed(store, by, None, slug, uid, wish, "postponed", seen=seen)


def _changed(
    store: Store,
    by: Person | None,
    resolver: Resolver | None,
    slug: str,
    uid: str,
    wish: Wish,
    what: str,
    *,
    seen: Action | None,
) -> Edited:
    """Change an action as somebody wishes, if they may; who is not trusted yet can only say that it is off."""
    with store.transaction(slug):
        is_off = wish.status is not None and wish == Wish(status=wish.status)
        person, action = may_change(store, by, slug, uid, trusted=not is_off)
        if action.status is Status.CANCELLED and wish.status is Status.POSTPONED:
            may_change(store, by, slug, uid, trusted=True)  # that would take it up again
        planned = plan(store, resolver, store.campaign(slug), action, wish)
        return change(store, person, slug, uid, planned, what, seen=seen)


def action_history(store: Store, by: Person | None, slug: str, uid: str) -> list[Event]:
    """What happened to an action and who did it, the latest first."""
    with store.view():
        after = my_action(store, by, slug, uid)
        if after is None:
            raise NotAllowed("action_of_other_or_gone")
        events, history = [], store.history(uid)
        names = names_of(store, (entry.changed_by for entry in history))
    for entry in history:
        changes = differences(entry.before, after) if entry.before and after else ()
        events.append(
            Event(
                entry.changed_at,
                names[entry.changed_by],
                entry.import_id,
                entry.before is None,
                changes,
                entry.undone,
            )
        )
        after = entry.before or after
    return events


def read_one(
    store: Store,
    resolver: Resolver,
    campaign: Campaign,
    fields: Mapping[str, str],
    place: PlaceChoice | None,
    *,
    is_organiser: bool = False,
) -> tuple[ReceivedRow, tuple[Place, ...]]:
    """What becomes of one action that was typed in, and the candidates for its place."""
    submission, problems = read_fields(fields, campaign_day=campaign.day)
    problems = by_hand(problems) if is_organiser else problems
    if submission is None:
        return ReceivedRow(1, Outcome.REJECTED, dict(fields), tuple(problems)), ()
    answer = located(store, resolver, campaign, submission, place)
    columns = {name: name for name in fields}
    row = judge(submission, single_key(), answer, problems, campaign, resolver, columns=columns)
    return row, answer.candidates


def upload_of(
    campaign: Campaign,
    row: ReceivedRow,
    fields: Mapping[str, str],
    source: Source,
    name: str,
    who: str | None,
) -> Upload:
    """The import of one row that was typed in."""
    said = hashlib.sha256(json.dumps(dict(fields), sort_keys=True).encode()).hexdigest()
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
        raise ActionMapError("no_such_action")
    if not allows(person, slug, Role.MODERATOR):
        if store.desk.owner_of(slug, uid) != person.id:
            raise NotAllowed("action_of_other")
        if trusted and not is_trusted(person, slug):
            raise NotAllowed("trust_to_edit")
    return person, action
