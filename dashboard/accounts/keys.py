"""Tokens and digests: of what opens something, and of what should not be known, the digest alone is kept."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from typing import Final

_BYTES: Final = 32


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
