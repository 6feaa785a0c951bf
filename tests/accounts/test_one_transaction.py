"""What people do with accounts and what the log says of it stand together, or neither of them."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest
from argon2 import PasswordHasher

from dashboard import accounts
from dashboard.accounts import OPERATOR, Person, Role, passwords
from dashboard.accounts.invitations import invited
from dashboard.storage import Store
from tests.accounts.conftest import DOOR, PASSWORD, Join
from tests.storage.failing import holds_or_is_as_before
from tests.storage.samples import CAMPAIGN

SLUG = CAMPAIGN.slug
SECRET = pyotp.random_base32()
HERE = "203.0.113.9"
NEW = "another row of good words"


def code() -> str:
    return pyotp.TOTP(SECRET).now()


def set_up(store: Store, by: Person) -> None:
    accounts.use_second_factor(store, DOOR, by, PASSWORD, SECRET, code(), address=HERE)


def accept(store: Store, by: Person | None) -> None:
    accounts.accept(store, DOOR, TOKENS["known" if by else "new"], by=by, name="Cyd", password=PASSWORD)


TOKENS: dict[str, str] = {}
"""The links that were made for a test."""
UseCase = Callable[[Store, Person, Person], object]
USE_CASES: dict[str, UseCase] = {
    "sign in": lambda s, head, ada: accounts.sign_in(s, DOOR, ada.email, PASSWORD, "", address=HERE),
    "sign in, by a provider": lambda s, head, ada: accounts.sign_in_verified(
        s, DOOR, "new@example.org", name="N"
    ),
    "invite": lambda s, head, ada: accounts.invite(s, head, "dan@example.org", SLUG, Role.ORGANISER),
    "withdraw": lambda s, head, ada: accounts.withdraw(s, head, SLUG, invited(s, head, SLUG)[0].id),
    "accept, new here": lambda s, head, ada: accept(s, None),
    "accept, known here": lambda s, head, ada: accept(s, ada),
    "another role": lambda s, head, ada: accounts.set_role(s, head, ada.id, SLUG, Role.MODERATOR),
    "trust": lambda s, head, ada: accounts.set_trusted(s, head, ada.id, SLUG, trusted=True),
    "no member": lambda s, head, ada: accounts.end_membership(s, head, ada.id, SLUG),
    "signed out everywhere": lambda s, head, ada: accounts.sign_out_everywhere(s, head, ada.id, SLUG),
    "another password": lambda s, head, ada: accounts.change_password(
        s, DOOR, ada, PASSWORD, NEW, token="", address=HERE
    ),
    "second factor": lambda s, head, ada: set_up(s, ada),
    "no second factor": lambda s, head, ada: accounts.end_second_factor(s, DOOR, ada, PASSWORD, address=HERE),
    "one session": lambda s, head, ada: accounts.revoke(s, ada, accounts.my_sessions(s, ada)[0].id),
}


@pytest.mark.parametrize("name", USE_CASES)
def test_what_fails_anywhere_leaves_everything_as_it_was(store: Store, join: Join, name: str) -> None:
    head, ada = join("head", Role.ADMINISTRATOR), join()
    for who, email in {"new": "new@example.org", "known": ada.email}.items():
        TOKENS[who] = accounts.invite(store, OPERATOR, email, SLUG, Role.ORGANISER)
    holds_or_is_as_before(store, lambda: USE_CASES[name](store, head, ada))


def test_a_code_is_not_used_up_by_a_sign_in_that_failed(
    store: Store, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join()
    set_up(store, ada)
    dearer = PasswordHasher(
        time_cost=2, memory_cost=8, parallelism=1
    )  # so that the hash is made anew besides
    monkeypatch.setattr(passwords, "_hasher", dearer)
    holds_or_is_as_before(
        store, lambda: accounts.sign_in(store, DOOR, ada.email, PASSWORD, code(), address=HERE)
    )


def test_an_entry_of_the_log_is_never_written_alone(store: Store) -> None:
    with pytest.raises(RuntimeError, match="the transaction of a use case"):
        store.accounts.record("ada", "published", "import", "1", campaign=SLUG)
