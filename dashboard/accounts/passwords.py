"""Passwords: argon2id, a minimum that keeps out what is guessed first, and the same work for every attempt."""

from __future__ import annotations

import threading
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.accounts.keys import new_token
from dashboard.errors import PasswordRefused

SHORTEST: Final = 12
_LONGEST: Final = 1000
_FEWEST_DIFFERENT: Final = 5
_SHORTEST_NAME: Final = 4
_hasher: Final = PasswordHasher()
_working: Final = threading.BoundedSemaphore(2)
"""Each takes 64 MiB and a tenth of a second: however many knock, the server keeps its memory."""


class Weakness(StrEnum):
    """Why a new password would be easy to guess, or could not be used."""

    TOO_SHORT = "password_too_short"
    TOO_LONG = "password_too_long"
    TOO_PLAIN = "password_too_plain"
    HOLDS_NAME = "password_holds_name"


def check_password(password: str, *, email: str, name: str) -> None:
    """Refuses a new password that would be guessed first.

    Raises:
        PasswordRefused: the code is one of `Weakness`.
    """
    weakness = _weakness(_normal(password), [*email.split("@"), email, name, *name.split()])
    if weakness:
        raise PasswordRefused(weakness.value)


def hash_password(password: str) -> str:
    """The argon2id hash to keep of a password."""
    with _working:
        return _hasher.hash(_bytes(password))


def matches(password: str, hashed: str) -> bool:
    """Whether this is the password; without a hash it is not, and finding out takes as long."""
    with _working:
        try:
            return _hasher.verify(hashed or _nobody_s(), _bytes(password[: 2 * _LONGEST])) and bool(hashed)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(hashed: str) -> bool:
    """Whether the hash was made with less work than we ask for now."""
    return _hasher.check_needs_rehash(hashed)


@cache
def _nobody_s() -> str:
    return _hasher.hash(new_token())


def _weakness(password: str, names: list[str]) -> Weakness | None:
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > _LONGEST:
        return Weakness.TOO_LONG
    if len(set(password)) < _FEWEST_DIFFERENT:
        return Weakness.TOO_PLAIN
    folded = password.casefold()
    if any(len(one) >= _SHORTEST_NAME and _normal(one).casefold() in folded for one in names):
        return Weakness.HOLDS_NAME
    return None


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


def _normal(text: str) -> str:
    """Keyboards write the same letter in several ways."""
    return unicodedata.normalize("NFKC", text)
