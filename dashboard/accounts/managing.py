"""What administrators and moderators do with the people of a campaign, and the log of what everybody did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.accounts.people import OPERATOR, Person, require
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.storage import Store
from dashboard.storage.accounts_values import AuditEntry, Membership, PersonRecord, Role


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
    """Gives a member another role. For administrators of the campaign."""
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        _keep_an_administrator(person, member, role)
        store.accounts.set_membership(member.id, replace(_membership(member, campaign), role=role))
        store.accounts.record(person.id, f"made {role}", "person", member.id, campaign=campaign)


def set_trusted(store: Store, by: Person | None, person_id: str, campaign: str, *, trusted: bool) -> None:
    """Says whether a member's uploads go public without a look at them first. For moderators."""
    person = require(by, campaign, Role.MODERATOR)
    what = "trusted" if trusted else "trusted no more"
    with store.transaction():
        member = _member(store, person_id, campaign)
        store.accounts.set_membership(member.id, replace(_membership(member, campaign), trusted=trusted))
        store.accounts.record(person.id, what, "person", member.id, campaign=campaign)


def end_membership(store: Store, by: Person | None, person_id: str, campaign: str) -> None:
    """Takes a member's role away, from their next look at a page on. For administrators of the campaign."""
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        _keep_an_administrator(person, member, None)
        store.accounts.end_membership(member.id, campaign)
        store.accounts.record(person.id, "membership ended", "person", member.id, campaign=campaign)


def sign_out_everywhere(store: Store, by: Person | None, person_id: str, campaign: str) -> None:
    """Ends all sessions of a member, such as of a lost phone. For administrators of the campaign."""
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        member = _member(store, person_id, campaign)
        store.accounts.revoke_sessions(member.id)
        store.accounts.record(person.id, "signed out everywhere", "person", member.id, campaign=campaign)


def record(store: Store, by: Person, what: str, object_kind: str, object_id: str, *, campaign: str) -> None:
    """Writes down what somebody did to which object, such as ``"published", "import", "12"``; no contents.

    To be called within the `Store.transaction` of what it tells.
    """
    store.accounts.record(by.id, what, object_kind, object_id, campaign=campaign)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log as people read it: ``about`` names the person, file, action or address that it was about."""

    at: datetime
    who: str
    what: str
    kind: str
    about: str


def what_was_done(store: Store, by: Person | None, campaign: str, *, limit: int = 200) -> list[Deed]:
    """The log with names in place of ids, the latest first. For administrators of the campaign.

    The log itself holds no name: who or what is gone since then is named by its id.
    """
    entries = audit_log(store, by, campaign, limit=limit)
    named = store.desk.names_in_log(campaign, entries)
    people = store.accounts.names({entry.who for entry in entries} | _ids(entries, "person"))
    people[OPERATOR.id] = OPERATOR.name
    emails = {one.id: one.invitation.email for one in store.accounts.invitations(campaign)}
    by_kind = {"person": people, "invitation": emails, **named}
    return [
        Deed(
            one.at,
            people.get(one.who, one.who),
            one.what,
            one.object_kind,
            by_kind.get(one.object_kind, {}).get(one.object_id, one.object_id),
        )
        for one in entries
    ]


def _ids(entries: list[AuditEntry], kind: str) -> set[str]:
    return {entry.object_id for entry in entries if entry.object_kind == kind}


def audit_log(store: Store, by: Person | None, campaign: str, *, limit: int = 200) -> list[AuditEntry]:
    """Who did what, the latest first. For administrators of the campaign."""
    require(by, campaign, Role.ADMINISTRATOR)
    return store.accounts.audit_log(campaign, limit=limit)


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
