"""The tables of accounts. Of what opens something, the digest alone is kept; no visitor's address is."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from dashboard.storage.accounts_values import Role
from dashboard.storage.column_types import Moment, Word
from dashboard.storage.schema import metadata
from dashboard.storage.sealing import Sealed

people = Table(
    "people",
    metadata,
    Column("id", String(40), primary_key=True),  # random
    Column("email", String(320), nullable=False, unique=True),  # in lower case
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False),  # argon2id; empty: they sign in by a provider alone
    Column("totp_secret", Sealed, nullable=False),  # empty: no second factor
    Column("totp_waiting", Sealed, nullable=False, server_default=""),  # shown, and not confirmed yet
    Column("totp_used", Integer, nullable=False),  # the last half minute whose code was taken
    Column("created_at", Moment, nullable=False),
)


memberships = Table(  # a role in a campaign; an empty campaign is all of them
    "memberships",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("campaign", String(100), primary_key=True),
    Column("role", Word(Role), nullable=False),
    Column("trusted", Boolean, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token", String(64), primary_key=True),  # the digest of what the link holds
    Column("email", String(320), nullable=False, index=True),
    Column("campaign", String(100), nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("resets", Boolean, nullable=False),
    Column("invited_by", String(40), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # the digest of what the cookie holds
    Column("id", String(40), nullable=False, unique=True),  # its name in a list; opens nothing
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("idle_seconds", Integer, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index(None, "person"),
)

failures = Table(  # attempts to sign in, for the length of the window and no longer
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", String(64), nullable=False),  # a keyed digest of an account's or a visitor's address
    Column("at", Moment, nullable=False, index=True),
    Index(None, "what"),
)

audit = Table(  # who did what to which object and when; never what it contained
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(40), nullable=False),
    Column("what", String(100), nullable=False),
    Column("object_kind", String(40), nullable=False),
    Column("object_id", String(200), nullable=False),
    Column("campaign", String(100), nullable=False),
    Index(None, "campaign", "at"),
)
