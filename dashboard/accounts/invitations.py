"""Invitations: a link that gives one role to one address, once, within a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from dashboard.accounts.keys import digest, new_token
from dashboard.accounts.passwords import check_password, hash_password
from dashboard.accounts.people import EVERYWHERE, OPERATOR, Person, require
from dashboard.accounts.signing_in import Door, open_session, tidy
from dashboard.errors import ActionMapError, InvitationInvalid, NotAllowed
from dashboard.storage import Store
from dashboard.storage.accounts_values import NAMED_BY, Invitation, Role

VALID: Final = timedelta(hours=24)
_EMAIL: Final = re.compile(r"[^@\s<>()\"',;:]+@[^@\s<>()\"',;:]+\.[^@\s<>()\"',;:]+")
_LONGEST_EMAIL: Final = 254
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What the link says to whoever opens it; ``is_known`` where its address has an account already."""

    email: str
    campaign: str
    role: Role
    is_known: bool
    resets: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation in a list; ``invited_by`` is a name, and ``""`` for the command line."""

    id: str
    email: str
    role: Role
    invited_by: str
    until: datetime


def invite(
    store: Store, by: Person | None, email: str, campaign: str, role: Role, *, resets: bool = False
) -> str:
    """Makes the token of a link for this address: a role in a campaign, or everywhere.

    ``resets`` lets the owner of an account choose a new password instead. That is for the operator alone,
    since whoever holds such a link can enter as somebody else.

    Raises:
        NotAllowed: only administrators of the campaign may.
        UnknownCampaign: there is no such campaign.
    """
    person = require(by, campaign, Role.ADMINISTRATOR)
    if resets and person != OPERATOR:
        raise NotAllowed()
    if campaign != EVERYWHERE:
        store.campaign(campaign)
    email = tidy(email)
    if not _EMAIL.fullmatch(email) or len(email) > _LONGEST_EMAIL:
        raise ActionMapError("no_address")
    if resets and store.accounts.person_by_email(email) is None:
        raise ActionMapError("no_such_account", email=email)
    token = new_token()
    invitation = Invitation(email, campaign, role, person.id, datetime.now(UTC) + VALID, resets)
    which = digest(token)[:NAMED_BY]
    with store.transaction():
        store.accounts.add_invitation(digest(token), invitation)
        store.accounts.record(person.id, f"invited as {role}", "invitation", which, campaign=campaign)
    return token


def invited(store: Store, by: Person | None, campaign: str) -> list[Invited]:
    """The open invitations to a campaign. For its administrators."""
    require(by, campaign, Role.ADMINISTRATOR)
    found = store.accounts.invitations(campaign)
    names = store.accounts.names({one.invited_by for one in found.values()})
    return [
        Invited(which, one.email, one.role, names.get(one.invited_by, ""), one.expires_at)
        for which, one in found.items()
    ]


def withdraw(store: Store, by: Person | None, campaign: str, invitation_id: str) -> None:
    """Ends an open invitation: its link opens nothing any more. For administrators of the campaign.

    Raises:
        ActionMapError: it was used, has expired or was withdrawn already.
    """
    person = require(by, campaign, Role.ADMINISTRATOR)
    with store.transaction():
        if not store.accounts.withdraw(campaign, invitation_id):
            raise ActionMapError("invitation_closed")
        store.accounts.record(
            person.id, "invitation withdrawn", "invitation", invitation_id, campaign=campaign
        )


def look_up(store: Store, token: str) -> OpenInvitation:
    """What a link says.

    Raises:
        InvitationInvalid: it was used, has expired or was never made.
    """
    found = store.accounts.invitation(digest(token))
    if found is None:
        raise InvitationInvalid()
    is_known = store.accounts.person_by_email(found.email) is not None
    return OpenInvitation(found.email, found.campaign, found.role, is_known, found.resets)


def accept(
    store: Store, door: Door, token: str, *, by: Person | None = None, name: str = "", password: str = ""
) -> str | None:
    """Uses a link up. Somebody new chooses a name and a password; who has an account must be signed in to it.

    Returns:
        The token of a new session, or ``None`` where ``by`` goes on with theirs.

    Raises:
        InvitationInvalid: it was used, has expired or was never made.
        NotAllowed: the account of this address is somebody else's than who is signed in.
        PasswordRefused: the password would be easy to guess.
    """
    found = look_up(store, token)
    if found.is_known and not found.resets:
        if by is None or by.email != found.email:
            raise NotAllowed("invitation_of_other")
        with store.transaction():
            _use(store, token, found)
        return None
    known = store.accounts.person_by_email(found.email)
    name = (known.name if known else " ".join(name.split())[:_LONGEST_NAME]) or found.email.partition("@")[0]
    check_password(password, email=found.email, name=name)
    hashed = hash_password(password)
    with store.transaction():
        return open_session(store, door, _use(store, token, found, name=name, password=hashed))


def _use(store: Store, token: str, said: OpenInvitation, *, name: str = "", password: str = "") -> str:
    person = store.accounts.accept(digest(token), name=name, password=password)
    if person is None:
        raise InvitationInvalid()
    which = digest(token)[:NAMED_BY]
    store.accounts.record(person, "invitation accepted", "invitation", which, campaign=said.campaign)
    return person
