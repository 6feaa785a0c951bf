"""The second factor: codes of six digits that change every half minute, made by an app on one's phone (TOTP)."""

from __future__ import annotations

import hmac
import time
from typing import Final

import pyotp

from dashboard.storage import Store
from dashboard.storage.accounts_values import PersonRecord

_SECONDS: Final = 30
_APART: Final = (-1, 0, 1)
"""Clocks differ: a code is good for the half minute before and after its own, too."""
_NOBODY_S: Final = "A" * 32


def new_secret() -> str:
    """What the app and we share."""
    return pyotp.random_base32()


def address(secret: str, email: str, *, issuer: str) -> str:
    """What the app reads from the picture: an ``otpauth:`` address."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def half_minute_of(code: str, secret: str, *, now: float | None = None) -> int | None:
    """The half minute that this code belongs to, or ``None`` if it is none of the secret's codes of now."""
    given = "".join(code.split()).encode("utf-8", "surrogatepass")
    current = int((time.time() if now is None else now) // _SECONDS)
    totp = pyotp.TOTP(secret)
    near = (current + apart for apart in _APART)
    good = [at for at in near if hmac.compare_digest(totp.generate_otp(at).encode(), given)]
    return good[-1] if good else None


def is_right(store: Store, person: PersonRecord | None, code: str) -> bool:
    """Whether the code is the person's of now, not used before; without a second factor none is asked for."""
    secret = person.totp_secret if person else ""
    half_minute = half_minute_of(code, secret or _NOBODY_S)
    if person is None or not secret:
        return True
    return half_minute is not None and store.accounts.use_code(person.id, half_minute)
