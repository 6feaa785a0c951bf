"""The tables, each with what it is for. A change here needs a migration beside it, and a test says so.

Only `public_actions` and `campaigns` may be read to answer the public: see `dashboard.storage.public`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    and_,
    or_,
)

from dashboard.model import CampaignState, Precision, Status, Visibility
from dashboard.storage.column_types import Moment, Reasoned, Word
from dashboard.storage.sealing import Digests, Sealed, SealedJSON


class Outcome(StrEnum):
    """What became of one row of a file."""

    PUBLISHED = "published"
    WAITING = "waiting"
    REJECTED = "rejected"


class ImportState(StrEnum):
    """How far an import has come. Only a published one has touched any action."""

    PENDING = "pending"
    """It waits for a moderator."""
    PUBLISHED = "published"
    REJECTED = "rejected"
    """A moderator refused it."""
    REPLACED = "replaced"
    """Whoever made it sent the corrected file before anybody looked, and said so."""


class Source(StrEnum):
    """Where an import comes from."""

    FILE = "file"
    HAND = "hand"
    """An organiser added one action."""
    FORM = "form"
    """Somebody without an account submitted one action."""


def not_within(column: ColumnElement[datetime], now: datetime, time: timedelta) -> ColumnElement[bool]:
    """Whether a moment is as long ago as this or longer; or as far ahead, since then a wrong clock has written it."""
    return or_(column <= now - time, column >= now + time)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _campaign(**options: Any) -> Column[str]:
    return Column("campaign", ForeignKey("campaigns.slug", onupdate="CASCADE"), nullable=False, **options)


def _who_and_when() -> list[Column[Any]]:
    return [Column("chosen_by", String(40), nullable=False), Column("chosen_at", Moment, nullable=False)]


def _when() -> list[Column[Any]]:
    return [Column("day", Date), Column("starts", Time), Column("ends", Time)]


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _place(prefix: str) -> list[Column[Any]]:
    """The columns of one `dashboard.model.Place`, in the order of its fields."""
    return [
        Column(f"{prefix}_geonameid", Integer),
        Column(f"{prefix}_name", Text, nullable=False),
        Column(f"{prefix}_region", Text, nullable=False),
        Column(f"{prefix}_country_code", String(2), nullable=False),
        Column(f"{prefix}_latitude", Float(53), nullable=False),
        Column(f"{prefix}_longitude", Float(53), nullable=False),
        Column(f"{prefix}_timezone", Text, nullable=False),
        Column(f"{prefix}_precision", Word(Precision), nullable=False),
        Column(f"{prefix}_population", Integer, nullable=False),
        _text(f"{prefix}_credit"),
    ]


campaigns = Table(
    "campaigns",
    metadata,
    Column("slug", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    _text("summary"),
    _text("call_to_action"),
    *_when(),
    Column("is_example", Boolean, nullable=False),
    _text("story"),
    _text("safety_note"),
    Column("partners", JSON, nullable=False, server_default="[]"),
    Column("translations", JSON, nullable=False, server_default="[]"),
    Column("state", Word(CampaignState), nullable=False, server_default="public"),
    Column("preview", Sealed, nullable=False, server_default=""),  # what the secret link of a draft holds
    Column("version", String(40), nullable=False),  # changes with every change of what is public
    Column("updated_at", Moment, nullable=False),  # when that was, as the public may know it
)

imports = Table(  # one upload, as a unit that can be taken back
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    _campaign(),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("encoding", Text, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("imported_by", Text),
    *(
        Column(name, Integer, nullable=False)
        for name in ("uploaded", "published", "waiting", "rejected", "created", "changed", "unchanged")
    ),
    Column("rolled_back_at", Moment),
    Column("rolled_back_by", Text),
    Column("state", Word(ImportState), nullable=False, server_default="published"),
    Column("source", Word(Source), nullable=False, server_default="file"),
    Column("columns", JSON, nullable=False, server_default="{}"),  # header -> field, "" for none, in order
    Column("cancels", JSON, nullable=False, server_default="[]"),  # actions that the file no longer lists
    Column("chosen", SealedJSON),  # what is to be remembered once it is approved
    Column("reviewed_at", Moment),
    Column("reviewed_by", Text),
    _text("reason"),  # why a moderator refused it
    Column("corrects", Integer),  # the import in whose place it is, as a person said
    CheckConstraint("uploaded = published + waiting + rejected", name="nothing_lost"),
    Index(None, "campaign", "sha256"),
)


def is_in(state: ImportState, of: Any = imports) -> ColumnElement[bool]:
    """The condition that an import (of the table, or of an alias of it) is in a state, and was not taken back."""
    return and_(of.c.state == state, of.c.rolled_back_at.is_(None))


submissions = Table(  # every row of every upload, as received
    "submissions",
    metadata,
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False),  # the action that it is or would be; "" if unreadable
    Column("outcome", Word(Outcome), nullable=False),
    Column("raw", SealedJSON, nullable=False),
    Column("problems", SealedJSON, nullable=False),
    Column("reading", SealedJSON),  # of an open row the fields as read, with all of the two above
    Column("proposed", SealedJSON),  # the row of `actions` that it would make, while the import is pending
    Column("alike", Digests),  # what an open row asks: the same of rows that one answer settles
    Index(None, "import_id", "key"),
)

actions = Table(  # private: what was accepted and placed
    "actions",
    metadata,
    Column("uid", String(40), primary_key=True),  # random, public, and kept for ever
    _campaign(),
    Column("key", String(200), nullable=False),
    Column("import_id", ForeignKey("imports.id"), nullable=False),  # the last to write it
    Column("fingerprint", String(40), nullable=False),
    Column("removed_at", Moment),
    *map(_text, ("own_id", "title", "description", "organiser", "link", "language")),
    Column("geocoding", Reasoned, nullable=False, server_default=""),
    # Of a further action of one row: the first's.
    Column("row_key", String(200), nullable=False, server_default=""),
    Column("contact", Sealed, nullable=False, server_default=""),
    Column("expected_people", BigInteger),
    Column("reported_people", BigInteger),
    *_when(),
    Column("last_day", Date),
    *map(
        _text, ("asked_text", "asked_venue", "asked_address", "asked_city", "asked_region", "asked_country")
    ),
    _text("asked_postcode"),
    Column("asked_latitude", Float(53)),
    Column("asked_longitude", Float(53)),
    *_place("place"),
    *_place("city"),
    # City, day and hour as one, by which actions may be the same; null without a day.
    Column("city_hour", Text),
    Column("written_status", Word(Status), nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("visibility", Word(Visibility), nullable=False),
    Column("by_hand", SealedJSON),  # columns that people changed since, which no import overrules
    Column("merged_into", String(40)),  # the action that says the same and stays
    UniqueConstraint("campaign", "key"),
    Index(None, "import_id"),
    Index(None, "campaign", "city_hour", "import_id", "uid", "removed_at", "status"),
)

changes = Table(  # the history of each action, and what taking back an import restores
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), nullable=False),
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE")),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text),
    Column("before", SealedJSON),  # the row of `actions` until then; null if there was none
    Column("undone", Boolean, nullable=False),
    Index(None, "uid"),
    Index(None, "import_id"),
)

public_actions = Table(  # what `dashboard.safety` lets the world see, and nothing else
    "public_actions",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    _campaign(),
    *map(_text, ("title", "description", "venue", "organiser", "link", "language")),
    *_when(),
    Column("last_day", Date),
    _text("timezone"),
    Column("status", Word(Status), nullable=False),
    Column("expected_people", BigInteger),
    Column("reported_people", BigInteger),
    Column("visibility", Word(Visibility), nullable=False),
    Column("precision", Word(Precision), nullable=False),
    # An action that is counted and shown nowhere has no city and no point.
    Column("city_id", Integer),
    _text("city"),
    _text("region"),
    Column("country_code", String(2), nullable=False),
    *(Column(name, Float(53)) for name in ("latitude", "longitude", "city_latitude", "city_longitude")),
    _text("credit"),  # whom the point is owed to
    Column("changed_at", Moment, nullable=False),  # when the rest of this row was written
    # How many passages may be private and are not said to be meant; null: not looked for yet.
    Column("passages", Integer),
    CheckConstraint("visibility != 'hidden'", name="never_hidden"),
    CheckConstraint(
        "(visibility = 'count_only') = (city_id IS NULL) AND (city_id IS NULL) = (latitude IS NULL)",
        name="shown_or_counted",
    ),
    Index(None, "campaign", "city_id"),
    Index(None, "campaign", "country_code"),
    Index(None, "campaign", "status"),
    Index(None, "campaign", "day"),
)

key_checks = Table(  # something known, sealed at the creation of the database, so that another key is noticed
    "key_checks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Sealed, nullable=False),
)

turns = Table(  # of each piece of work: who does it now, and from when (in seconds since 1970) the next may
    "turns",
    metadata,
    Column("work", String(40), primary_key=True),
    Column("free_at", Float(53), nullable=False),
    Column("holder", String(40), nullable=False),
)

reports = Table(  # what the public reports about the map: for moderators alone, and not for long
    "reports",
    metadata,
    Column("id", String(40), primary_key=True),
    _campaign(index=True),
    Column("about", Sealed, nullable=False),  # which action or city, in their words
    Column("wrong", Sealed, nullable=False),
    Column("contact", Sealed, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
)

exposures = Table(  # how an action is shown, as people decided; no import writes here
    "exposures",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("reveal_at", Moment),
    Column("until_revealed", Word(Visibility), nullable=False),
    Column("coarsen_after", Integer),  # days after the end of the action's day
    Column("coarsen_to", Word(Visibility), nullable=False),
    Column("neighbourhood", Text, nullable=False),
    *(Column(f"withhold_{name}", Boolean, nullable=False) for name in ("organiser", "link", "time")),
    Column("decided_by", String(40), nullable=False),
    Column("decided_at", Moment, nullable=False),
)

approvals = Table(  # where it is dangerous: who asked to show more than the city, and who agreed
    "approvals",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("level", Word(Visibility), nullable=False),
    Column("of", String(40), nullable=False),  # a digest of what they saw
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("approved_by", String(40), nullable=False),  # empty while it is asked
    Column("approved_at", Moment),
    CheckConstraint("asked_by != '' AND approved_by != asked_by", name="two_people"),
)

place_questions = Table(  # what an organiser is asked about the place of an action that is on the map
    "place_questions",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("message", Reasoned, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment),  # when somebody said that the action stands rightly where it stands
)

column_choices = Table(  # which header stands for which field, for files with just these headers
    "column_choices",
    metadata,
    _campaign(primary_key=True),
    Column("headers", String(64), primary_key=True),  # a digest
    Column("columns", JSON, nullable=False),
    *_who_and_when(),
)

place_choices = Table(  # where a text is, as somebody decided
    "place_choices",
    metadata,
    _campaign(primary_key=True),
    Column("folded", String(64), primary_key=True),  # a digest of the text without case and spacing
    Column("written", Text, nullable=False),
    Column("place", JSON, nullable=False),
    *_who_and_when(),
)

row_corrections = Table(  # what somebody corrected in a row, for when the same row comes again
    "row_corrections",
    metadata,
    _campaign(primary_key=True),
    Column("row", String(64), primary_key=True),  # a digest of its cells
    Column("fields", SealedJSON, nullable=False),
    *_who_and_when(),
)

told_apart = Table(  # two actions in one place and hour that are two, as a moderator decided
    "told_apart",
    metadata,
    _campaign(primary_key=True),
    Column("uid", String(40), primary_key=True),
    Column("other_uid", String(40), primary_key=True),  # the later of both in the order of their names
    *_who_and_when(),
)
