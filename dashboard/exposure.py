"""The use cases of showing more or less of one action: who may decide it, and who has to agree.

Showing less takes one person. Where taking part can be dangerous, showing more than the city takes an
organiser who asks and a moderator who is somebody else and agrees to just what was asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.accounts import Person, Role, allows, is_trusted, record, require
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.model import Action, Approval, Exposure, Visibility
from dashboard.safety import approval_digest, is_approval_of, needs_approval
from dashboard.storage import Store

LONGEST_WAIT_DAYS: Final = 3_650
LONGEST_NAME: Final = 100
_LADDER: Final = tuple(Visibility)
_MORE_THAN_A_CITY: Final = (Visibility.EXACT, Visibility.AREA)


def decide_exposure(
    store: Store,
    by: Person | None,
    action: Action,
    visibility: Visibility,
    exposure: Exposure,
) -> bool:
    """Shows an action as an organiser decides; in a dangerous country no more than was approved.

    What is decided outlasts every import. An approval is for what people saw: it lapses if this changes.

    Returns:
        Whether anything public changed.

    Raises:
        NotAllowed: they are no organiser of the campaign, it is another organiser's action, or it would show
            more of it and they are not trusted yet.
        ActionMapError: what they decided cannot be done; the sentence says why.
    """
    person = require(by, action.campaign, Role.ORGANISER)
    _check(exposure)
    with store.transaction(action.campaign):
        uid, standing = _as_seen(store, action)
        decided = replace(standing.exposure, approval=None)
        if (standing.visibility, decided) != (action.visibility, replace(action.exposure, approval=None)):
            raise ActionMapError("changed_since")  # less may be shown by now, for a reason
        same = replace(exposure, approval=None) == decided
        shows_more = _LADDER.index(visibility) < _LADDER.index(standing.visibility)
        _may_decide(store, person, uid, standing, trusted=not same or shows_more)
        changed = store.decide_exposure(
            standing.campaign, uid, visibility, replace(exposure, approval=None), who=person.id
        )
        record(store, person, f"shown as {visibility}", "action", uid, campaign=standing.campaign)
    return changed


def ask_exposure(
    store: Store,
    by: Person | None,
    action: Action,
    level: Visibility = Visibility.EXACT,
    exposure: Exposure | None = None,
) -> None:
    """An organiser confirms that an action in a dangerous country shall be shown at ``level``: exact or area.

    With ``exposure`` this is decided of it in the same moment, as by `decide_exposure`.

    Nothing is shown by this: somebody else has to agree, see `approve_exposure`.

    Raises:
        NotAllowed: they are no organiser of the campaign.
        ActionMapError: there is nothing to ask for, or the action has changed since they looked.
    """
    person = require(by, action.campaign, Role.ORGANISER)
    with store.transaction(action.campaign):
        if exposure is not None:
            decide_exposure(store, person, action, level, exposure)
            action = replace(action, exposure=exposure)
        uid, standing = _as_seen(store, action)
        _may_decide(store, person, uid, standing, trusted=True)
        if not needs_approval(standing) or level not in _MORE_THAN_A_CITY:
            raise ActionMapError("needs_no_approval")
        store.decide_exposure(standing.campaign, uid, level, standing.exposure, who=person.id)
        store.ask_approval(standing.campaign, uid, level, approval_digest(standing), who=person.id)
        record(store, person, f"asked to show as {level}", "action", uid, campaign=standing.campaign)


def asked_to_show(store: Store, by: Person | None, slug: str) -> dict[str, Action]:
    """The actions of which somebody asks to show more, as they are now, by public name. For moderators."""
    require(by, slug, Role.MODERATOR)
    with store.view():
        found = store.desk.asked_to_show(slug)
    return {uid: action for uid, action in found.items() if is_open(action, action.exposure.approval)}


def is_open(action: Action, approval: Approval | None) -> bool:
    """Whether somebody asks to show it as it is now, and nobody has agreed yet."""
    return approval is not None and not approval.approved_by and is_approval_of(approval.of, action)


def approve_exposure(store: Store, by: Person | None, action: Action) -> None:
    """A moderator who did not ask agrees that an action in a dangerous country is shown as was asked.

    Raises:
        NotAllowed: they are no moderator of the campaign, or asked themselves.
        ActionMapError: nobody asked, or the action has changed since.
    """
    person = require(by, action.campaign, Role.MODERATOR)
    with store.transaction(action.campaign):
        uid, standing = _as_seen(store, action)
        asked = standing.exposure.approval
        if asked is None:
            raise ActionMapError("nobody_asks")
        seen = action.exposure.approval
        if seen is not None and seen.level is not asked.level:
            raise ActionMapError("changed_since")
        if asked.asked_by == person.id:
            raise NotAllowed("asked_yourself")
        of = asked.of if is_approval_of(asked.of, standing) else approval_digest(standing)
        if not store.approve(standing.campaign, uid, asked.level, of, who=person.id):
            raise ActionMapError("changed_since_asked")
        record(store, person, f"approved to show as {asked.level}", "action", uid, campaign=standing.campaign)


def withdraw_exposure(store: Store, by: Person | None, action: Action) -> None:
    """Takes back what was asked or approved: in a dangerous country, only the city is shown from now on.

    Raises:
        NotAllowed: they are no organiser of the campaign.
    """
    person = require(by, action.campaign, Role.ORGANISER)
    with store.transaction(action.campaign):
        uid, standing = _standing(store, action)
        _may_decide(store, person, uid, standing, trusted=False)
        store.withdraw_approval(standing.campaign, uid)
        record(store, person, "approval withdrawn", "action", uid, campaign=standing.campaign)


def _may_decide(store: Store, person: Person, uid: str, standing: Action, *, trusted: bool) -> None:
    """Organisers decide about their own actions, and show more only once they are trusted; moderators about all."""
    if allows(person, standing.campaign, Role.MODERATOR):
        return
    if store.desk.owner_of(standing.campaign, uid) != person.id:
        raise NotAllowed("action_of_other")
    if trusted and not is_trusted(person, standing.campaign):
        raise NotAllowed("trust_to_show_more")


def _check(exposure: Exposure) -> None:
    if exposure.reveal_at is not None and exposure.reveal_at.tzinfo is None:
        raise ActionMapError("reveal_zone_missing")
    if exposure.coarsen_after is not None and not 0 <= exposure.coarsen_after <= LONGEST_WAIT_DAYS:
        raise ActionMapError("coarsen_days", most=LONGEST_WAIT_DAYS)
    if len(exposure.neighbourhood) > LONGEST_NAME:
        raise ActionMapError("neighbourhood_too_long", n=LONGEST_NAME)


def _as_seen(store: Store, action: Action) -> tuple[str, Action]:
    """The action with its public name, if it still says what somebody decides about.

    Raises:
        ActionMapError: it has changed.
    """
    uid, standing = _standing(store, action)
    if approval_digest(standing) != approval_digest(action):
        raise ActionMapError("changed_since")
    return uid, standing


def _standing(store: Store, action: Action) -> tuple[str, Action]:
    found = store.find_action(action.campaign, action.key)
    if found is None:
        raise ActionMapError("action_gone")
    return found
