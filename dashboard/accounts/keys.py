"""Keys and digests: what opens something is kept as a digest, and what must be read again is encrypted."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from dashboard.errors import SettingError

_BYTES: Final = 32
_PRIVATE: Final = 0o600


def read_secret(file: Path, given: str = "") -> bytes:
    """The key of this installation: the one given, or that of a file, which is made if it is missing.

    It is not in the database, so that a copy of the database alone reveals no second factor.

    Raises:
        SettingError: the file can be neither read nor made, or the key is too short.
    """
    if given := given.partition(",")[0].strip():  # the first is in use, the others open what is older
        if len(given) < _BYTES:
            raise SettingError(f"ACTION_MAP_SECRET_KEY is too short: write at least {_BYTES} characters.")
        return given.encode()
    try:
        _make(file)
        return file.read_bytes().split()[0]
    except (OSError, IndexError) as error:
        raise SettingError(f"The key {file} cannot be used: {error}. Set ACTION_MAP_SECRET_KEY.") from error


def _make(file: Path) -> None:
    """Makes the file whole or not at all: another process may be doing the same."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb") as new:
        new.write(secrets.token_urlsafe(_BYTES).encode())
    try:
        os.link(beside, file)  # fails where the other was first, whose key then counts
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def new_token() -> str:
    """Something that nobody can guess, for a link or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keyed(secret: bytes, kind: str, text: str) -> str:
    """What is kept of something that could be guessed, such as an address: nobody without the key can try."""
    return hmac.new(secret, f"{kind}:{text}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def network(address: str) -> str:
    """The part of a visitor's address that tells one from another: one household has 2^64 addresses of IPv6."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def encrypt(secret: bytes, text: str) -> str:
    """The text, to be read again with the same key alone."""
    return _fernet(secret).encrypt(text.encode()).decode()


def decrypt(secret: bytes, text: str) -> str | None:
    """What `encrypt` was given; ``None`` where it was another key."""
    try:
        return _fernet(secret).decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def _fernet(secret: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"encryption:" + secret).digest()))
