"""The tables of what people chose once and what holds from then on: columns, places, corrections, what is two."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text

from dashboard.storage.schema import Moment, metadata
from dashboard.storage.sealing import SealedJSON


def _campaign() -> Column[str]:
    return Column("campaign", ForeignKey("campaigns.slug", onupdate="CASCADE"), primary_key=True)


def _who_and_when() -> list[Column[object]]:
    return [Column("chosen_by", String(40), nullable=False), Column("chosen_at", Moment, nullable=False)]


column_choices = Table(  # which header stands for which field, for files with just these headers
    "column_choices",
    metadata,
    _campaign(),
    Column("headers", String(64), primary_key=True),  # a digest
    Column("columns", JSON, nullable=False),
    *_who_and_when(),
)

place_choices = Table(  # where a text is, as somebody decided
    "place_choices",
    metadata,
    _campaign(),
    Column("folded", String(64), primary_key=True),  # a digest of the text without case and spacing
    Column("written", Text, nullable=False),
    Column("place", JSON, nullable=False),
    *_who_and_when(),
)

row_corrections = Table(  # what somebody corrected in a row, for when the same row comes again
    "row_corrections",
    metadata,
    _campaign(),
    Column("row", String(64), primary_key=True),  # a digest of its cells
    Column("fields", SealedJSON, nullable=False),
    *_who_and_when(),
)

told_apart = Table(  # two actions in one place and hour that are two, as a moderator decided
    "told_apart",
    metadata,
    _campaign(),
    Column("uid", String(40), primary_key=True),
    Column("other_uid", String(40), primary_key=True),  # the later of both in the order of their names
    *_who_and_when(),
)
