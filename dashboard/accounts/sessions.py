"""Who is signed in where. A session is a row, so ending it ends it everywhere, at the next look."""

from __future__ import annotations

from dashboard.accounts.keys import digest
from dashboard.accounts.people import Person, somebody, to_person
from dashboard.storage import Store
from dashboard.storage.accounts_values import Session


def who(store: Store, token: str, *, touch: bool = True) -> Person | None:
    """Whose session this is, with the roles that they have now; ``None`` if it is nobody's, or has ended.

    A page that asks by itself every few seconds passes ``touch=False``: that is no use of the session, so a
    forgotten tab does not keep it open.
    """
    found = store.accounts.session_person(digest(token), touch=touch) if token else None
    return to_person(found[1]) if found else None


def may_upload(store: Store, token: str) -> bool:
    """Whether this is the session of somebody who may upload to some campaign."""
    person = who(store, token)
    return person is not None and bool(person.memberships)


def my_session(store: Store, token: str) -> Session | None:
    """The session itself, so that a list of them can mark it."""
    found = store.accounts.session_person(digest(token), touch=False) if token else None
    return found[0] if found else None


def my_sessions(store: Store, by: Person | None) -> list[Session]:
    """Where this person is signed in, the latest used first."""
    return store.accounts.sessions(somebody(by).id)


def revoke(store: Store, by: Person | None, session_id: str) -> None:
    """Ends one of one's own sessions; that of anybody else is left alone."""
    person = somebody(by)
    with store.transaction():
        if store.accounts.revoke_sessions(person.id, only=session_id):
            store.accounts.record(person.id, "session ended", "person", person.id)


def sign_out(store: Store, token: str) -> None:
    """Ends the session of this token, if there is one."""
    if token:
        store.accounts.end_session(digest(token))
