"""What people change of their own account. Each asks for the password again: an open laptop is not its owner."""

from __future__ import annotations

from dashboard.accounts import second_factor
from dashboard.accounts.keys import digest
from dashboard.accounts.passwords import check_password, hash_password, matches
from dashboard.accounts.people import Person, somebody
from dashboard.accounts.signing_in import Door, count_confirmation
from dashboard.errors import SignInRefused
from dashboard.storage import Store


def change_password(
    store: Store, door: Door, by: Person | None, old: str, new: str, *, token: str, address: str
) -> None:
    """Changes the password, and ends all sessions but that of ``token``.

    Raises:
        SignInRefused: the old password is not right, or was wrong too often.
        PasswordRefused: the new one would be easy to guess.
    """
    person = _confirmed(store, door, by, old, address)
    check_password(new, email=person.email, name=person.name)
    hashed = hash_password(new)
    with store.transaction():
        store.accounts.set_password(person.id, hashed)
        store.accounts.revoke_sessions(person.id, except_token=digest(token))
        store.accounts.record(person.id, "password changed", "person", person.id)


def waiting_second_factor(
    store: Store, by: Person | None, *, issuer: str, anew: bool = False
) -> tuple[str, str]:
    """The secret that waits to be confirmed, and its address for a picture that an app can read.

    Both are the same until then, unless one asks anew.
    """
    by = somebody(by)
    secret = store.accounts.waiting_factor(by.id, second_factor.new_secret(), anew=anew)
    return secret, second_factor.address(secret, by.email, issuer=issuer)


def use_second_factor(
    store: Store, door: Door, by: Person | None, password: str, secret: str, code: str, *, address: str
) -> None:
    """Asks for a code at each sign-in from now on; the first one proves that the app is set up.

    Raises:
        SignInRefused: the password or the code is not right, or was wrong too often.
    """
    person = _confirmed(store, door, by, password, address)
    if second_factor.half_minute_of(code, secret) is None:
        raise SignInRefused("code_wrong")
    with store.transaction():
        store.accounts.set_second_factor(person.id, secret)
        store.accounts.record(person.id, "second factor set up", "person", person.id)


def end_second_factor(store: Store, door: Door, by: Person | None, password: str, *, address: str) -> None:
    """Asks for no code any more.

    Raises:
        SignInRefused: the password is not right, or was wrong too often.
    """
    person = _confirmed(store, door, by, password, address)
    with store.transaction():
        store.accounts.set_second_factor(person.id, "")
        store.accounts.record(person.id, "second factor ended", "person", person.id)


def _confirmed(store: Store, door: Door, by: Person | None, password: str, address: str) -> Person:
    by = somebody(by)
    attempt = count_confirmation(store, door, by.id, address)
    known = store.accounts.person(by.id)
    if known is None or not matches(password, known.password):
        raise SignInRefused("password_wrong")
    store.accounts.forgive(attempt)
    return by
