"""What the store knows of accounts, as values. Secrets are here as digests alone, but for the second factor's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do in a campaign; each role may also do what those before it may."""

    ORGANISER = "organiser"
    """Uploads and changes their own actions; what they upload first waits for a moderator."""
    MODERATOR = "moderator"
    """Answers for what goes public."""
    ADMINISTRATOR = "administrator"
    """Sees to the campaign, its people and its settings."""


RANK = {role: rank for rank, role in enumerate(Role)}
"""The higher, the more somebody may do."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A role in one campaign, or everywhere where ``campaign`` is empty."""

    campaign: str
    role: Role
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """An account. ``password`` is an argon2id hash, or empty of somebody who signs in by a provider alone."""

    id: str
    email: str
    name: str
    password: str
    totp_secret: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A role that waits for somebody with this address; ``resets`` lets them choose a new password instead."""

    email: str
    campaign: str
    role: Role
    invited_by: str
    expires_at: datetime
    resets: bool = False


NAMED_BY = 12
"""So many characters of the digest of its token name an invitation in lists and in the log; they open nothing."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is signed in. ``id`` names it in lists and opens nothing."""

    id: str
    person: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which object and when; never what it contained."""

    at: datetime
    who: str
    what: str
    object_kind: str
    object_id: str
    campaign: str
