"""Getting in: by password and perhaps a code, or by a provider that has verified the address.

Whoever tries learns only whether they got in. An account that is not there is asked for its password all the
same, with the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from dashboard.accounts import second_factor
from dashboard.accounts.keys import digest, keyed, network, new_token
from dashboard.accounts.passwords import hash_password, is_outdated, matches
from dashboard.errors import NotAllowed, SignInRefused, TooManyAttempts
from dashboard.storage import Store

MOST_FAILURES: Final = 5
MOST_OF_AN_ADDRESS: Final = 100
"""An office, a campus or a relay is one address to us: it is stopped when it tries accounts one after the other."""
WINDOW: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Door:
    """How an installation lets people in: the key of the digests of addresses, and how long a session lasts."""

    key: bytes
    idle: timedelta
    longest: timedelta


def sign_in(store: Store, door: Door, email: str, password: str, code: str, *, address: str) -> str:
    """Opens a session with a password, and a code where the account has a second factor.

    Args:
        store: where accounts are kept.
        door: the key and the length of sessions.
        email: the address of the account, in any case.
        password: the password.
        code: six digits, or nothing where there is no second factor.
        address: the visitor's; a keyed digest of it is kept for 15 minutes if they fail.

    Returns:
        The session's token, for a cookie.

    Raises:
        TooManyAttempts: in 15 minutes it was wrong five times for this account, or a hundred times from this address.
        SignInRefused: it is wrong; nobody is told which part, or whether there is such an account.
    """
    email = tidy(email)
    attempt = count_attempt(store, door, email, address)
    person = store.accounts.person_by_email(email)
    is_password = matches(password, person.password if person else "")
    anew = hash_password(password) if person and is_password and is_outdated(person.password) else ""
    with store.transaction():
        # The code is used up only by whoever knows the password.
        if not second_factor.is_right(store, person if is_password else None, code) or not is_password:
            raise SignInRefused()
        assert person is not None  # noqa: S101  # nobody has no password
        store.accounts.forgive(attempt)
        if anew:
            store.accounts.set_password(person.id, anew)
        return open_session(store, door, person.id)


def sign_in_verified(store: Store, door: Door, email: str, *, name: str) -> str:
    """Opens a session for whoever a provider knows to own this address, if they were invited.

    Raises:
        NotAllowed: nobody of this address has an account or an open invitation.
    """
    email = tidy(email)
    with store.transaction():
        for invitation in store.accounts.open_invitations(email):
            accepted = store.accounts.accept(invitation, name=name.strip() or email)
            if accepted:
                store.accounts.record(accepted, "invitation accepted", "person", accepted)
        person = store.accounts.person_by_email(email)
        if person is None or not person.memberships:
            raise NotAllowed("not_invited")
        return open_session(store, door, person.id)


def open_session(store: Store, door: Door, person_id: str) -> str:
    """A new session of this person; its token is kept as a digest. To be called within `Store.transaction`."""
    token = new_token()
    store.accounts.add_session(digest(token), person_id, idle=door.idle, longest=door.longest)
    store.accounts.record(person_id, "signed in", "person", person_id)
    return token


def count_attempt(store: Store, door: Door, email: str, address: str) -> tuple[int, ...]:
    """Counts an attempt as failed until it is forgiven.

    Raises:
        TooManyAttempts: in 15 minutes there were five for the account, or a hundred from the address.
    """
    account, visitor = keyed(door.key, "account", email), keyed(door.key, "address", network(address))
    return _counted(store, {account: MOST_FAILURES, visitor: MOST_OF_AN_ADDRESS})


def count_confirmation(store: Store, door: Door, person_id: str, address: str) -> tuple[int, ...]:
    """Counts an attempt of somebody who is signed in. What others try, at the sign-in or elsewhere, never locks them.

    Raises:
        TooManyAttempts: there were five of theirs from this address in 15 minutes.
    """
    whose = f"{person_id} {network(address)}"
    return _counted(store, {keyed(door.key, "confirmation", whose): MOST_FAILURES})


def _counted(store: Store, most: Mapping[str, int]) -> tuple[int, ...]:
    attempt = store.accounts.attempt(most, window=WINDOW)
    if attempt is None:
        raise TooManyAttempts()
    return attempt


def tidy(email: str) -> str:
    """An address as it is kept."""
    return email.strip().casefold()
