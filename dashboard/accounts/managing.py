"""What administrators and moderators do with the people of a campaign."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.accounts.log import record
from dashboard.accounts.people import Person, require
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.storage import Store
from dashboard.storage.accounts_values import Membership, PersonRecord, Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a campaign."""

    id: str
    email: str
    name: str
    role: Role
    trusted: bool


def members(store: Store, by: Person | None, campaign: str) -> list[Member]:
    """Who has a role in the campaign, by name. For its moderators and administrators."""
    require(by, campaign, Role.MODERATOR)
    found = ((one, _membership(one, campaign)) for one in store.accounts.members(campaign))
    return [Member(one.id, one.email, one.name, held.role, held.trusted) for one, held in found]


def set_role(store: Store, by: Person | None, person_id: str, campaign: str, role: Role) -> None:
    """Gives a member another role. For administrators of the campaign.

    Who administers a campaign no more lets nobody into it: their open invitations to it end.
    """
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        _keep_an_administrator(person, member, role)
        store.accounts.set_membership(member.id, replace(_membership(member, campaign), role=role))
        store.accounts.end_invitations(member.id)
        record(store, person, f"made {role}", "person", member.id, campaign=campaign)


def set_trusted(store: Store, by: Person | None, person_id: str, campaign: str, *, trusted: bool) -> None:
    """Says whether a member's uploads go public without a look at them first. For moderators."""
    person = require(by, campaign, Role.MODERATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        store.accounts.set_membership(member.id, replace(_membership(member, campaign), trusted=trusted))
        record(
            store, person, "trusted" if trusted else "trusted no more", "person", member.id, campaign=campaign
        )


def end_membership(store: Store, by: Person | None, person_id: str, campaign: str) -> None:
    """Takes a member's role away, from their next look at a page on, and what they have invited to by it.

    For administrators of the campaign.
    """
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        _keep_an_administrator(person, member, None)
        store.accounts.end_membership(member.id, campaign)
        store.accounts.end_invitations(member.id)
        record(store, person, "membership ended", "person", member.id, campaign=campaign)


def sign_out_everywhere(store: Store, by: Person | None, person_id: str, campaign: str) -> None:
    """Ends all sessions of a member, such as of a lost phone. For administrators of the campaign."""
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        store.accounts.revoke_sessions(member.id)
        record(store, person, "signed out everywhere", "person", member.id, campaign=campaign)


def _member(store: Store, person_id: str, campaign: str) -> PersonRecord:
    found = store.accounts.person(person_id)
    if found is None or not any(one.campaign == campaign for one in found.memberships):
        raise ActionMapError("no_member_any_more")
    return found


def _membership(person: PersonRecord, campaign: str) -> Membership:
    return next(one for one in person.memberships if one.campaign == campaign)


def _keep_an_administrator(by: Person, member: PersonRecord, role: Role | None) -> None:
    """Nobody takes their own administration away by mistake: the campaign might be left without."""
    if by.id == member.id and role is not Role.ADMINISTRATOR:
        raise NotAllowed("own_administration")
